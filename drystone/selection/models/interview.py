"""Interviews: slots offered, one booked, a panel with a headteacher of the Alliance, scores, one agreed mark."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area

from .application import Application
from .round import Round


class InterviewSlotQuerySet(models.QuerySet["InterviewSlot"]):
    def visible_to(self, person: Person, *, on: date) -> "InterviewSlotQuerySet":
        """The office's; an applicant is shown the free ones of her round by her interview's page."""
        return self.filter(alliance_id__in=access.office_of(person))

    def free(self, at: datetime) -> "InterviewSlotQuerySet":
        """Nobody has chosen them, and they lie ahead."""
        return self.filter(interview__isnull=True, starts_at__gt=at)

    def clear_of(self, interview: "Interview") -> "InterviewSlotQuerySet":
        """Those at which nobody of this interview's panel sits in another interview."""
        panel = PanelMember.objects.standing()
        others = panel.filter(interview__state="booked").exclude(interview=interview)
        meanwhile = others.filter(
            person__in=panel.filter(interview=interview).values("person"),
            interview__slot__starts_at__lt=OuterRef("ends_at"),
            interview__slot__ends_at__gt=OuterRef("starts_at"),
        )
        return self.exclude(Exists(meanwhile))

    def meeting(self, slot: "InterviewSlot") -> "InterviewSlotQuerySet":
        """Those that run at the same time as a slot, wherever they are."""
        return self.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)


class InterviewSlot(AllianceOwned):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, help_text="A room, or a link for remote interviews.")

    objects = InterviewSlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["round", "starts_at", "place"], name="one_slot_a_time_and_place"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%d %B %H:%M}"

    @property
    def is_remote(self) -> bool:
        """Its place is a link by which one joins."""
        return self.place.startswith("https://") and " " not in self.place


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    def visible_to(self, person: Person, *, on: date) -> "QuestionSetQuerySet":
        """The office's; a panel member meets the questions on her sheet."""
        return self.filter(alliance_id__in=access.office_of(person))


class QuestionSet(AllianceOwned):
    """What a panel asks in one area of expertise, beside the questions that everybody is asked."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    questions = models.JSONField(default=list, help_text="In their order.")

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["alliance", "area"], name="one_question_set_an_area")]

    def __str__(self) -> str:
        return f"questions for {self.area}"


class InterviewState(models.TextChoices):
    OFFERED = "offered", "Offered"
    BOOKED = "booked", "Booked"
    HELD = "held", "Held"
    MISSED = "missed", "Missed"
    CALLED_OFF = "called_off", "Called off"


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, person: Person, *, on: date) -> "InterviewQuerySet":
        """Her own; the office's; those she interviews."""
        own = Q(application__person=person) | Q(alliance_id__in=access.office_of(person))
        read = Application.objects.read_by(person, on=on)
        return self.filter(own | Q(application__in=read.filter(interview__panel__person=person).values("pk")))


class Interview(AllianceOwned, Lived):
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="interview")
    state = models.CharField(max_length=10, choices=InterviewState.choices, default=InterviewState.OFFERED)
    slot = models.OneToOneField(
        InterviewSlot, on_delete=models.PROTECT, null=True, blank=True, related_name="interview"
    )
    moved = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was rearranged; the calendar's sequence."
    )
    access_needs = models.TextField(blank=True, help_text="What would make the interview possible for her.")
    wish = models.TextField(blank=True, help_text="Which times would suit her, where none of those offered does.")
    agreed = models.JSONField(null=True, blank=True, help_text="Agreed point by question.")
    agreed_reason = models.TextField(blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InterviewState.values), name="interview_state_known"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(state="held"), name="marks_agreed_after_the_interview"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "called_off"], slot__isnull=True)
                | ~Q(state__in=["offered", "called_off"]) & Q(slot__isnull=False),
                name="interview_booked_in_a_slot",
            ),
        ]

    def __str__(self) -> str:
        return f"interview for {self.application}"

    def history_about(self) -> Application:
        return self.application


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    def visible_to(self, person: Person, *, on: date) -> "PanelMemberQuerySet":
        """Her own; the office's; the others' once everybody's marks are in."""
        read = Application.objects.read_by(person, on=on).values("pk")
        waiting = PanelMember.objects.standing().filter(scored_at__isnull=True).values("interview")
        hers = Q(interview__application__in=read) & (Q(person=person) | ~Q(interview__in=waiting))
        return self.filter(Q(alliance_id__in=access.office_of(person)) | hers)

    def standing(self) -> "PanelMemberQuerySet":
        """Without those who declared a conflict."""
        return self.filter(conflict="")


class PanelMember(AllianceOwned):
    """One member of one interview's panel, and her scores."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="panels")
    is_headteacher = models.BooleanField(default=False, help_text="The panel includes headteachers of the Alliance.")
    is_chair = models.BooleanField(default=False)
    conflict = models.CharField(max_length=200, blank=True)
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField(null=True, blank=True, help_text="When her marks were in.")

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["-is_chair", "id"]
        constraints = [models.UniqueConstraint(fields=["interview", "person"], name="once_on_a_panel")]

    def __str__(self) -> str:
        return f"{self.person} on the panel for {self.interview.application}"

    def history_about(self) -> Application:
        return self.interview.application
