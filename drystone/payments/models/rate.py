"""Rates by role and unit, from a day on."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from drystone.alliances.models import AllianceOwned
from drystone.deployment.models import Unit, VatCode


class RateRole(models.TextChoices):
    SYSTEM_LEADER = "system_leader", "System Leader"
    HEADTEACHER = "headteacher", "Headteacher"


class Fee(models.TextChoices):
    """What the Alliance keeps of the price, or adds to it."""

    NONE = "none", "No fee"
    FLAT = "flat", "A flat sum out of the price"
    INSIDE = "inside", "Per cent of the price, inside it"
    ON_TOP = "on_top", "Per cent of the price, on top"
    NAMED = "named", "Both sums are named"


class RateQuerySet(models.QuerySet["Rate"]):
    def on(self, day: date) -> "RateQuerySet":
        """Rows in force on a day: of each role and unit the last that has begun."""
        later = Rate.objects.filter(
            alliance=OuterRef("alliance"), role=OuterRef("role"), unit=OuterRef("unit"), since__lte=day
        )
        return self.filter(~Exists(later.filter(since__gt=OuterRef("since"))), since__lte=day)


class Rate(AllianceOwned):
    """A row of the rate card: what a unit costs whom (the usual: £300 a day, headteachers £400).

    It holds until the next row of its role and unit begins, so that no two can be in force on one day.
    """

    role = models.CharField(max_length=20, choices=RateRole.choices)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.DAY)
    since = models.DateField()
    fee_kind = models.CharField(max_length=6, choices=Fee.choices, default=Fee.NONE)
    fee = models.PositiveIntegerField(default=0, help_text="Pence, or hundredths of a per cent.")
    charge_pence = models.PositiveIntegerField(help_text="Pence a unit, charged to the payer.")
    reimbursement_pence = models.PositiveIntegerField(help_text="Pence a unit, to the home school.")
    vat_code = models.CharField(max_length=12, choices=VatCode.choices, default=VatCode.EXEMPT)

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["role", "unit", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "role", "unit", "since"], name="one_rate_a_role_unit_and_day"),
            models.CheckConstraint(
                condition=Q(role__in=RateRole.values, unit__in=Unit.values, vat_code__in=VatCode.values),
                name="rate_priced_as_known",
            ),
            models.CheckConstraint(
                condition=Q(fee_kind="named", fee=0)
                | Q(fee_kind="none", fee=0, charge_pence=F("reimbursement_pence"))
                | Q(fee_kind="flat", charge_pence=F("reimbursement_pence") + F("fee"))
                | Q(fee_kind__in=["inside", "on_top"], charge_pence__gte=F("reimbursement_pence")),
                name="rate_charges_what_it_pays_and_the_fee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.get_unit_display()}, since {self.since}"
