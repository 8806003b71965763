"""A released decision is put right by a second letter: prepared, seen and released as the first one was."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Designation

from .application import Application
from .decision import Appeal, Decision
from .outcome import Outcome


class CorrectionState(models.TextChoices):
    PREPARED = "prepared", "Prepared"
    CHECKED = "checked", "Seen by a second person"
    RELEASED = "released", "Released"
    DROPPED = "dropped", "Dropped"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, person: Person, *, on: date) -> "CorrectionQuerySet":
        """The office's; what became of it is the applicant's, as her decision."""
        return self.filter(alliance_id__in=access.office_of(person))

    def open(self) -> "CorrectionQuerySet":
        return self.filter(state__in=(CorrectionState.PREPARED, CorrectionState.CHECKED))


class Correction(AllianceOwned, Lived):
    """What is to stand instead; once released, also what stood before, with its letter."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    because = models.CharField(max_length=300, help_text="Why; only the office reads it.")
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.PREPARED)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    areas = models.JSONField(default=dict, help_text="For each area of the application: outcome, terms, day, reason.")
    feedback = models.TextField(blank=True)
    wording = models.TextField(blank=True)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict, help_text="What was decided before: outcome, areas, feedback, when.")
    letter_before = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    designation_before = models.ForeignKey(
        Designation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state__in=["prepared", "checked"]), name="one_open_correction"
            ),
            models.CheckConstraint(condition=Q(state__in=CorrectionState.values), name="correction_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="correction_outcome_known"),
            models.CheckConstraint(condition=~Q(because=""), name="correction_says_why"),
            models.CheckConstraint(
                condition=Q(outcome__in=["designate", "with_support", "with_condition"]) | ~Q(feedback=""),
                name="every_corrected_no_has_feedback",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "dropped"])
                | Q(checked_by__isnull=False) & ~Q(checked_by=F("prepared_by")),
                name="correction_seen_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | ~Q(state="released") & Q(released_at__isnull=True, letter_before__isnull=True),
                name="correction_released_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"correction of {self.decision}"

    def history_about(self) -> Application:
        return self.decision.application
