"""Groups in which people learn together, and who belongs to them."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Min, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Area, Designation


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, person: Person, *, on: date) -> "GroupQuerySet":
        """The office's groups, and those she belongs to; as a System Leader core training, too."""
        return self.filter(Q(alliance_id__in=access.office_of(person)) | belonging(person, on) | offered(person, on))

    def running(self, on: date) -> "GroupQuerySet":
        """Groups that have not ended by a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))

    def with_next_meeting(self, at: datetime) -> Any:  # rows with one thing more, which their type cannot say
        """Each with when it meets `next`."""
        planned = Q(meetings__state="planned", meetings__starts_at__gte=at)
        return self.annotate(next=Min("meetings__starts_at", filter=planned))


def belonging(person: Person, on: date) -> Q:
    """She is among its members, or a System Leader of an alliance whose System Leaders all belong to it."""
    hers = Member.objects.on(on).filter(person=person)
    leads = Q(kind=Group.Kind.SYSTEM_LEADERS, alliance__in=designated(person, on))
    return Q(pk__in=hers.order_by().values("group")) | leads


def offered(person: Person, on: date) -> Q:
    """Core training of an alliance whose System Leader she is."""
    return Q(kind=Group.Kind.TRAINING, alliance__in=designated(person, on))


def designated(person: Person, on: date) -> Any:
    """The alliances whose System Leader she is."""
    return Designation.objects.designated_on(on).filter(person=person).order_by().values("alliance")


class Group(AllianceOwned):
    class Kind(models.TextChoices):
        SYSTEM_LEADERS = "system_leaders", "System Leaders Development Group"
        DEVELOPMENT = "development", "Development group"
        JOINT_PRACTICE = "joint_practice", "Joint practice development group"
        NETWORK = "network", "Network"
        TRAINING = "training", "Core training for System Leaders"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=1000, blank=True, help_text="What it is for.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "name"], condition=Q(ended_on__isnull=True), name="one_running_group_a_name"
            ),
            models.UniqueConstraint(
                fields=["alliance"],
                condition=Q(kind="system_leaders", ended_on__isnull=True),
                name="one_running_group_of_system_leaders",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["system_leaders", "development", "joint_practice", "network", "training"]),
                name="group_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="group_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_all_leaders(self) -> bool:
        return self.kind == self.Kind.SYSTEM_LEADERS

    @property
    def is_training(self) -> bool:
        """System Leaders book places at its meetings; only who trains belongs to it."""
        return self.kind == self.Kind.TRAINING


class MemberQuerySet(models.QuerySet["Member"]):
    def on(self, day: date) -> "MemberQuerySet":
        """Members on a day; the last day counts."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Member(AllianceOwned):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    facilitates = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["-facilitates", "person__name", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="once_in_a_group")]

    def __str__(self) -> str:
        return f"{self.person} in {self.group}"
