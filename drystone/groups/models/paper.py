"""What is read before or at a meeting."""

from django.db import models

from drystone.alliances.models import AllianceOwned

from .kept import LINK_OR_FILE, Kept
from .meeting import Meeting


class MeetingPaper(AllianceOwned, Kept):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "paper of a meeting"
        verbose_name_plural = "papers of meetings"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=LINK_OR_FILE, name="paper_is_a_link_or_a_file")]

    def history_about(self) -> Meeting:
        return self.meeting
