"""Where a System Leader works, and as what, from a day to a day; and what somebody says has changed."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .designation import Designation


class Placed(AllianceOwned):
    """A school, a job there, and the first day of it."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    is_headteacher = models.BooleanField(default=False)
    job_title = models.CharField(max_length=120, blank=True, help_text="In her own words: Head of English.")
    starts = models.DateField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        job = self.job_title or ("Headteacher" if self.is_headteacher else "")
        return f"{job} at {self.school}" if job else str(self.school)


class PlacementQuerySet(models.QuerySet["Placement"]):
    def on(self, day: date) -> "PlacementQuerySet":
        """Those of a day; the last day counts."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Placement(Placed):
    """Never rewritten: who was where on a past day is asked of these. The designation holds today's, as a copy."""

    designation = models.ForeignKey(Designation, on_delete=models.CASCADE, related_name="placements")
    ends = models.DateField(null=True, blank=True, help_text="The last day.")
    begun = models.BooleanField(default=False, help_text="The designation and the posts say so too.")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="placement_runs_forward"
            ),
            models.UniqueConstraint(fields=["designation", "starts"], name="one_placement_a_start"),
            models.UniqueConstraint(fields=["designation"], condition=Q(ends__isnull=True), name="one_open_placement"),
        ]
        indexes = [models.Index(fields=["begun", "starts"], name="placement_to_begin")]


class ReportedChangeQuerySet(models.QuerySet["ReportedChange"]):
    def visible_to(self, person: Person, *, on: date) -> "ReportedChangeQuerySet":
        """The office's: it confirms them."""
        return self.filter(alliance_id__in=access.office_of(person))


class ReportedChange(Placed):
    """What the leader or her head says has changed, until the office confirms it or lays it aside."""

    designation = models.ForeignKey(Designation, on_delete=models.CASCADE, related_name="reported_changes")
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportedChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["designation"], condition=Q(settled_at__isnull=True), name="one_change_to_confirm"
            )
        ]

    def history_about(self) -> Designation:
        return self.designation
