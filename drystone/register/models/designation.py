"""A designation: one person as System Leader for a period."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation


class DesignationState(models.TextChoices):
    TO_COME = "to_come", "Begins later"
    PENDING = "pending", "Pending a condition"
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class Ending(models.TextChoices):
    EXPIRED = "expired", "Expired"
    RESIGNED = "resigned", "Resigned"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REMOVED = "removed", "Removed"
    TRANSFERRED = "transferred", "Transferred"
    RENEWED = "renewed", "Renewed"
    DECLINED = "declined", "Declined"


class DesignationQuerySet(models.QuerySet["Designation"]):
    def visible_to(self, person: Person, *, on: date) -> "DesignationQuerySet":
        """Her own; those of the alliances whose office she works in; of staff of the school she heads; of the head of
        the school she governs."""
        return self.filter(
            Q(person=person)
            | Q(alliance_id__in=access.office_of(person))
            | access.rows_at(person, "home_school", Role.HEAD)
            | access.rows_at(person, "home_school", Role.CHAIR, Role.TRUST_CEO) & Q(is_headteacher=True)
        ).select_related("person", "home_school")

    def locked(self, pk: int) -> "Designation":
        """As it is now, held until the transaction ends; with what is told of it."""
        rows = self.select_for_update(of=("self",)).select_related("alliance", "person", "home_school")
        return rows.get(pk=pk)

    def in_force(self, on: date) -> "DesignationQuerySet":
        """Active on a day: the state says so and the day lies in the period."""
        return self.filter(state=DesignationState.ACTIVE, starts__lte=on, ends__gte=on)

    def designated_on(self, day: date) -> "DesignationQuerySet":
        """System Leaders on a day that may lie in the past: those that ended since count until their end."""
        still = Q(ended_on__isnull=True) | Q(ended_on__gte=day)
        counted = ~Q(state__in=[DesignationState.PENDING, DesignationState.TO_COME])
        return self.filter(still, counted, starts__lte=day, ends__gte=day)


class Designation(AllianceOwned, Lived):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="designations")
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="designations")
    moved_on = models.DateField(
        null=True, blank=True, help_text="Her first day at this school, where she moved to it."
    )
    is_headteacher = models.BooleanField(default=False, help_text="Paid at the headteachers' rate; governors approve.")
    number = models.CharField(max_length=20, unique=True, help_text="On the certificate; anybody may check it.")
    starts = models.DateField()
    ends = models.DateField(help_text="The last day in force.")
    state = models.CharField(max_length=10, choices=DesignationState.choices)
    accept_by = models.DateField(null=True, blank=True, help_text="By when she is asked to say yes.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    shown_in_directory = models.BooleanField(default=False, help_text="She agreed to be listed in public.")
    portrait = models.TextField(blank=True)

    objects = DesignationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="designation_ends_after_start"),
            models.CheckConstraint(condition=Q(state__in=DesignationState.values), name="designation_state_known"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(ending="")
                | ~Q(state="ended") & Q(ended_on__isnull=True, ending=""),
                name="designation_ended_with_reason_and_day",
            ),
            models.UniqueConstraint(
                fields=["alliance", "person"],
                condition=Q(state__in=["pending", "active", "paused"]),
                name="one_living_designation_a_person",
            ),
            models.UniqueConstraint(
                fields=["alliance", "person"], condition=Q(state="to_come"), name="one_designation_to_come_a_person"
            ),
        ]
        indexes = [
            models.Index(fields=["alliance", "state", "ends"], name="designation_by_ending"),
            models.Index(fields=["home_school", "state"], name="designation_by_home_school"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.number}"

    @property
    def is_unanswered(self) -> bool:
        """She was asked whether she accepts it, and has not said."""
        return bool(self.accept_by) and self.accepted_at is None and self.state != DesignationState.ENDED

    @property
    def renewal_to_come(self) -> "Designation | None":
        """The one that has been granted already, and begins the day after this one ends."""
        after = Designation.objects.filter(renews=self, state=DesignationState.TO_COME)
        return after.first()

    def is_in_force(self, on: date) -> bool:
        return self.state == DesignationState.ACTIVE and self.starts <= on <= self.ends
