"""What somebody says of who heads a school: the leader, the head who goes, or the national register."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.schools.models import Organisation


class ReportedHeadQuerySet(models.QuerySet["ReportedHead"]):
    def visible_to(self, person: Person, *, on: date) -> "ReportedHeadQuerySet":
        """The office's: it confirms them."""
        return self.filter(alliance_id__in=access.office_of(person))

    def open(self) -> "ReportedHeadQuerySet":
        return self.filter(settled_at=None)


class ReportedHead(AllianceOwned):
    """A new headteacher, until the office confirms or lays it aside. A headship gives power over a school."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    starts = models.DateField(help_text="From when; the day on which we heard of it, where the register says so.")
    told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty: the national register.",
    )  # fmt: skip
    told_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportedHeadQuerySet.as_manager()

    class Meta:
        verbose_name = "word of a new head"
        verbose_name_plural = "words of new heads"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "school"], condition=Q(settled_at__isnull=True), name="one_head_to_confirm"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="reported_head_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.school}"

    @property
    def teller(self) -> str:
        return self.told_by.name if self.told_by else "The national register"
