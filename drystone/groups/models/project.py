"""Projects and resources of the Alliance."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Area, Designation

from .kept import LINK_OR_FILE, Kept


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person: Person, *, on: date) -> "ProjectQuerySet":
        """The office's, and those she works on."""
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(pk__in=hers(person)))


def hers(person: Person) -> models.QuerySet:
    return Project.leaders.through.objects.filter(person=person).values("project")


class Project(AllianceOwned):
    name = models.CharField(max_length=120)
    aim = models.CharField(max_length=2000, blank=True)
    outputs = models.CharField(max_length=4000, blank=True, help_text="What came of it.")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    leaders = models.ManyToManyField(Person, blank=True, related_name="+")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "name"], name="one_project_a_name"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="project_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, person: Person, *, on: date) -> "ResourceQuerySet":
        """Everybody who has to do with the alliance: by a post in it, or as one of its System Leaders."""
        posts = {post.alliance_id for post in person.posts_now}
        designated = Designation.objects.designated_on(on).filter(person=person).order_by()
        return self.filter(Q(alliance_id__in=posts) | Q(alliance__in=designated.values("alliance")))


class Resource(AllianceOwned, Kept):
    """A short video, a document or a link, kept for all to use. How often it was opened is counted, not by whom."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    views = models.PositiveIntegerField(default=0)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.CheckConstraint(condition=LINK_OR_FILE, name="resource_is_a_link_or_a_file")]
        indexes = [models.Index(fields=["alliance", "-on"], name="resource_by_alliance")]

    def __str__(self) -> str:
        return self.title
