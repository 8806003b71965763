"""Days on which a school is not open for visitors as usual: INSET, closed, inspected."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation


class SchoolDatesQuerySet(models.QuerySet["SchoolDates"]):
    def visible_to(self, person: Person, *, on: date) -> "SchoolDatesQuerySet":
        """The office's, and the school's own; others read of them where they plan a day."""
        return self.filter(
            Q(alliance_id__in=access.office_of(person))
            | access.rows_at(person, "school", Role.HEAD)
            | Q(told_by=person)
        )

    def touching(self, schools: set[int], starts: date, ends: date) -> "SchoolDatesQuerySet":
        """Those of these schools that share a day with the stretch between two days."""
        return self.filter(school__in=schools, starts__lte=ends, ends__gte=starts)


class SchoolDates(AllianceOwned):
    """What one alliance was told about days of a school; a visit is planned round them."""

    class Kind(models.TextChoices):
        INSET = "inset", "INSET day"
        CLOSED = "closed", "School closed"
        INSPECTION = "inspection", "Inspection"

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts = models.DateField()
    ends = models.DateField(help_text="The last day of it.")
    note = models.CharField(max_length=120, blank=True)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    objects = SchoolDatesQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        verbose_name = "dates of a school"
        verbose_name_plural = "dates of schools"
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="school_dates_run_forward"),
            models.CheckConstraint(
                condition=Q(kind__in=["inset", "closed", "inspection"]), name="school_dates_kind_known"
            ),
            models.UniqueConstraint(fields=["alliance", "school", "kind", "starts"], name="school_dates_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.school}"
