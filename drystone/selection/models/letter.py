"""How an alliance words its letters: every version is kept."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person

from .outcome import Outcome


class LetterWordingQuerySet(models.QuerySet["LetterWording"]):
    def visible_to(self, person: Person, *, on: date) -> "LetterWordingQuerySet":
        """The office's."""
        return self.filter(alliance_id__in=access.office_of(person))


class LetterWording(AllianceOwned):
    """The words of the letter for one outcome, with placeholders in braces; the latest is the one in use."""

    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LetterWordingQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "outcome", "number"], name="one_wording_a_number"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="wording_outcome_known"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, version {self.number}"
