"""An alliance asks another whom it could lend for a request. Each has a row of its own; neither reads the other's.

The two rows know each other by a number and nothing else: what stands in either was written for its own office.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import Alliance, AllianceOwned
from drystone.lifecycle import Lived
from drystone.people.access import office_of
from drystone.people.models import Person
from drystone.register.models import Area, Designation
from drystone.register.phases import Phase
from drystone.schools.models import Organisation

from .match import KEPT
from .request import SupportRequest

# Half-days promised while another alliance has not agreed yet; and once it has, for the request that then is ours.
TO_LEND, LENT = "brokering.lending", "brokering.supportrequest"
NO_WORK_YET = (KEPT, TO_LEND, LENT)  # what half-days are kept for while somebody has still to choose, or to agree


class LoanState(models.TextChoices):
    ASKED = "asked", "Asked"
    PROPOSED = "proposed", "Somebody is proposed"
    AGREED = "agreed", "Agreed"
    DONE = "done", "Done"
    NO = "no", "Not possible"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LAPSED = "lapsed", "Not answered in time"


OPEN_LOANS = (LoanState.ASKED, LoanState.PROPOSED, LoanState.AGREED)


class BorrowingQuerySet(models.QuerySet["Borrowing"]):
    def visible_to(self, person: Person, *, on: date) -> "BorrowingQuerySet":
        """The office's of the alliance that asks; nobody's at a school."""
        return self.filter(alliance_id__in=office_of(person))

    def open(self) -> "BorrowingQuerySet":
        return self.filter(state__in=OPEN_LOANS)


class Borrowing(AllianceOwned, Lived):
    """The side that asks: whom, for which of its requests, and who is proposed."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="borrowings")
    lender = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=LoanState.choices, default=LoanState.ASKED)
    answer_by = models.DateField(help_text="By when the other alliance, then this one, is asked to answer.")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    because = models.CharField(max_length=300, blank=True, help_text="Why this one, as the other alliance says.")
    answer = models.CharField(max_length=300, blank=True, help_text="Why not, where the other alliance says it.")

    objects = BorrowingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "lender"],
                condition=Q(state__in=["asked", "proposed", "agreed"]),
                name="one_open_borrowing_a_lender",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="agreed"), name="one_agreed_borrowing_a_request"
            ),
            models.CheckConstraint(condition=Q(state__in=LoanState.values), name="borrowing_state_known"),
            models.CheckConstraint(condition=~Q(lender=F("alliance")), name="borrowing_from_another_alliance"),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "agreed", "done"])
                | Q(leader__isnull=False, home_school__isnull=False),
                name="borrowing_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"help from {self.lender}"

    def history_about(self) -> SupportRequest:
        return self.request


class LendingQuerySet(models.QuerySet["Lending"]):
    def visible_to(self, person: Person, *, on: date) -> "LendingQuerySet":
        """The office's of the alliance that is asked."""
        return self.filter(alliance_id__in=office_of(person))

    def open(self) -> "LendingQuerySet":
        return self.filter(state__in=OPEN_LOANS)


class Lending(AllianceOwned, Lived):
    """The side that is asked: what it is told, whom it proposes, and the request that it then has of its own."""

    crossing = models.BigIntegerField(unique=True, help_text="The number of the other side.")
    borrower = models.ForeignKey(Alliance, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    need = models.TextField()
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty for an area of the other alliance's own, until this one says as what it takes it.",
    )  # fmt: skip
    area_name = models.CharField(max_length=120)
    phase = models.CharField(max_length=14, choices=Phase.choices, blank=True)
    half_days = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    note = models.CharField(max_length=300, blank=True, help_text="What the office that asks says besides.")
    state = models.CharField(max_length=10, choices=LoanState.choices, default=LoanState.ASKED)
    answer_by = models.DateField()
    designation = models.ForeignKey(
        Designation, on_delete=models.PROTECT, null=True, blank=True, related_name="lendings"
    )
    because = models.CharField(max_length=300, blank=True)
    request = models.OneToOneField(
        SupportRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="lending"
    )

    objects = LendingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LoanState.values), name="lending_state_known"),
            models.CheckConstraint(condition=~Q(borrower=F("alliance")), name="lending_to_another_alliance"),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "agreed", "done"])
                | Q(designation__isnull=False, area__isnull=False),
                name="lending_of_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "done"]) | Q(request__isnull=False), name="lending_is_worked_on"
            ),
            models.CheckConstraint(
                condition=Q(half_days__gte=1, until_on__gte=F("from_on")), name="lending_of_days_that_run_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"help for {self.borrower}"
