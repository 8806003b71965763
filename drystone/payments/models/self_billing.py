"""Self-billing agreements: the Alliance makes out a home school's invoice, for twelve months at most at a time."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person, Signature
from drystone.people.roles import SPEAKS_FOR_MONEY
from drystone.schools.models import Organisation


class SelfBillingQuerySet(models.QuerySet["SelfBilling"]):
    def visible_to(self, person: Person, *, on) -> "SelfBillingQuerySet":
        """The office's; of its own school whoever heads it, and its finance contact."""
        mine = access.rows_at(person, "home_school", *SPEAKS_FOR_MONEY)
        return self.filter(Q(alliance_id__in=access.office_of(person)) | mine)

    def unsigned(self) -> "SelfBillingQuerySet":
        """Those that a school was asked to sign, and has not."""
        return self.filter(agreed_on=None, ended_on=None)

    def covering(self, day: date) -> "SelfBillingQuerySet":
        """In force on a day: agreed, begun, not lapsed, and not ended before it."""
        rows = self.filter(agreed_on__isnull=False, starts__lte=day, ends__gte=day)
        return rows.filter(Q(ended_on=None) | Q(ended_on__gt=day))


class SelfBilling(AllianceOwned):
    """A home school agreed that its statements are its invoices. A renewal is a row of its own, for the next year."""

    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="To sign, by link."
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True, help_text="Who agreed for the school: name and role.")
    agreed_on = models.DateField(null=True, blank=True, help_text="Nothing as long as the school has not signed.")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField(help_text="The last day; twelve months at most.")
    vat_number = models.CharField(max_length=20, blank=True, help_text="The school's own, if it is registered.")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True, help_text="From this day on it makes out no invoice.")
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)

    objects = SelfBillingQuerySet.as_manager()

    class Meta:
        verbose_name = "self-billing agreement"
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="self_billing_runs_forward"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=False) & ~Q(agreed_by="")
                | Q(agreed_on__isnull=True, agreed_by="", signature__isnull=True, asked__isnull=False),
                name="self_billing_agreed_or_asked",
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=True, asked_at__isnull=True)
                | Q(asked__isnull=False, asked_at__isnull=False),
                name="self_billing_asked_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="self_billing_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["alliance", "home_school", "starts"],
                condition=Q(ended_on__isnull=True),
                name="one_self_billing_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"self-billing agreement of {self.home_school}"

    def standing(self, day: date) -> str:
        """How it stands on a day, in a word."""
        if self.ended_on and self.ended_on <= day:
            return "Ended"
        if self.agreed_on is None:
            return "Not signed yet"
        if day < self.starts:
            return "Begins later"
        return "In force" if day <= self.ends else "Lapsed"
