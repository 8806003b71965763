"""The release budget: half-days a home head grants for a term, and what has been promised out of them."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned, Term
from drystone.people.models import Person
from drystone.schools.models import Organisation


class ReleaseBudget(AllianceOwned):
    """Half-days in one term for one leader; with no leader, for the school as a whole."""

    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="release_budgets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="release_budgets")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    half_days = models.PositiveSmallIntegerField()
    half_days_before = models.PositiveSmallIntegerField(null=True, blank=True, help_text="To go back to by one press.")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "home_school", "person", "term"],
                condition=Q(person__isnull=False),
                name="one_budget_a_leader_and_term",
            ),
            models.UniqueConstraint(
                fields=["alliance", "home_school", "term"],
                condition=Q(person__isnull=True),
                name="one_budget_a_school_and_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.half_days} half-days in {self.term}"


class Promise(AllianceOwned):
    """Half-days taken out of the budgets of a term for one piece of work, known here by name only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises")
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="promises")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    half_days = models.PositiveSmallIntegerField()
    starts = models.DateField(help_text="When the work runs; concurrency is counted from it.")
    ends = models.DateField()
    for_type = models.CharField(max_length=60)
    for_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["for_type", "for_id", "term"],
                condition=Q(given_back_at__isnull=True),
                name="one_standing_promise_a_piece_of_work_and_term",
            ),
            models.CheckConstraint(condition=Q(half_days__gte=1), name="promise_of_a_half_day_or_more"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="promise_runs_forward"),
        ]
        indexes = [models.Index(fields=["person", "term"], name="promise_by_person")]

    def __str__(self) -> str:
        return f"{self.half_days} half-days for {self.for_type} {self.for_id}"
