"""Conflicts that a panel member declares by name, before anything is given to her to read."""

from datetime import date

from django.db import models

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person

from .application import Application
from .round import Round


class DeclaredConflictQuerySet(models.QuerySet["DeclaredConflict"]):
    def visible_to(self, person: Person, *, on: date) -> "DeclaredConflictQuerySet":
        """Her own, and the office's."""
        return self.filter(models.Q(person=person) | models.Q(alliance_id__in=access.office_of(person)))


class DeclaredConflict(AllianceOwned):
    """She is too close to this applicant, and neither sees nor scores the application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="declared_conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = DeclaredConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="one_declared_conflict_a_pair"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="declared_conflict_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person} and {self.application}"

    def history_about(self) -> Application:
        return self.application


class NamesRead(AllianceOwned):
    """She has gone through the names of those who had applied to a round by then, and said to whom she is close."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="names_read")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "names read"
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="names_read_once_a_round")]

    def __str__(self) -> str:
        return f"{self.person} on {self.round}"
