"""A development need, noticed in a school or district, whether or not anybody has asked for help yet."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register.models import Area
from drystone.register.phases import Phase
from drystone.schools.models import Organisation


class NeedGroup(AllianceOwned):
    """Needs that the office looks at as one."""

    title = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "group of needs"
        verbose_name_plural = "groups of needs"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "area", "title"], name="one_group_of_needs_a_title"),
            models.CheckConstraint(condition=~Q(title=""), name="group_of_needs_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, person: Person, *, on: date) -> "NeedQuerySet":
        """The office's; those she noted; those of a school she heads."""
        return self.filter(
            Q(alliance_id__in=access.office_of(person))
            | Q(noted_by=person)
            | access.rows_at(person, "school", Role.HEAD)
        )

    def open(self) -> "NeedQuerySet":
        """Those that nothing has been done about yet."""
        return self.filter(state__in=(Need.State.NOTED, Need.State.GROUPED))


class Need(AllianceOwned, Lived):
    class State(models.TextChoices):
        NOTED = "noted", "Noted"
        GROUPED = "grouped", "Grouped"
        MET = "met", "Met"
        DROPPED = "dropped", "Dropped"

    class Strength(models.IntegerChoices):
        SOME = 1, "It would be good"
        MUCH = 2, "It matters"
        MOST = 3, "It is urgent"

    class Source(models.TextChoices):
        VISIT = "visit", "Seen on a visit"
        SCHOOL = "school", "Said by the school"
        GROUP = "group", "Heard in a group"
        DATA = "data", "From results or an inspection"
        OTHER = "other", "Other"

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    district = models.CharField(max_length=80, blank=True, help_text="Where it is no one school's.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=14, choices=Phase.choices, blank=True)
    strength = models.PositiveSmallIntegerField(choices=Strength.choices, default=Strength.MUCH)
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.OTHER)
    text = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NOTED)
    together = models.ForeignKey(NeedGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="needs")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["noted", "grouped", "met", "dropped"]), name="need_state"),
            models.CheckConstraint(condition=Q(strength__gte=1, strength__lte=3), name="need_strength_one_to_three"),
            models.CheckConstraint(
                condition=Q(school__isnull=True) | Q(district=""), name="need_of_school_or_district"
            ),
            models.CheckConstraint(
                condition=~Q(state="grouped") | Q(together__isnull=False), name="grouped_need_is_with_others"
            ),
        ]
        indexes = [models.Index(fields=["alliance", "state", "area"], name="need_by_area")]

    def __str__(self) -> str:
        return f"need for {self.area}"
