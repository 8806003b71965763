"""What somebody takes on at a meeting."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person

from .group import Group
from .meeting import Meeting


class MeetingAction(AllianceOwned):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "action of a meeting"
        verbose_name_plural = "actions of meetings"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "what"], name="an_action_is_taken_on_once"),
            models.CheckConstraint(condition=~Q(what=""), name="an_action_says_what"),
        ]

    def __str__(self) -> str:
        return self.what

    def history_about(self) -> Group:
        return self.meeting.group
