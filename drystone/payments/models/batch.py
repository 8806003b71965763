"""What is done to very many statements or lines at one press, as one job that says how far it is."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import LOOKS_AFTER_MONEY

from .. import periods


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, person: Person, *, on) -> "BatchQuerySet":
        """Whoever looks after the Alliance's money."""
        return self.filter(alliance_id__in=access.alliances_as(person, LOOKS_AFTER_MONEY))


class Batch(AllianceOwned, Lived):
    """One press: the worker does for each of many statements what a press on its own page does; or it pulls what is
    due by now and puts it on the papers of a month or half-term."""

    class Act(models.TextChoices):
        SEND = "send", "Send the drafts"
        APPROVE = "approve", "Approve the confirmed"
        PREPARE = "prepare", "Prepare the statements"
        CHARGE = "charge", "Prepare the charge schedules"

    class State(models.TextChoices):
        QUEUED = "queued", "About to begin"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Did not work"

    UNDER_WAY = (State.QUEUED, State.RUNNING)
    MONTHLY = (Act.PREPARE, Act.CHARGE)

    act = models.CharField(max_length=8, choices=Act.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    month = models.DateField(null=True, blank=True, help_text="Whose papers are prepared: its first day.")
    half_term = models.BooleanField(default=False, help_text="Those of the half-term that begins in it.")
    of = models.PositiveIntegerField(help_text="Statements that were ready when it was asked for; or visits due.")
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(null=True, blank=True, help_text="Papers that were prepared, or grew.")
    more_left_out = models.PositiveIntegerField(default=0, help_text="Besides those that are said one by one.")
    left_out = models.JSONField(default=list, help_text="Number of the statement, and why it was left as it is.")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "cancelled", "failed"]), name="batch_state_known"
            ),
            models.CheckConstraint(
                condition=Q(act__in=["send", "approve"], month=None)
                | Q(act__in=["prepare", "charge"], month__isnull=False),
                name="papers_are_prepared_for_a_month",
            ),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(state__in=["queued", "running"]), name="one_batch_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        of = self.period if self.month else f"{self.of} statements"
        return f"{self.get_act_display().lower()}, {of}"

    @property
    def period(self) -> periods.Period:
        """Of those acts that prepare papers."""
        return periods.of(self)
