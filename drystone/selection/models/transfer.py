"""A System Leader goes over to another alliance. Each alliance has a row of its own, and neither reads the other's.

The two rows know each other by a number and nothing else: what the receiving alliance reads was written for it.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import Alliance, AllianceOwned
from drystone.lifecycle import Lived
from drystone.people.access import alliances_as, office_of
from drystone.people.models import Person
from drystone.people.roles import MANAGES
from drystone.register.models import Area, Designation
from drystone.register.models.designated_area import Expertise
from drystone.schools.models import Organisation


class DepartureState(models.TextChoices):
    ASKED = "asked", "Leader asked"
    REFUSED = "refused", "Leader would rather not"
    AGREED = "agreed", "Waiting for the other alliance"
    DECLINED = "declined", "Declined by the other alliance"
    ACCEPTED = "accepted", "Accepted"
    CALLED_OFF = "called_off", "Called off"
    DONE = "done", "Transferred"


OPEN_DEPARTURES = (DepartureState.ASKED, DepartureState.AGREED, DepartureState.ACCEPTED)


class DepartureQuerySet(models.QuerySet["Departure"]):
    def visible_to(self, person: Person, *, on: date) -> "DepartureQuerySet":
        """Hers, and the office's of the alliance that gives her up."""
        return self.filter(Q(designation__person=person) | Q(alliance_id__in=office_of(person)))

    def open(self) -> "DepartureQuerySet":
        return self.filter(state__in=OPEN_DEPARTURES)


class Departure(AllianceOwned, Lived):
    """The giving alliance's side: to whom, whether she agrees, what came of it."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="departures")
    state = models.CharField(max_length=10, choices=DepartureState.choices, default=DepartureState.ASKED)
    to_alliance = models.ForeignKey(
        Alliance, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty where it is not on this installation.",
    )  # fmt: skip
    to_name = models.CharField(max_length=120)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField(null=True, blank=True, help_text="Her first day there, once it is accepted.")

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = "transfer out"
        verbose_name_plural = "transfers out"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation"],
                condition=Q(state__in=["asked", "agreed", "accepted"]),
                name="one_open_departure",
            ),
            models.CheckConstraint(condition=Q(state__in=DepartureState.values), name="departure_state_known"),
            models.CheckConstraint(
                condition=Q(to_alliance=None) | ~Q(to_alliance=F("alliance")), name="departure_to_another_alliance"
            ),
            models.CheckConstraint(condition=~Q(to_name=""), name="departure_says_whereto"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "done"]) | Q(first_day__isnull=False),
                name="departure_accepted_from_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"transfer of {self.designation.person} to {self.to_name}"

    def history_about(self) -> Designation:
        return self.designation

    @property
    def person_id(self) -> int:
        """Whom it is about."""
        return self.designation.person_id


class ArrivalState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    PREPARED = "prepared", "Prepared"
    CONFIRMED = "confirmed", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Called off by the other alliance"
    DONE = "done", "Transferred"


OPEN_ARRIVALS = (ArrivalState.PROPOSED, ArrivalState.PREPARED, ArrivalState.CONFIRMED)


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, person: Person, *, on: date) -> "ArrivalQuerySet":
        """The office's of the alliance that receives her; she herself reads of it where she comes from."""
        return self.filter(alliance_id__in=office_of(person))

    def open(self) -> "ArrivalQuerySet":
        return self.filter(state__in=OPEN_ARRIVALS)


class Arrival(AllianceOwned, Lived):
    """The receiving alliance's side: what it needs to know of her, who prepared it, who saw it, what it became."""

    crossing = models.BigIntegerField(
        null=True,
        blank=True,
        unique=True,
        help_text="The number of the other side; empty where she is from elsewhere.",
    )
    from_alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_name = models.CharField(max_length=120)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_headteacher = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ArrivalState.choices, default=ArrivalState.PROPOSED)
    began_on = models.DateField(help_text="Since when she is a System Leader there.")
    ends = models.DateField(help_text="The last day of her period, which a transfer does not lengthen.")
    reference_given_on = models.DateField(help_text="Nobody is designated without one; what it says stays there.")
    decision_released_on = models.DateField()
    learned = models.JSONField(default=list, help_text="What she has learned, in lines.")
    evidence = models.TextField(blank=True, help_text="From elsewhere: how the office knows all this.")
    first_day = models.DateField(null=True, blank=True)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    designation = models.OneToOneField(
        Designation, on_delete=models.PROTECT, null=True, blank=True, related_name="arrival"
    )

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = "transfer in"
        verbose_name_plural = "transfers in"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ArrivalState.values), name="arrival_state_known"),
            models.CheckConstraint(
                condition=Q(crossing__isnull=False, from_alliance__isnull=False)
                | Q(crossing=None, from_alliance=None) & ~Q(evidence=""),
                name="arrival_from_an_alliance_or_on_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["prepared", "confirmed", "done"])
                | Q(prepared_by__isnull=False, first_day__isnull=False),
                name="arrival_prepared_by_somebody_for_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "done"])
                | Q(checked_by__isnull=False) & ~Q(checked_by=F("prepared_by")),
                name="arrival_seen_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="done", designation__isnull=False) | ~Q(state="done") & Q(designation=None),
                name="arrival_designates_when_done",
            ),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(first_day__lte=F("ends")), name="arrival_within_the_period"
            ),
        ]

    def __str__(self) -> str:
        return f"transfer of {self.person} from {self.from_name}"

    def history_about(self) -> Any:
        return self.designation or self


class ArrivalArea(Expertise):
    """An area she holds there, and as what the receiving alliance takes it; empty once prepared: not taken."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=120)
    common = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty for an area of the giving alliance's own.",
    )  # fmt: skip
    taken_as = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    terms_kind = models.CharField(max_length=10, blank=True, help_text="A condition or support plan that goes along.")
    terms = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["arrival", "taken_as"], name="arrival_area_taken_once"),
            models.CheckConstraint(
                condition=Q(terms_kind="", terms="", due_on=None)
                | Q(terms_kind__in=["condition", "support"], due_on__isnull=False) & ~Q(terms=""),
                name="arrival_terms_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ArrivalRefusalQuerySet(models.QuerySet["ArrivalRefusal"]):
    def visible_to(self, person: Person, *, on: date) -> "ArrivalRefusalQuerySet":
        """Of those who manage the alliance that said no."""
        return self.filter(alliance_id__in=alliances_as(person, MANAGES))


class ArrivalRefusal(AllianceOwned):
    """Why an alliance did not take somebody: a row of its own, which neither she nor the other alliance reads."""

    arrival = models.OneToOneField(Arrival, on_delete=models.PROTECT, related_name="refusal")
    because = models.TextField()

    objects = ArrivalRefusalQuerySet.as_manager()

    class Meta:
        verbose_name = "reason for declining a transfer"

    def __str__(self) -> str:
        return f"why the {self.arrival} was declined"

    def history_about(self) -> Any:
        return self.arrival.history_about()
