"""Rates by role and day, and the funds that may carry them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.schools.models import Organisation


class RateRole(models.TextChoices):
    SYSTEM_LEADER = "system_leader", "System Leader"
    HEADTEACHER = "headteacher", "Headteacher"


class RateQuerySet(models.QuerySet["Rate"]):
    def on(self, day: date) -> "RateQuerySet":
        """Rows in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Rate(AllianceOwned):
    """A row of the rate card: what a day costs whom (the usual: £300, headteachers £400)."""

    role = models.CharField(max_length=20, choices=RateRole.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    charge_pence = models.PositiveIntegerField(help_text="Pence a day, charged to the payer.")
    reimbursement_pence = models.PositiveIntegerField(help_text="Pence a day, to the home school.")
    vat_code = models.CharField(max_length=12, default="exempt")

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["role", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "role", "since"], name="one_rate_a_role_and_day"),
            models.UniqueConstraint(
                fields=["alliance", "role"], condition=Q(until__isnull=True), name="one_open_rate_a_role"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="rate_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} since {self.since}"


class Fund(AllianceOwned):
    name = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()
    total_pence = models.PositiveBigIntegerField()
    cap_a_school_pence = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-starts"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "name"], name="one_fund_a_name"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="fund_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.name


class FundShare(AllianceOwned):
    """How much of a deployment's charge a fund carries."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="shares")
    deployment = models.ForeignKey("deployment.Deployment", on_delete=models.PROTECT, related_name="+")
    pence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fund", "deployment"], name="one_share_a_fund_and_deployment")]

    def __str__(self) -> str:
        return f"{self.fund} for {self.deployment}"


class Payee(AllianceOwned):
    """Who is paid for a school's work when it is not the school itself: a local authority or a trust."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    paid_through = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance", "school"], name="one_payee_a_school")]

    def __str__(self) -> str:
        return f"{self.school} through {self.paid_through}"
