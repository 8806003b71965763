"""What the school says before a visit, if it likes to: a row of its own, read by whoever reads the visit record."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet

from .deployment import Deployment
from .visit import Visit


class PreparationState(models.TextChoices):
    ASKED = "asked", "Asked"
    GIVEN = "given", "Given"


class VisitPreparationQuerySet(models.QuerySet["VisitPreparation"]):
    def visible_to(self, person: Person, *, on) -> "VisitPreparationQuerySet":
        """Hers who was asked; once given, those who read the visit record, on the same condition of the home head."""
        home = access.rows_at(person, "visit__deployment__home_school", Role.HEAD)
        readers = (
            Q(visit__deployment__leader=person)
            | Q(visit__deployment__supported=person)
            | access.rows_at(person, "visit__deployment__receiving_school", Role.HEAD)
            | Q(alliance_id__in=access.office_of(person))
            | home & Q(state_since__gte=F("alliance__home_heads_read_records_since"))
        )
        return self.filter(Q(asked=person) | Q(state="given") & readers)


class VisitPreparation(AllianceOwned, Lived):
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="preparation")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PreparationState.choices, default=PreparationState.ASKED)

    objects = VisitPreparationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PreparationState.values), name="preparation_state_known")
        ]

    def __str__(self) -> str:
        return f"before the {self.visit}"

    def history_about(self) -> Deployment:
        return self.visit.deployment
