"""Why somebody is not sent to a school, or is kept off one request."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from .request import SupportRequest


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def visible_to(self, person: Person, *, on: date) -> "ConflictQuerySet":
        """The office's; and those that she declared of herself. What others told the office is not hers to read."""
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(person=person, recorded_by=person))

    def standing(self, starts: date, ends: date) -> "ConflictQuerySet":
        """Those of any day between two."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=starts), starts__lte=ends)


class Conflict(AllianceOwned):
    """Why a person and a school are kept apart; asked for a day."""

    class Kind(models.TextChoices):
        FORMER_POST = "former_post", "Worked there before"
        RELATIVE = "relative", "Relative there"
        DECLARED = "declared", "Declared"
        INSPECTION = "inspection", "Live inspection"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    note = models.CharField(max_length=200, blank=True, help_text="Only the office reads this.")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The last day of it.")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="conflict_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["former_post", "relative", "declared", "inspection"]), name="conflict_kind_known"
            ),
            models.UniqueConstraint(
                fields=["alliance", "person", "school", "kind"],
                condition=Q(ends__isnull=True),
                name="one_open_conflict_of_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "school"], name="conflict_by_school")]

    def __str__(self) -> str:
        return f"{self.person} and {self.school}"


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def visible_to(self, person: Person, *, on: date) -> "ExclusionQuerySet":
        """The office's alone."""
        return self.filter(alliance_id__in=access.office_of(person))

    def standing(self) -> "ExclusionQuerySet":
        return self.filter(undone_at__isnull=True)


class Exclusion(AllianceOwned):
    """The broker keeps one leader off one request, and says why; nobody else reads it, and it counts nowhere else."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="exclusions")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "designation"], condition=Q(undone_at__isnull=True), name="kept_off_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="kept_off_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.designation.person} kept off"
