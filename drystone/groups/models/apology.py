"""A member's word, before a meeting, that she cannot come."""

from django.db import models

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person

from .meeting import Meeting


class Apology(AllianceOwned):
    """It goes when she says that she can come after all; history keeps both."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="apologies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = "apology"
        verbose_name_plural = "apologies"
        ordering = ["sent_at", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="apologies_once_a_meeting")]

    def __str__(self) -> str:
        return f"apologies of {self.person} for {self.meeting}"

    def history_about(self) -> Meeting:
        return self.meeting
