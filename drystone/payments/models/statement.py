"""Statements, which the home school confirms. A sent statement changes only by a credit."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import Alliance, AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person, Signature
from drystone.people.roles import SPEAKS_FOR_MONEY
from drystone.schools.models import Organisation

from .charge import ChargeSchedule
from .payee import PayeeChange
from .period import OfPeriod
from .self_billing import SelfBilling


class StatementState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent to the home school"
    CONFIRMED = "confirmed", "Confirmed by the home school"
    QUERIED = "queried", "The home school says something is wrong"
    APPROVED = "approved", "Approved by a second person"
    EXPORTED = "exported", "Handed over to finance"
    PAID = "paid", "Paid"
    RETURNED = "returned", "Returned unpaid"


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, person: Person, *, on) -> "StatementQuerySet":
        """The office's; once sent, the home school's head and finance contact: her own side of the money."""
        mine = access.rows_at(person, "home_school", *SPEAKS_FOR_MONEY)
        return self.filter(Q(alliance_id__in=access.office_of(person)) | (~Q(state="draft") & mine))

    def waiting_for(self, alliance: Alliance, act: str) -> "StatementQuerySet":
        """An alliance's that can be sent, or approved, now; not a draft on which nothing is left."""
        return self.filter(alliance=alliance, state={"send": "draft", "approve": "confirmed"}[act], total_pence__gt=0)


class Statement(AllianceOwned, OfPeriod, Lived):
    """What one home school may claim for one month or half-term: "£450 for 1½ days; confirm"."""

    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField(help_text="Without gaps, per alliance.")
    state = models.CharField(max_length=10, choices=StatementState.choices, default=StatementState.DRAFT)
    total_pence = models.BigIntegerField(help_text="Without VAT.")
    vat_pence = models.BigIntegerField(default=0)
    payee = models.ForeignKey(
        PayeeChange,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="By which it was sent; without one the school itself is paid.",
    )
    self_billing = models.ForeignKey(
        SelfBilling,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="By which it is the school's invoice.",
    )
    prepared_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whoever sent it, once sent.",
    )
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="one_statement_a_number"),
            models.UniqueConstraint(
                fields=["alliance", "home_school", "month", "half_term"], name="one_statement_a_school_and_period"
            ),
            models.CheckConstraint(condition=Q(state__in=StatementState.values), name="statement_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent", "confirmed", "queried"])
                | Q(approved_by__isnull=False, prepared_by__isnull=False, confirmed_by__isnull=False)
                & ~Q(approved_by=F("prepared_by"))
                & ~Q(approved_by=F("confirmed_by")),
                name="statement_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(total_pence__gte=0, vat_pence__gte=0), name="statement_claims_nothing_back"
            ),
        ]

    def __str__(self) -> str:
        return f"statement {self.number}"

    @property
    def payable_pence(self) -> int:
        """What the school may claim, VAT with it."""
        return self.total_pence + self.vat_pence

    @property
    def paid_to(self) -> Organisation:
        """Who is paid by it, as it was when it was last sent."""
        return self.payee.paid_to if self.payee else self.home_school

    @property
    def supplier_number(self) -> str:
        """Under which finance knows who is paid; nothing where nobody said it."""
        return self.payee.supplier_number if self.payee else ""


class Query(AllianceOwned):
    """What the home school says is wrong with its statement, or the payer with its charge schedule."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, null=True, blank=True, related_name="queries")
    charge_schedule = models.ForeignKey(
        ChargeSchedule, on_delete=models.CASCADE, null=True, blank=True, related_name="queries"
    )
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=True) ^ Q(charge_schedule__isnull=True), name="a_query_is_on_one_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"query on {self.statement or self.charge_schedule}"
