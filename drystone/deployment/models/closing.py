"""How a piece of work ended, as the office wrote it down."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person

from .deployment import Deployment


class ClosingQuerySet(models.QuerySet["Closing"]):
    def visible_to(self, person: Person, *, on) -> "ClosingQuerySet":
        """The office's alone."""
        return self.filter(alliance_id__in=access.office_of(person))


class Closing(AllianceOwned):
    """The office's last word on a deployment. One that was reopened keeps its earlier closing, with why."""

    class Outcome(models.TextChoices):
        MET = "met", "Its objectives were met"
        PARTLY = "partly", "Its objectives were partly met"
        NOT_MET = "not_met", "Its objectives were not met"
        NOT_TAKEN_PLACE = "not_taken_place", "It did not take place"
        NOT_SAID = "not_said", "Nobody has said"

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="closings")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.CharField(max_length=300, blank=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deployment"], condition=Q(reopened_at__isnull=True), name="one_standing_closing"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopened_because=""), name="reopened_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    def history_about(self) -> Deployment:
        return self.deployment
