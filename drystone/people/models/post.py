"""A post: person, organisation, role, from, to. "Is she the head?" is always asked for a day."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned

from ..roles import AT_ALLIANCE, OFFICE, Role
from .person import Person


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> "PostQuerySet":
        """Posts held on a day; the last day counts."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)

    def visible_to(self, person: Person, *, on: date) -> "PostQuerySet":
        """Her own, and for the office those of its alliance."""
        return self.filter(Q(person=person) | Q(alliance__in=person.alliances_as(OFFICE)))


class Post(AllianceOwned):
    """What one alliance knows of where a person works; another alliance keeps its own."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        "schools.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    title = models.CharField(max_length=120, blank=True, help_text="In her own words: Head of English.")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="post_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, role__in=[str(r) for r in sorted(AT_ALLIANCE)])
                | Q(organisation__isnull=False) & ~Q(role__in=[str(r) for r in sorted(AT_ALLIANCE)]),
                name="post_at_alliance_or_organisation",
            ),
            models.UniqueConstraint(
                fields=["alliance", "person", "organisation", "role"],
                condition=Q(ends__isnull=True, organisation__isnull=False),
                name="one_open_post_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["alliance", "person", "role"],
                condition=Q(ends__isnull=True, organisation__isnull=True),
                name="one_open_alliance_post_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="post_by_organisation")]

    def __str__(self) -> str:
        return f"{self.person} as {self.get_role_display()}"

    def history_about(self) -> Person:
        """A post shows on its person's page."""
        return self.person
