"""Funds, how much of a deployment's charge each carries, and what it carried of each line."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Area
from drystone.schools.models import Organisation

from .line import DueLine


class FundState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, person: Person, *, on) -> "FundQuerySet":
        """The office's. What a fund carries of a school's own work, that school reads on the page of the work."""
        return self.filter(alliance_id__in=access.office_of(person))


class Fund(AllianceOwned, Lived):
    """Money that somebody gave for support in a period. What came from an earlier fund is part of the total."""

    name = models.CharField(max_length=120)
    funder = models.CharField(max_length=120, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=6, choices=FundState.choices, default=FundState.OPEN)
    total_pence = models.PositiveBigIntegerField()
    kept_back_percent = models.DecimalField(
        max_digits=4, decimal_places=2, default=0, help_text="Of new money, for the Alliance's own work."
    )
    cap_a_school_pence = models.PositiveBigIntegerField(null=True, blank=True)
    cap_a_school_half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    roles = models.JSONField(default=list, blank=True, help_text="Roles of the rate card; none: all.")
    schools = models.ManyToManyField(Organisation, blank=True, related_name="+")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    carried_pence = models.PositiveBigIntegerField(default=0, help_text="Of the total: the rest of the fund before.")
    # What its spends come to. Counted with them behind the fund's lock, so that the database itself holds the bound.
    spent_pence = models.PositiveBigIntegerField(default=0)
    rolled_on = models.DateField(null=True, blank=True, help_text="The day on which what was left went on.")

    objects = FundQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "name"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "name"], name="one_fund_a_name"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="fund_runs_forward"),
            models.CheckConstraint(condition=Q(state__in=FundState.values), name="fund_state_known"),
            models.CheckConstraint(
                condition=Q(kept_back_percent__gte=0, kept_back_percent__lte=50), name="fund_keeps_back_half_at_most"
            ),
            models.CheckConstraint(
                condition=Q(carried_pence=0) | Q(follows__isnull=False, carried_pence__lte=F("total_pence")),
                name="fund_says_where_money_came_from",
            ),
            models.CheckConstraint(condition=Q(spent_pence__lte=F("total_pence")), name="fund_spends_what_it_has"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, day: date) -> bool:
        """Whether its period holds a day of work; one that follows another also carries what was done before."""
        return (self.follows_id is not None or self.starts <= day) and day <= self.ends

    @property
    def kept_back_pence(self) -> int:
        """Of the money that is new; what was carried over had its share kept back when it came. Half up."""
        share = Decimal(self.kept_back_percent) * (self.total_pence - self.carried_pence) / 100
        return int(share.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def to_spend_pence(self) -> int:
        return self.total_pence - self.kept_back_pence


class FundShare(AllianceOwned):
    """How much of a deployment's charge a fund carries, and in which place: the first carries until its share ends."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="shares")
    deployment = models.ForeignKey("deployment.Deployment", on_delete=models.PROTECT, related_name="fund_shares")
    place = models.PositiveSmallIntegerField(default=0)
    pence = models.PositiveBigIntegerField()
    half_days = models.PositiveSmallIntegerField(default=0, help_text="How many it is meant for; one in part counts.")
    set_at = models.DateTimeField()
    moved_pence = models.PositiveBigIntegerField(
        default=0, help_text="Besides, until its fund was rolled over: the next one carries it since."
    )
    # Counted with its spends, as the fund's is.
    spent_pence = models.PositiveBigIntegerField(default=0)
    spent_half_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "deployment"], name="one_share_a_fund_and_deployment"),
            models.CheckConstraint(condition=Q(spent_pence__lte=F("pence")), name="share_carries_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} for {self.deployment}"


class FundSpend(AllianceOwned):
    """What a fund carries of one line's charge; below nothing where a credit gives it back. Never changed."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="spends")
    share = models.ForeignKey(FundShare, on_delete=models.PROTECT, related_name="spends")
    line = models.ForeignKey(DueLine, on_delete=models.PROTECT, related_name="spends")
    pence = models.BigIntegerField()
    half_days = models.SmallIntegerField(default=0, help_text="Against the cap of a school; one in part counts whole.")
    charge_pence = models.BigIntegerField(help_text="Of the line, so that the database can hold the sum below it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "fund"], name="one_spend_a_line_and_fund"),
            models.CheckConstraint(
                condition=Q(pence__gt=0, pence__lte=F("charge_pence"), half_days__gte=0)
                | Q(pence__lt=0, pence__gte=F("charge_pence"), half_days__lte=0),
                name="spend_within_its_charge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pence} pence of {self.fund}"


class FundReport(AllianceOwned):
    """A day on which the funder wants to know how its money is used, and what finance then wrote."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="reports")
    due_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    kept_back_for = models.TextField(blank=True, help_text="What the share kept back was used for.")
    added = models.TextField(blank=True, help_text="What it added.")
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "due_on"], name="one_report_a_fund_and_day"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by__isnull=True)
                | Q(given_at__isnull=False, given_by__isnull=False),
                name="fund_report_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"report of {self.due_on} on {self.fund}"

    def history_about(self) -> Fund:
        return self.fund
