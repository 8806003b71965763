"""A support plan: what the Alliance, or an authority, trust or diocese through it, does for one school over time."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation


class SupportPlanQuerySet(models.QuerySet["SupportPlan"]):
    def visible_to(self, person: Person, *, on: date) -> "SupportPlanQuerySet":
        """The office's; those of a school she heads; those her authority, trust or diocese asked for."""
        return self.filter(
            Q(alliance_id__in=access.office_of(person))
            | access.rows_at(person, "school", Role.HEAD)
            | access.rows_at(person, "commissioner", Role.COMMISSIONER)
        )


class SupportPlan(AllianceOwned, Lived):
    class State(models.TextChoices):
        OPEN = "open", "Open"
        ENDED = "ended", "Ended"

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_plans")
    commissioner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who asks for it."
    )
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", help_text="Of the office.")
    title = models.CharField(max_length=120)
    aim = models.CharField(max_length=300, help_text="In a sentence, for the school to read.")
    starts = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    ended_because = models.CharField(max_length=300, blank=True, help_text="For the school to read.")

    objects = SupportPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="support_plan_runs_forward"),
            models.CheckConstraint(condition=Q(state__in=["open", "ended"]), name="support_plan_state_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(aim=""), name="support_plan_has_title_and_aim"),
            models.CheckConstraint(
                condition=Q(state="open", ended_because="") | Q(state="ended") & ~Q(ended_because=""),
                name="an_ended_support_plan_says_why",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "state", "-starts"], name="support_plan_list")]

    def __str__(self) -> str:
        return self.title
