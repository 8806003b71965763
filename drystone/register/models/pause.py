"""A pause: a time in which nobody asks her, from a day until she is back."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people.access import alliances_as
from drystone.people.models import Person
from drystone.people.roles import MANAGES

from .designation import Designation


class PauseReason(models.TextChoices):
    LEAVE = "leave", "Parental or other leave"
    ILLNESS = "illness", "Illness"
    SECONDMENT = "secondment", "Secondment"
    SCHOOL = "school", "Their own school needs them"
    OTHER = "other", "Something else"


class PauseQuerySet(models.QuerySet["Pause"]):
    def visible_to(self, person: Person, *, on: date) -> "PauseQuerySet":
        """Hers, the office's, and those of staff of the school that somebody heads."""
        return self.filter(designation__in=Designation.objects.visible_to(person, on=on).order_by().values("pk"))

    def open(self) -> "PauseQuerySet":
        """Those under way, and those set for a day to come."""
        return self.filter(ended_on__isnull=True)

    def on(self, day: date) -> "PauseQuerySet":
        """Those that held on a day: from the first day away to the day before the first one back."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), starts__lte=day)


class Pause(AllianceOwned):
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="pauses")
    starts = models.DateField(help_text="The first day on which nobody asks her.")
    back_on = models.DateField(help_text="When she is expected back.")
    ended_on = models.DateField(null=True, blank=True, help_text="The first day she was back; its start: called off.")
    stops_clock = models.BooleanField(help_text="The days away are added to her designation when she is back.")

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation"], condition=Q(ended_on__isnull=True), name="one_open_pause_a_designation"
            ),
            models.CheckConstraint(condition=Q(back_on__gt=F("starts")), name="pause_back_after_start"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts")), name="pause_ended_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"pause from {self.starts}"

    def history_about(self) -> Designation:
        return self.designation


class WhyAwayQuerySet(models.QuerySet["WhyAway"]):
    def visible_to(self, person: Person, *, on: date) -> "WhyAwayQuerySet":
        """Those of who manages the alliance. Her head and the rest of the office read until when she is away."""
        return self.filter(alliance_id__in=alliances_as(person, MANAGES))


class WhyAway(AllianceOwned):
    """The reason of a pause, which may be an illness: in a row of its own, in no history and in no mail."""

    pause = models.OneToOneField(Pause, on_delete=models.CASCADE, related_name="why")
    reason = models.CharField(max_length=10, choices=PauseReason.choices)
    note = models.TextField(blank=True)

    objects = WhyAwayQuerySet.as_manager()

    class Meta:
        verbose_name = "reason of a pause"
        verbose_name_plural = "reasons of pauses"
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=PauseReason.values), name="pause_reason_known"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
