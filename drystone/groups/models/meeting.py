"""Meetings of a group, and their registers."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .group import Group


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held, register taken"
    CANCELLED = "cancelled", "Cancelled"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person, *, on: date) -> "MeetingQuerySet":
        """Those of groups she may see."""
        return self.filter(group__in=Group.objects.visible_to(person, on=on))


class Meeting(AllianceOwned, Lived):
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    moved = models.PositiveSmallIntegerField(default=0, help_text="How often its entry in calendars changed.")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True, help_text="Where one meets by video.")
    focus = models.CharField(max_length=200, blank=True)
    agenda = models.CharField(max_length=4000, blank=True)
    open_to_schools = models.BooleanField(default=False, help_text="Anybody of a school may sign up.")
    notes = models.CharField(max_length=10_000, blank=True, help_text="What was said and agreed.")
    places = models.PositiveSmallIntegerField(null=True, blank=True, help_text="For those who sign up.")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(condition=~Q(place="", link=""), name="meeting_is_somewhere"),
            models.CheckConstraint(condition=Q(places__isnull=True) | Q(places__gte=1), name="meeting_has_a_place"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.UniqueConstraint(
                fields=["group", "starts_at"], condition=~Q(state="cancelled"), name="one_meeting_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["group", "starts_at"], name="meeting_by_group")]

    def __str__(self) -> str:
        return f"{self.group}, {self.starts_at:%d %B %Y}"

    def history_about(self) -> Group:
        return self.group

    @property
    def where(self) -> str:
        return self.place or "Online"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> "AttendanceQuerySet":
        """The register as it stands, without lines that were taken back."""
        return self.filter(taken_back=False)


class Attendance(AllianceOwned):
    """One line of a meeting's register. A facilitator's half-days are paid from here, once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="register")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    came = models.BooleanField()
    apologies = models.BooleanField(default=False, help_text="She had said that she would not come.")
    facilitated_half_days = models.PositiveSmallIntegerField(default=0)
    locked = models.BooleanField(default=False, help_text="Its half-days are counted elsewhere now.")
    taken_back = models.BooleanField(default=False, help_text="What was counted was reversed; another line stands.")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(taken_back=False), name="one_line_a_person_and_meeting"
            ),
            models.CheckConstraint(
                condition=Q(came=True) | Q(facilitated_half_days=0), name="absent_nobody_facilitates"
            ),
            models.CheckConstraint(condition=~Q(came=True, apologies=True), name="who_came_sent_no_apologies"),
            models.CheckConstraint(condition=Q(facilitated_half_days__lte=2), name="facilitated_a_day_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {'came' if self.came else 'did not come'}"

    @property
    def said(self) -> str:
        return "yes" if self.came else "apologies" if self.apologies else "no"
