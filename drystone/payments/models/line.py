"""Due lines: what is owed for one visit or one facilitator, once."""

from django.db import models
from django.db.models import Q

from drystone import saying
from drystone.alliances.models import AllianceOwned
from drystone.deployment.models import Flow, RecordState, Unit, VatCode
from drystone.schools.models import Organisation

from .. import vat
from .answer import Answer
from .charge import ChargeSchedule
from .statement import Statement

# Under these the Alliance reimburses the home school; and under these it charges a payer what no fund carries.
CLAIMED = (Flow.HUB, Flow.REIMBURSED, Flow.GRANT)
CHARGED = (Flow.HUB, Flow.GRANT)
# The colleague disputes the record of its visit after the line was made, and it is neither settled nor reversed.
DISPUTED = Q(visit__record__state=RecordState.DISPUTED, credit__isnull=True)


class DueLineQuerySet(models.QuerySet["DueLine"]):
    def for_work(self) -> "DueLineQuerySet":
        """Without what was carried: a payment that differed, of money that was due before, and counts once."""
        return self.exclude(kind=DueLine.Kind.CARRIED)


class DueLine(AllianceOwned):
    """What is owed for one visit, or one facilitator at one meeting, once; a credit reverses a line, once."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit"
        CALLED_OFF = "called_off", "Visit that did not take place"
        FACILITATION = "facilitation", "Facilitation"
        CREDIT = "credit", "Credit"
        CARRIED = "carried", "Carried from a statement"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        "deployment.Visit", on_delete=models.PROTECT, null=True, blank=True, related_name="due_lines"
    )
    turn = models.PositiveSmallIntegerField(
        default=1, help_text="Of its visit: the next one after the line before was reversed."
    )
    attendance = models.OneToOneField(
        "groups.Attendance", on_delete=models.PROTECT, null=True, blank=True, related_name="due_line"
    )
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit")
    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="carried",
        help_text="Of finance, by which too little or too much was paid.",
    )  # fmt: skip
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(help_text="The day of work.")
    flow = models.CharField(max_length=10, choices=Flow.choices, default=Flow.HUB)
    half_days = models.SmallIntegerField(help_text="Delivered: none of a visit that did not take place.")
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.DAY)
    half_units = models.SmallIntegerField(
        default=0, help_text="Halves of the unit that are multiplied: two of a twilight."
    )
    rate_pence = models.PositiveIntegerField(help_text="Pence a unit, to the home school; the amount is pro rata.")
    charge_rate_pence = models.PositiveIntegerField(default=0, help_text="Pence a unit, charged to the payer.")
    charged_per_cent = models.PositiveSmallIntegerField(default=100, help_text="Of what the visit would have cost.")
    reimbursed_per_cent = models.PositiveSmallIntegerField(default=100, help_text="Of what the home school would get.")
    vat_code = models.CharField(max_length=12, choices=VatCode.choices, default=VatCode.EXEMPT)
    reimbursement_pence = models.BigIntegerField()
    charge_pence = models.BigIntegerField()
    explanation = models.CharField(max_length=300, help_text="What was done, without money.")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    charge_schedule = models.ForeignKey(
        ChargeSchedule, on_delete=models.PROTECT, null=True, blank=True, related_name="lines"
    )
    purchase_order = models.CharField(max_length=60, blank=True, help_text="The payer's, copied from what was signed.")
    made_at = models.DateTimeField()

    objects = DueLineQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "turn"], name="one_line_a_visit_and_turn"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["visit", "called_off"],
                    visit__isnull=False,
                    attendance__isnull=True,
                    reverses__isnull=True,
                    answer__isnull=True,
                )
                | Q(kind="facilitation", visit=None, attendance__isnull=False, reverses=None, answer=None)
                | Q(kind="credit", visit=None, attendance=None, reverses__isnull=False, answer=None)
                | Q(kind="carried", visit=None, attendance=None, reverses=None, answer__isnull=False),
                name="a_line_belongs_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind="credit", reimbursement_pence__lte=0, charge_pence__lte=0, half_days__lte=0)
                | Q(kind="carried", charge_pence=0, half_days=0) & ~Q(reimbursement_pence=0)
                | ~Q(kind__in=["credit", "carried"])
                & Q(reimbursement_pence__gte=0, charge_pence__gte=0, half_days__gte=0),
                name="credits_are_negative",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["credit", "called_off", "carried"]) | Q(half_days__gte=1),
                name="a_line_of_work_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind="called_off") | Q(half_days=0), name="nothing_delivered_has_no_time"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=Unit.values, flow__in=Flow.values, vat_code__in=VatCode.values),
                name="line_priced_as_known",
            ),
            models.CheckConstraint(
                condition=Q(statement__isnull=True) | Q(flow__in=CLAIMED),
                name="only_what_the_alliance_pays_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(charge_schedule__isnull=True) | Q(flow__in=CHARGED, payer__isnull=False),
                name="only_what_the_alliance_charges_is_on_a_schedule",
            ),
        ]
        indexes = [
            models.Index(fields=["alliance", "statement", "on"], name="due_line_by_statement"),
            models.Index(fields=["alliance", "charge_schedule", "on"], name="due_line_by_charge_schedule"),
        ]

    def __str__(self) -> str:
        return self.explanation

    @property
    def is_disputed(self) -> bool:
        """DISPUTED, of a row that was read with its visit, its record and its credit."""
        record = getattr(self.visit, "record", None)
        return bool(record and record.state == RecordState.DISPUTED and not hasattr(self, "credit"))

    @property
    def rate(self) -> str:
        """£300 a day, £40 an hour: to the home school. Nothing of a sum that was carried."""
        if self.kind == self.Kind.CARRIED:
            return ""
        article = "an" if self.unit == Unit.HOUR else "a"
        return f"{saying.pounds(self.rate_pence)} {article} {self.get_unit_display().lower()}"

    @property
    def for_home_school(self) -> str:
        """The line in a sentence, with the home school's side of the money."""
        return self.sentence(self.reimbursed_per_cent, self.reimbursement_pence)

    @property
    def for_payer(self) -> str:
        """The line in a sentence, with what is charged for it, funds and VAT left aside."""
        return self.sentence(self.charged_per_cent, self.charge_pence)

    def sentence(self, per_cent: int, pence: int) -> str:
        part = "" if per_cent == 100 else f", {per_cent} % of it"
        return f"{self.explanation}{part}, {saying.pounds(pence)}"

    @property
    def claimed_vat_pence(self) -> int:
        """VAT on what the home school claims."""
        return vat.on(self.reimbursement_pence, self.vat_code)

    @property
    def vat_pence(self) -> int:
        """VAT on the whole of what is charged."""
        return vat.on(self.charge_pence, self.vat_code)
