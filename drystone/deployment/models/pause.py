"""A pause of a deployment, and why it was paused, stopped early or handed over."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person

from .deployment import Deployment


class PauseQuerySet(models.QuerySet["Pause"]):
    def visible_to(self, person: Person, *, on: date) -> "PauseQuerySet":
        """Those of the deployments she may see: until when is for everybody, why is not."""
        return self.filter(deployment__in=Deployment.objects.visible_to(person, on=on).order_by().values("pk"))

    def open(self) -> "PauseQuerySet":
        return self.filter(ended_on__isnull=True)


class Pause(AllianceOwned):
    """The work rests: nobody plans a visit, what was agreed stands."""

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="pauses")
    starts = models.DateField()
    until = models.DateField(help_text="The day on which the work is expected to go on.")
    given_back = models.PositiveSmallIntegerField(
        default=0, help_text="Half-days that went back to the home school; they are set aside anew when it goes on."
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deployment"], condition=Q(ended_on__isnull=True), name="one_open_pause_a_deployment"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("starts")), name="work_pause_runs_forward"),
        ]
        indexes = [
            models.Index(fields=["alliance", "until"], condition=Q(ended_on__isnull=True), name="pause_by_its_end")
        ]

    def __str__(self) -> str:
        return f"pause from {self.starts}"

    def history_about(self) -> Deployment:
        return self.deployment


class WhyQuerySet(models.QuerySet["Why"]):
    def visible_to(self, person: Person, *, on: date) -> "WhyQuerySet":
        """The office's alone: neither school reads why, nor the leader, nor whoever takes the work over."""
        return self.filter(alliance_id__in=access.office_of(person))


class Why(AllianceOwned):
    """Why the work was paused, stopped or handed over: a row apart, in no history and in no mail."""

    class Verb(models.TextChoices):
        PAUSE = "pause", "Paused"
        STOP = "stop", "Stopped early"
        HAND_OVER = "hand_over", "Handed over"

    class Reason(models.TextChoices):
        AIM_MET = "aim_met", "The aim is met early"
        SCHOOL = "school", "The receiving school’s circumstances"
        LEADER = "leader", "The System Leader’s circumstances"
        SCHOOL_ASKED = "school_asked", "The receiving school asked for it"
        HOME_ASKED = "home_asked", "The home school asked for it"
        QUALITY = "quality", "The quality of the work"
        OTHER = "other", "Something else"

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="whys")
    verb = models.CharField(max_length=9, choices=Verb.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    text = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WhyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.get_verb_display()
