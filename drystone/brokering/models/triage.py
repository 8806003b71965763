"""What the office keeps of a request beside it: notes, a scoping visit, support that a school had from others."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Area
from drystone.schools.models import Organisation

from .request import SupportRequest


class OfficesOwnQuerySet(models.QuerySet):
    def visible_to(self, person: Person, *, on) -> "OfficesOwnQuerySet":
        """The office's alone."""
        return self.filter(alliance_id__in=access.office_of(person))


class RequestNote(AllianceOwned):
    """One dated note of the office. It is never changed; what turned out otherwise is the next note."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = OfficesOwnQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_on_request_says_something")]

    def __str__(self) -> str:
        return f"note on the {self.request}"

    def history_about(self) -> SupportRequest:
        return self.request


class SetPriority(AllianceOwned):
    """The office holds a request to be more pressing than its parts come to, or less, until it takes that back."""

    request = models.OneToOneField(SupportRequest, on_delete=models.CASCADE, related_name="set_priority")
    why = models.CharField(max_length=300)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = OfficesOwnQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "set priorities"
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="priority_set_with_its_reason")]

    def __str__(self) -> str:
        return f"priority of the {self.request}"

    def history_about(self) -> SupportRequest:
        return self.request


class ScopingVisit(AllianceOwned):
    """Somebody of the office looks at the school before the request is accepted; no deployment, nobody is paid."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="scoping_visits")
    visitor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    arranged_at = models.DateTimeField()
    # What came of it.
    held_on = models.DateField(null=True, blank=True)
    half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    found = models.TextField(blank=True, help_text="What was found; the office's alone.")
    reported_at = models.DateTimeField(null=True, blank=True)

    objects = OfficesOwnQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, held_on__isnull=True, half_days__isnull=True, area__isnull=True)
                | Q(reported_at__isnull=False, held_on__isnull=False, half_days__gte=1, area__isnull=False),
                name="scoping_visit_reported_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"scoping visit to {self.request.school}"

    def history_about(self) -> SupportRequest:
        return self.request


class OutsideSupport(AllianceOwned):
    """What a school had from somebody else, as far as the office heard: help should be joined up."""

    class Giver(models.TextChoices):
        AUTHORITY = "authority", "Local authority"
        TRUST = "trust", "Trust"
        DIOCESE = "diocese", "Diocese"
        HUB = "hub", "Hub"
        ALLIANCE = "alliance", "Another alliance"
        NATIONAL = "national", "A national programme"
        OTHER = "other", "Somebody else"

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    giver = models.CharField(max_length=10, choices=Giver.choices)
    giver_name = models.CharField(max_length=120, blank=True)
    what = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True, help_text="It was noted by mistake.")

    objects = OfficesOwnQuerySet.as_manager()

    class Meta:
        verbose_name = "support by others"
        verbose_name_plural = "support by others"
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="outside_support_runs_forward"
            ),
            models.CheckConstraint(condition=~Q(what=""), name="outside_support_says_what"),
            models.CheckConstraint(
                condition=Q(
                    giver__in=["authority", "trust", "diocese", "hub", "alliance", "national", "other"],
                ),
                name="outside_support_giver_known",
            ),
            models.UniqueConstraint(
                fields=["alliance", "school", "giver", "what", "starts"],
                condition=Q(taken_back_at__isnull=True),
                name="outside_support_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def by_whom(self) -> str:
        return self.giver_name or self.get_giver_display()
