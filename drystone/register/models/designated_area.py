"""The areas that a designation is for, and what goes with some of them: a condition, or a support plan."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people.models import Person

from ..phases import Phase
from .area import Area
from .designation import Designation, DesignationState


class ConditionState(models.TextChoices):
    OPEN = "open", "To be met"
    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    DROPPED = "dropped", "No longer asked"


class ConditionQuerySet(models.QuerySet["Condition"]):
    def visible_to(self, person: Person, *, on: date) -> "ConditionQuerySet":
        """Her own; the office's; those of staff of the school she heads."""
        designations = Designation.objects.visible_to(person, on=on).order_by()
        return self.filter(designation__in=designations.values("pk"))

    def standing(self) -> "ConditionQuerySet":
        """All but those that a correction took back."""
        return self.exclude(state=ConditionState.DROPPED)

    def unmet(self) -> "ConditionQuerySet":
        """Those before which an area does not count; a support plan keeps none back."""
        wanting = (ConditionState.OPEN, ConditionState.NOT_MET)
        return self.filter(kind=Condition.Kind.CONDITION, state__in=wanting)

    def live(self) -> "ConditionQuerySet":
        """Those of designations that have not ended, in areas that they still hold."""
        held = DesignatedArea.objects.filter(designation=OuterRef("designation"), area=OuterRef("area"))
        return self.filter(Exists(held)).exclude(designation__state=DesignationState.ENDED)


class Condition(AllianceOwned, Lived):
    """What a designation depends on in one area, or the support that goes with it there, and by when."""

    class Kind(models.TextChoices):
        CONDITION = "condition", "Condition"
        SUPPORT = "support", "Support plan"

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="conditions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    terms = models.CharField(max_length=300)
    first_due_on = models.DateField(help_text="By when it was to be met when it was told.")
    due_on = models.DateField(help_text="By when it is to be met now.")
    state = models.CharField(max_length=10, choices=ConditionState.choices, default=ConditionState.OPEN)
    because = models.CharField(max_length=1000, blank=True, help_text="How the office knows; why there is more time.")
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation", "area"], condition=~Q(state="dropped"), name="one_condition_an_area"
            ),
            models.CheckConstraint(condition=Q(state__in=ConditionState.values), name="condition_state_known"),
            models.CheckConstraint(condition=Q(kind__in=["condition", "support"]), name="condition_kind_known"),
            models.CheckConstraint(condition=~Q(terms=""), name="condition_says_what"),
            models.CheckConstraint(condition=Q(due_on__gte=F("first_due_on")), name="condition_only_gets_more_time"),
            models.CheckConstraint(
                condition=~Q(state__in=["met", "not_met"]) | Q(settled_by__isnull=False) & ~Q(because=""),
                name="condition_settled_by_somebody_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.area}"

    def history_about(self) -> Designation:
        return self.designation

    @property
    def keeps_back(self) -> bool:
        """Whether the area does not count yet."""
        return self.kind == self.Kind.CONDITION and self.state in (ConditionState.OPEN, ConditionState.NOT_MET)


class DesignatedAreaQuerySet(models.QuerySet["DesignatedArea"]):
    def counting(self) -> "DesignatedAreaQuerySet":
        """Those in which she may be asked: without a condition, or with one that is met."""
        return self.filter(~Exists(unmet_of_area()))

    def in_phase(self, phase: str) -> "DesignatedAreaQuerySet":
        """Those held in a phase; in any, where none is given."""
        if not phase:
            return self
        return self.annotate(ages=Cast("phases", models.TextField())).filter(ages__contains=f'"{phase}"')

    def marked(self) -> Any:  # rows with one thing more, which their type cannot say
        """Each with whether it `waits` for a condition."""
        return self.annotate(waits=Exists(unmet_of_area()))


def unmet_of_area() -> ConditionQuerySet:
    return Condition.objects.filter(designation=OuterRef("designation"), area=OuterRef("area")).unmet()


class Expertise(AllianceOwned):
    """An area as somebody holds it, or held it: with its phases and depth."""

    phases = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField(default=2, help_text="1 to 3: how deep; matching uses it.")
    since = models.DateField(null=True, blank=True, help_text="Empty: from the first day of the designation.")

    class Meta:
        abstract = True

    @property
    def phases_said(self) -> str:
        """Early years, Primary."""
        return ", ".join(dict(Phase.choices)[phase] for phase in self.phases)


class DesignatedArea(Expertise):
    """One area a designation is for."""

    designation = models.ForeignKey(Designation, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="designated")

    objects = DesignatedAreaQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["designation", "area"], name="area_once_a_designation"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="level_one_to_three"),
        ]
        indexes = [models.Index(fields=["area", "level"], name="designated_area_by_area")]

    def __str__(self) -> str:
        return str(self.area)


class FormerArea(Expertise):
    """An area that was taken back or put right: what stood on a day gone by stands there still."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="former_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(help_text="The first day without it.")

    def __str__(self) -> str:
        return f"{self.area} until {self.until}"
