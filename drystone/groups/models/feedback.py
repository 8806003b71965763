"""What somebody who came to a meeting says of it; whoever leads the group reads it without her name."""

from datetime import date

from django.db import models

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person
from drystone.questions.models import AnswerSheet

from .group import Group
from .meeting import Meeting


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, person: Person, *, on: date) -> "FeedbackQuerySet":
        """Her own alone: others read the answers together, without names."""
        return self.filter(person=person)


class Feedback(AllianceOwned):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="feedback")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "feedback on a meeting"
        verbose_name_plural = "feedback on meetings"
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="asked_once_how_a_meeting_was")]

    def __str__(self) -> str:
        return f"feedback on {self.meeting}"

    def history_about(self) -> Group:
        return self.meeting.group
