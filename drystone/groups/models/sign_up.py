"""Somebody who is no member and comes to one meeting: she signed up, or is a guest."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .meeting import Meeting


class SignUpState(models.TextChoices):
    COMING = "coming", "Has a place"
    WAITING = "waiting", "Waits for a place"
    WITHDRAWN = "withdrawn", "Does not come"


class SignUp(AllianceOwned, Lived):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=SignUpState.choices)
    signed_by = models.CharField(max_length=200, blank=True, help_text="Who signed her up, where it was not she.")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "sign-up"
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="signed_up_once_for_a_meeting"),
            models.CheckConstraint(condition=Q(state__in=SignUpState.values), name="sign_up_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.meeting}"

    def history_about(self) -> Meeting:
        return self.meeting
