"""Charge schedules: what one payer is charged for one month or half-term. An approved one changes only by a credit."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import ANSWERS_FOR_A_PAYER
from drystone.schools.models import Organisation

from .period import OfPeriod


class ChargeState(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved, to be issued by a second person"
    ISSUED = "issued", "Issued to the payer"
    QUERIED = "queried", "The payer says something is wrong"
    PAID = "paid", "Paid"
    RETURNED = "returned", "Came back unpaid"


class ChargeScheduleQuerySet(models.QuerySet["ChargeSchedule"]):
    def visible_to(self, person: Person, *, on) -> "ChargeScheduleQuerySet":
        """The office's; once issued, whoever answers for the payer: her own side of the money."""
        mine = access.rows_at(person, "payer", *ANSWERS_FOR_A_PAYER)
        told = ~Q(state__in=[ChargeState.DRAFT, ChargeState.APPROVED])
        return self.filter(Q(alliance_id__in=access.office_of(person)) | (told & mine))


class ChargeSchedule(AllianceOwned, OfPeriod, Lived):
    """What one payer is charged for one month or half-term, by purchase order; it goes to the payer by a link."""

    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="Without gaps, per alliance.")
    state = models.CharField(max_length=10, choices=ChargeState.choices, default=ChargeState.DRAFT)
    total_pence = models.BigIntegerField(help_text="Without VAT: what no fund carries.")
    vat_pence = models.BigIntegerField(default=0)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ChargeScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="one_charge_schedule_a_number"),
            models.UniqueConstraint(
                fields=["alliance", "payer", "month", "half_term"], name="one_charge_schedule_a_payer_and_period"
            ),
            models.CheckConstraint(condition=Q(state__in=ChargeState.values), name="charge_schedule_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft", approved_by__isnull=True, issued_by__isnull=True)
                | Q(state="approved", approved_by__isnull=False)
                | Q(approved_by__isnull=False, issued_by__isnull=False, issued_at__isnull=False)
                & ~Q(issued_by=F("approved_by")),
                name="charge_schedule_issued_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(total_pence__gte=1, vat_pence__gte=0) | Q(state="draft", total_pence=0, vat_pence=0),
                name="charge_schedule_charges",
            ),
        ]

    def __str__(self) -> str:
        return f"charge schedule {self.number}"

    @property
    def payable_pence(self) -> int:
        """What the payer pays, VAT with it."""
        return self.total_pence + self.vat_pence
