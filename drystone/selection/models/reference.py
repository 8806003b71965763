"""A reference: who was asked for it, how far it is, and apart from it why somebody would rather not give it."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person, Signature
from drystone.questions.models import AnswerSheet

from .application import Application, ApplicationState


class ReferenceState(models.TextChoices):
    WAITING = "waiting", "Waiting for the office to confirm the address"
    ASKED = "asked", "Asked"
    STARTED = "started", "Started"
    GIVEN = "given", "Given"
    DECLINED = "declined", "Declined"
    WRONG_PERSON = "wrong_person", "Not the right person"
    REPLACED = "replaced", "Replaced"


OVER = (ApplicationState.DECIDED, ApplicationState.WITHDRAWN)
"""When the applicant may read what was written about her openly: nobody is swayed by it any more."""
OPENED = Q(state=ReferenceState.GIVEN, applicant_may_see=True, application__state__in=OVER)
NUDGE_EVERY = timedelta(days=3)
LIVING = (ReferenceState.WAITING, ReferenceState.ASKED, ReferenceState.STARTED, ReferenceState.GIVEN)


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def visible_to(self, person: Person, *, on: date) -> "ReferenceQuerySet":
        """The text: the referee, the office, and assessors and panel of that application without a conflict."""
        own = Q(referee=person) | Q(alliance_id__in=access.office_of(person))
        read = Q(state=ReferenceState.GIVEN, application__in=Application.objects.read_by(person, on=on).values("pk"))
        return self.filter(own | read)

    def about(self, person: Person) -> "ReferenceQuerySet":
        """Those about her own applications: their progress is hers to see, not their text."""
        return self.filter(application__person=person)

    def opened_to(self, person: Person) -> "ReferenceQuerySet":
        """Those about her that she may read: given openly, as the notice and the referee said, once all is over."""
        return self.about(person).filter(OPENED)

    def unanswered(self) -> "ReferenceQuerySet":
        return self.filter(state__in=(ReferenceState.ASKED, ReferenceState.STARTED))


class Reference(AllianceOwned, Lived):
    class Kind(models.TextChoices):
        HEADTEACHER = "headteacher", "Headteacher's reference"
        GOVERNING_BODY = "governing_body", "Governing body's reference"
        SECOND = "second", "Second reference"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="references")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    referee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="references_given")
    referee_role = models.CharField(max_length=120)
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ReferenceState.choices, default=ReferenceState.WAITING)
    asked_at = models.DateTimeField(null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True, help_text="The applicant's own reminder.")
    given_at = models.DateTimeField(null=True, blank=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    copy = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Entered for the referee.",
    )
    # What the notice that the referee read promised.
    applicant_may_see = models.BooleanField(default=False)
    # What the applicant was told when she sent her application in.
    may_read_application = models.BooleanField(default=False)
    # Taken from the answers when given.
    supports = models.BooleanField(null=True)
    half_days_a_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(state__in=["waiting", "asked", "started", "given"]),
                name="one_living_reference_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False, supports__isnull=False),
                name="reference_given_with_its_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(signature__isnull=False) | Q(recorded_by__isnull=False),
                name="reference_signed_or_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["asked", "started"]) | Q(asked_at__isnull=False),
                name="reference_asked_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(state__in=ReferenceState.values), name="reference_state_known"),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="reference_by_state")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.application.person}"

    def history_about(self) -> Application:
        return self.application

    @property
    def is_open_to_applicant(self) -> bool:
        """The same as `opened_to`, of one whose application is at hand."""
        given = self.state == ReferenceState.GIVEN and self.applicant_may_see
        return given and self.application.state in OVER

    @property
    def nudged_from(self) -> datetime | None:
        """From when the applicant may remind her referee (again), while an answer is waited for."""
        last = self.nudged_at or self.asked_at
        waited_for = self.state in (ReferenceState.ASKED, ReferenceState.STARTED)
        return last + NUDGE_EVERY if last and waited_for else None


class ReferenceRefusal(AllianceOwned):
    """Why somebody gives no reference, and who could instead: for the office alone, each look written down."""

    class Choice(models.TextChoices):
        TIME = "time", "I do not have the time at present"
        RELEASE = "release", "Our school could not release them"
        SUPPORT = "support", "I would not support this application"
        CONFLICT = "conflict", "I am too close, or have an interest in it"
        UNSAID = "unsaid", "I would rather not say"
        NOT_ME = "not_me", "I am not the person named"
        NOT_HEAD = "not_head", "Somebody else leads the school, or the governing body, now"
        STRANGER = "stranger", "I do not know the applicant"

    WRONG_PERSON = (Choice.NOT_ME, Choice.NOT_HEAD, Choice.STRANGER)

    reference = models.OneToOneField(Reference, on_delete=models.CASCADE, related_name="refusal")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    choice__in=["time", "release", "support", "conflict", "unsaid", "not_me", "not_head", "stranger"]
                ),
                name="refusal_choice_known",
            )
        ]

    def __str__(self) -> str:
        return f"refusal of {self.reference}"

    def history_about(self) -> Application:
        return self.reference.application
