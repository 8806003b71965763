"""A plan of a term: who could help whom, line by line, and why some are left; what the office pinned beforehand."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned, Term
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Designation

from .match import Enquiry
from .request import SupportRequest


class OfOffice(models.QuerySet):
    def visible_to(self, person: Person, *, on) -> "OfOffice":
        """The office's alone: a plan shows refusals, and asks nobody by itself."""
        return self.filter(alliance_id__in=access.office_of(person))


class TermPlan(AllianceOwned, Lived):
    """A proposal for all requests of a term at once. It asks nobody: each line is accepted by the office, or not."""

    class State(models.TextChoices):
        QUEUED = "queued", "About to begin"
        PLANNING = "planning", "Being planned"
        READY = "ready", "Ready"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Did not work"
        SUPERSEDED = "superseded", "Replaced by a later plan"

    UNDER_WAY = (State.QUEUED, State.PLANNING)

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="plans")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    weights = models.JSONField(default=dict, help_text="How much each thing counts, in halves of what is usual.")
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    # How far it is, while it is made.
    doing = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    # What it came to.
    value = models.IntegerField(default=0)
    bound = models.IntegerField(default=0, help_text="No plan is worth more.")
    figures = models.JSONField(default=dict, help_text="This plan, what stands now, and what is done by hand.")
    pins_broken = models.JSONField(default=list, help_text="Pins that cannot be kept: request, and why.")

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = "plan of a term"
        verbose_name_plural = "plans of a term"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "planning", "ready", "cancelled", "failed", "superseded"]),
                name="term_plan_state_known",
            ),
            models.UniqueConstraint(
                fields=["alliance"], condition=Q(state__in=["queued", "planning"]), name="one_plan_made_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["alliance", "term"], condition=Q(state="ready"), name="one_plan_that_stands_a_term"
            ),
        ]

    def __str__(self) -> str:
        return f"plan of the {self.term}"

    @property
    def gap(self) -> float:
        """The part of the bound that is missing, in hundredths."""
        return round(100 * (1 - self.value / self.bound), 2) if self.bound > 0 else 0.0


class PlanLine(AllianceOwned, Lived):
    """One leader for one request, proposed with because and but."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        ACCEPTED = "accepted", "Accepted"
        SET_ASIDE = "set_aside", "Set aside"

    plan = models.ForeignKey(TermPlan, on_delete=models.CASCADE, related_name="lines")
    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="plan_lines")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    place = models.PositiveIntegerField(help_text="Where it stands in the plan: what changed first, then by school.")
    half_days = models.PositiveSmallIntegerField()
    score = models.IntegerField()
    metres = models.PositiveIntegerField(null=True, blank=True)
    because = models.JSONField(default=list)
    but = models.JSONField(default=list)
    # Of the leader's half-days this term: granted, promised before, and given by the whole plan.
    granted = models.PositiveSmallIntegerField()
    promised = models.PositiveSmallIntegerField()
    planned = models.PositiveSmallIntegerField()
    is_changed = models.BooleanField(default=False, help_text="Other than in the plan before.")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["place", "id"]
        verbose_name = "line of a plan"
        verbose_name_plural = "lines of a plan"
        constraints = [
            models.UniqueConstraint(fields=["plan", "request"], name="one_line_a_request_and_plan"),
            models.UniqueConstraint(fields=["plan", "place"], name="one_line_a_place"),
            models.CheckConstraint(condition=Q(half_days__gte=1), name="line_of_a_half_day_or_more"),
            models.CheckConstraint(condition=Q(promised__lte=F("planned")), name="a_plan_takes_no_promised_days_away"),
            models.CheckConstraint(
                condition=Q(state="accepted", enquiry__isnull=False)
                | Q(state__in=["proposed", "set_aside"], enquiry__isnull=True),
                name="accepted_line_has_its_enquiry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.designation.person} for {self.request}"

    def history_about(self) -> SupportRequest:
        return self.request


class PlanGap(AllianceOwned):
    """A request that a plan leaves: the true reason, and everything that would have to change."""

    plan = models.ForeignKey(TermPlan, on_delete=models.CASCADE, related_name="gaps")
    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    sentence = models.CharField(max_length=600)
    would_change = models.JSONField(default=list)
    is_changed = models.BooleanField(default=False, help_text="Somebody was to help by the plan before.")

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["-is_changed", "id"]
        verbose_name = "request that a plan leaves"
        verbose_name_plural = "requests that a plan leaves"
        constraints = [models.UniqueConstraint(fields=["plan", "request"], name="one_reason_a_request_and_plan")]

    def __str__(self) -> str:
        return f"{self.request} left by {self.plan}"


class Pin(AllianceOwned):
    """The office's word, before any plan: this leader for this request. Every plan keeps it, or says why not."""

    request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="pin")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = OfOffice.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_pin_has_its_reason")]

    def __str__(self) -> str:
        return f"{self.designation.person} pinned for {self.request}"

    def history_about(self) -> SupportRequest:
        return self.request
