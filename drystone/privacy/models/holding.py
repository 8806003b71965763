"""How long each kind of thing is kept, and what people asked about their own data."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person


class Retention(AllianceOwned):
    """An alliance's own period for one kind; without a row the default of `privacy/retention.py` holds."""

    kind = models.SlugField(max_length=40)
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance", "kind"], name="one_period_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months} months"


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, person: Person, *, on: date) -> "DataRequestQuerySet":
        """Her own; and the office's of its alliance."""
        return self.filter(Q(person=person) | Q(alliance_id__in=access.office_of(person)))


class DataRequest(AllianceOwned):
    """Somebody asks what we hold, to correct or erase it, or complains: answered within a month."""

    class Kind(models.TextChoices):
        ACCESS = "access", "What do you hold about me?"
        CORRECTION = "correction", "Correct it"
        ERASURE = "erasure", "Erase it"
        COMPLAINT = "complaint", "Complaint"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="data_request_answered_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "due_on"], name="data_request_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"
