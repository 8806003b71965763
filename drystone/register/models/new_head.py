"""A new head finds System Leaders at her school, and what her predecessor agreed."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person, Post
from drystone.schools.models import Organisation


class NewHeadQuerySet(models.QuerySet["NewHead"]):
    def visible_to(self, person: Person, *, on: date) -> "NewHeadQuerySet":
        """Her own, and the office's."""
        return self.filter(Q(post__person=person) | Q(alliance_id__in=access.office_of(person)))

    def waiting(self) -> "NewHeadQuerySet":
        """Not answered, and she is still the head."""
        return self.filter(answered_at=None, post__ends=None)


class NewHead(AllianceOwned):
    """Asked once for each post of a head: keep, change or pause what was agreed."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = NewHeadQuerySet.as_manager()

    class Meta:
        verbose_name = "new head"

    def __str__(self) -> str:
        return f"{self.post.person} at {self.school}"
