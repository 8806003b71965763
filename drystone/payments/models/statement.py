"""Due lines and the statements they stand on. A sent statement changes only by a credit."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person, Signature
from drystone.people.roles import SPEAKS_FOR_MONEY
from drystone.schools.models import Organisation


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


class Statement(AllianceOwned, Lived):
    """What one home school may claim for one month: "£450 for 1½ days; confirm"."""

    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="statements")
    month = models.DateField(help_text="The first day of the month.")
    number = models.PositiveIntegerField(help_text="Without gaps, per alliance.")
    state = models.CharField(max_length=10, choices=StatementState.choices, default=StatementState.DRAFT)
    total_pence = models.BigIntegerField()
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
                fields=["alliance", "home_school", "month"], name="one_statement_a_school_and_month"
            ),
            models.CheckConstraint(condition=Q(state__in=StatementState.values), name="statement_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent", "confirmed", "queried"])
                | Q(approved_by__isnull=False, prepared_by__isnull=False, confirmed_by__isnull=False)
                & ~Q(approved_by=F("prepared_by"))
                & ~Q(approved_by=F("confirmed_by")),
                name="statement_approved_by_a_second_person",
            ),
            models.CheckConstraint(condition=Q(total_pence__gte=0), name="statement_claims_nothing_back"),
        ]

    def __str__(self) -> str:
        return f"statement {self.number}"


class DueLine(AllianceOwned):
    """What is owed for one visit, or one facilitator at one meeting, once; a credit reverses a line, once."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit"
        FACILITATION = "facilitation", "Facilitation"
        CREDIT = "credit", "Credit"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visit = models.OneToOneField(
        "deployment.Visit", on_delete=models.PROTECT, null=True, blank=True, related_name="due_line"
    )
    attendance = models.OneToOneField(
        "groups.Attendance", on_delete=models.PROTECT, null=True, blank=True, related_name="due_line"
    )
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit")
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(help_text="The day of work.")
    half_days = models.SmallIntegerField()
    rate_pence = models.PositiveIntegerField(help_text="Pence a day, to the home school; the amount is pro rata.")
    reimbursement_pence = models.BigIntegerField()
    charge_pence = models.BigIntegerField()
    explanation = models.CharField(max_length=300, help_text="Tom Raine at Leyburn Primary School, ½ day")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="visit", visit__isnull=False, attendance__isnull=True, reverses__isnull=True)
                | Q(kind="facilitation", visit__isnull=True, attendance__isnull=False, reverses__isnull=True)
                | Q(kind="credit", visit__isnull=True, attendance__isnull=True, reverses__isnull=False),
                name="a_line_belongs_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind="credit", reimbursement_pence__lte=0, charge_pence__lte=0, half_days__lte=-1)
                | ~Q(kind="credit") & Q(reimbursement_pence__gte=0, charge_pence__gte=0, half_days__gte=1),
                name="credits_are_negative",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "statement", "on"], name="due_line_by_statement")]

    def __str__(self) -> str:
        return self.explanation


class Query(AllianceOwned):
    """What the home school says is wrong with its statement."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="queries")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"query on {self.statement}"


class Handover(AllianceOwned):
    """One file of approved statements handed to finance, with its totals and control sum."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    statements = models.ManyToManyField(Statement, related_name="handovers")
    total_pence = models.BigIntegerField()
    file = models.BinaryField(help_text="As it was handed over: names and payees may change later.")
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"handover of {self.at:%d %B %Y}"
