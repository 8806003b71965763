"""A member school of an alliance, for a time."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned

from .organisation import Organisation


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, person: Any, *, on: date) -> "MembershipQuerySet":
        """Who belongs to an alliance is known to everybody who holds a post in it."""
        return self.filter(alliance_id__in={post.alliance_id for post in person.posts_now})

    def on(self, day: date) -> "MembershipQuerySet":
        """Memberships in force on a day; the last day counts."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Membership(AllianceOwned):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The last day of membership.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["alliance", "organisation"],
                condition=Q(ends__isnull=True),
                name="one_open_membership_of_an_organisation",
            ),
            models.UniqueConstraint(fields=["alliance", "organisation", "starts"], name="one_membership_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} from {self.starts}"

    def is_in_force(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or self.ends >= on)
