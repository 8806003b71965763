"""What was agreed on a visit, as rows: carried from visit to visit until it is done."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person

from .deployment import Deployment
from .visit import VisitRecord


class AgreedActionQuerySet(models.QuerySet["AgreedAction"]):
    def visible_to(self, person: Person, *, on) -> "AgreedActionQuerySet":
        """Those of the visit records that she may read."""
        return self.filter(record__in=VisitRecord.objects.visible_to(person, on=on))

    def open(self) -> "AgreedActionQuerySet":
        """Not done yet, and still needed."""
        return self.exclude(became__in=AgreedAction.OVER)


class AgreedAction(AllianceOwned):
    """One thing that somebody said she would do. Its record keeps the words as they were sent; this row, what became
    of it."""

    class Became(models.TextChoices):
        DONE = "done", "Done"
        PARTLY = "partly", "Begun"
        NOT_YET = "not_yet", "Not yet"
        DROPPED = "dropped", "No longer needed"

    OVER = (Became.DONE, Became.DROPPED)

    record = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="agreed_actions")
    what = models.CharField(max_length=200)
    who = models.CharField(max_length=120, blank=True)
    by_when = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=10, choices=Became.choices, blank=True)
    said_in = models.ForeignKey(
        VisitRecord,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The record that last said what became of it.",
    )

    objects = AgreedActionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(became__in=["", "done", "partly", "not_yet", "dropped"]), name="action_became_known"
            ),
            models.CheckConstraint(
                condition=Q(became="", said_in__isnull=True) | ~Q(became="") & Q(said_in__isnull=False),
                name="what_became_of_it_was_said_in_a_record",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def history_about(self) -> Deployment:
        return self.record.visit.deployment
