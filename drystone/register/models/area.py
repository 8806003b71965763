"""Areas of expertise. A code stays for good; the groupings it is shown under come and go."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import Alliance


class AreaQuerySet(models.QuerySet["Area"]):
    def offered_by(self, alliance: Alliance, day: date) -> "AreaQuerySet":
        """The common areas and the alliance's own, without those retired by then."""
        return self.filter(Q(alliance__isnull=True) | Q(alliance=alliance)).filter(
            Q(retired_on__isnull=True) | Q(retired_on__gt=day)
        )


class Area(models.Model):
    alliance = models.ForeignKey(Alliance, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    retired_on = models.DateField(null=True, blank=True, help_text="An area is retired, never deleted.")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(alliance__isnull=True), name="one_common_area_a_code"
            ),
            models.UniqueConstraint(fields=["alliance", "code"], name="one_own_area_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Grouping(models.Model):
    """One way of showing the areas in groups: "SLE 2012", "Ofsted 2025"."""

    name = models.CharField(max_length=60, unique=True)
    since = models.DateField()

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.name


class AreaPlace(models.Model):
    """Where an area stands in a grouping."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="places")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="places")
    group = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["grouping", "area"], name="one_place_an_area")]

    def __str__(self) -> str:
        return f"{self.area} under {self.group}"
