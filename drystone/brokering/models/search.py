"""The list as the broker saw it when somebody was asked."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Designation

from .request import SupportRequest


class SearchQuerySet(models.QuerySet["Search"]):
    def visible_to(self, person: Person, *, on: date) -> "SearchQuerySet":
        """The office's alone."""
        return self.filter(alliance_id__in=access.office_of(person))


class Search(AllianceOwned):
    """The ranked list with its reasons, whom the broker chose of it, and why not the first: to explain it by."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="searches")
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    candidates = models.JSONField()
    chosen = models.ForeignKey(Designation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, help_text="Why not the first of the list.")

    objects = SearchQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "searches"
        constraints = [
            models.CheckConstraint(condition=Q(reason="") | Q(chosen__isnull=False), name="reason_of_a_choice")
        ]

    def __str__(self) -> str:
        return f"candidates for {self.request}"
