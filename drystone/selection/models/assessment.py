"""Assessing an application: scores by assessors who cannot see each other's, then one moderated view."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.questions.models import AnswerSheet

from .application import Application

ASSESSORS = 2
"""So many read an application, apart from each other."""


class AssessmentState(models.TextChoices):
    ASSIGNED = "assigned", "Assigned"
    CONFLICT = "conflict_declared", "Conflict declared"
    SCORED = "scored", "Scored"
    LOCKED = "locked", "Locked"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, person: Person, *, on: date) -> "AssessmentQuerySet":
        """Her own; the office's; once hers is locked, her co-assessors' locked ones too."""
        read = Application.objects.read_by(person, on=on)
        mine = Q(assessor=person, application__in=read.values("pk"))
        locked = Q(assessments__assessor=person, assessments__state=AssessmentState.LOCKED)
        theirs = Q(state=AssessmentState.LOCKED, application__in=read.filter(locked).values("pk"))
        return self.filter(Q(alliance_id__in=access.office_of(person)) | mine | theirs)

    def standing(self) -> "AssessmentQuerySet":
        """Without those whose assessor declared a conflict."""
        return self.exclude(state=AssessmentState.CONFLICT)


class Assessment(AllianceOwned, Lived):
    """One assessor's reading of one application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=18, choices=AssessmentState.choices, default=AssessmentState.ASSIGNED)
    conflict = models.CharField(max_length=200, blank=True)
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "assessor"], name="one_assessment_an_assessor"),
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="assessment_state_known"),
            models.CheckConstraint(
                condition=Q(state="conflict_declared") & ~Q(conflict="")
                | ~Q(state="conflict_declared") & Q(conflict=""),
                name="conflict_declared_with_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["assessor", "state"], name="assessment_by_assessor")]

    def __str__(self) -> str:
        return f"{self.assessor} on {self.application}"

    def history_about(self) -> Application:
        return self.application


class Moderation(AllianceOwned):
    """The agreed scores of an application after all assessors have locked theirs, with the reason."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="moderation")
    scores = models.JSONField(help_text="Agreed point by criterion.")
    total = models.DecimalField(
        max_digits=4, decimal_places=1, help_text="The agreed points by the round's weights, in percent of the most."
    )
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"moderation of {self.application}"

    def history_about(self) -> Application:
        return self.application
