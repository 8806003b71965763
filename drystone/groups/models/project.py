"""Projects and resources of the Alliance."""

from django.db import models

from drystone.alliances.models import AllianceOwned
from drystone.people.models import Person


class Project(AllianceOwned):
    name = models.CharField(max_length=120)
    aim = models.TextField(blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    leaders = models.ManyToManyField(Person, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Resource(AllianceOwned):
    """A short video or other resource: its address, who made it."""

    title = models.CharField(max_length=160)
    url = models.URLField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return self.title
