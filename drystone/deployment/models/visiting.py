"""What goes with visits: each time one moved, and what visitors to a school should know."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register.models import SchoolDates
from drystone.schools.models import Organisation

from .deployment import Deployment
from .visit import Visit
from .visit_reason import Reason, Side


class VisitMoveQuerySet(models.QuerySet["VisitMove"]):
    def visible_to(self, person: Person, *, on) -> "VisitMoveQuerySet":
        """To whom the visit is."""
        return self.filter(visit__in=Visit.objects.visible_to(person, on=on).order_by())


class VisitMove(AllianceOwned):
    """A visit moved to another day or hour: who asked and why; whether that suits the other side."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField(help_text="The calendar's sequence number after it.")
    was_starts_at = models.DateTimeField()
    was_ends_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    asked_by = models.CharField(max_length=8, choices=Side.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    inspection = models.ForeignKey(SchoolDates, on_delete=models.PROTECT, null=True, blank=True, related_name="moves")
    objection = models.CharField(max_length=300, blank=True, help_text="Why the new day does not suit.")
    objected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objected_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="The new day stands all the same.")

    objects = VisitMoveQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="one_move_a_number"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), was_ends_at__gt=F("was_starts_at")),
                name="visit_moves_run_forward",
            ),
            models.CheckConstraint(condition=Q(asked_by__in=Side.values), name="visit_move_side_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="visit_move_reason_known"),
            models.CheckConstraint(
                condition=Q(objected_at__isnull=True, objected_by__isnull=True, objection="", settled_at__isnull=True)
                | Q(objected_at__isnull=False, objected_by__isnull=False) & ~Q(objection=""),
                name="visit_move_objected_by_somebody_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"move of {self.visit}"

    def history_about(self) -> Deployment:
        return self.visit.deployment

    @property
    def is_open(self) -> bool:
        """The new day does not suit somebody, and nothing has been done about it."""
        return self.objected_at is not None and self.settled_at is None


class VisitorArrangementsQuerySet(models.QuerySet["VisitorArrangements"]):
    def visible_to(self, person: Person, *, on) -> "VisitorArrangementsQuerySet":
        """The office's, the school's own, and theirs who lead there; not the home head's."""
        here = {"alliance": OuterRef("alliance"), "receiving_school": OuterRef("school")}
        going = Deployment.objects.filter(leader=person, **here).order_by()
        return self.filter(
            Q(alliance_id__in=access.office_of(person))
            | access.rows_at(person, "school", Role.HEAD)
            | Q(Exists(going))
        )


class VisitorArrangements(AllianceOwned):
    """What a visitor to a school should know: told once by the school, and shown before every visit."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ask_for = models.CharField(max_length=120, blank=True)
    arrival = models.CharField(max_length=300, blank=True)
    parking = models.CharField(max_length=300, blank=True)
    room_and_lunch = models.CharField(max_length=300, blank=True)
    safeguarding_lead = models.CharField(max_length=120, blank=True)
    safeguarding_contact = models.CharField(max_length=120, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)

    objects = VisitorArrangementsQuerySet.as_manager()

    class Meta:
        verbose_name = "arrangements for visitors"
        verbose_name_plural = "arrangements for visitors"
        constraints = [
            models.UniqueConstraint(fields=["alliance", "school"], name="one_set_of_arrangements_a_school"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by__isnull=True)
                | Q(given_at__isnull=False, given_by__isnull=False),
                name="arrangements_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"arrangements for visitors to {self.school}"
