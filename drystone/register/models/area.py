"""Areas of expertise. A code stays for good; the groupings it is shown under come and go."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from drystone.alliances.models import Alliance, AllianceOwned


class AreaQuerySet(models.QuerySet["Area"]):
    def known_to(self, alliance_id: int | None) -> "AreaQuerySet":
        """The common areas and the alliance's own, retired ones too: whoever holds one goes on holding it."""
        return self.filter(Q(alliance__isnull=True) | Q(alliance=alliance_id))

    def offered_by(self, alliance_id: int | None) -> "AreaQuerySet":
        """Those that may be chosen from now on: none that is retired, or that the alliance has set aside."""
        aside = SetAside.objects.filter(alliance=alliance_id, area=OuterRef("pk"))
        return self.known_to(alliance_id).filter(~Exists(aside), retired_on__isnull=True)


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


class SetAside(AllianceOwned):
    """A common area that this alliance does not offer. Others do, and whoever holds it here goes on holding it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance", "area"], name="area_set_aside_once")]

    def __str__(self) -> str:
        return f"{self.area} set aside"


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


class ShownGrouping(AllianceOwned):
    """Under which grouping an alliance shows its areas; where there is none, under the newest."""

    grouping = models.ForeignKey(Grouping, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alliance"], name="one_grouping_is_shown")]

    def __str__(self) -> str:
        return str(self.grouping)
