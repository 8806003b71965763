"""What one alliance knows better than the register, or besides it: kept apart, so no import overwrites it."""

from datetime import date
from typing import Any

from django.db import models

from drystone.alliances.models import AllianceOwned

from .organisation import Organisation


class LocalDetailsQuerySet(models.QuerySet["LocalDetails"]):
    def visible_to(self, person: Any, *, on: date) -> "LocalDetailsQuerySet":
        """Whoever holds a post in the alliance may need it before a visit; no other alliance sees it."""
        return self.filter(alliance_id__in={post.alliance_id for post in person.posts_now})


class LocalDetails(AllianceOwned):
    """An empty field means: as the register says, or not known."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="local_details")
    name = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    office_email = models.EmailField(blank=True)
    safeguarding_lead = models.CharField(max_length=120, blank=True, help_text="The name a visitor should know.")
    parking_note = models.CharField(max_length=300, blank=True)

    objects = LocalDetailsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "local details"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "organisation"], name="local_details_once_an_alliance"),
        ]

    def __str__(self) -> str:
        return self.name or self.organisation.name
