"""A visit, and the two documents it leaves: two rows, two audiences, never one row with hidden parts."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet

from .deployment import Deployment
from .visit_reason import Side


class VisitState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    MISSED = "missed", "Missed"


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, person: Person, *, on) -> "VisitQuerySet":
        """Those of deployments she may see, and of those in which she is the colleague helped.

        Each is asked of its own deployment: put as a list of all that she may see, beside an “or”, PostgreSQL goes
        through every deployment there is.
        """
        hers = Deployment.objects.visible_to(person, on=on).filter(pk=models.OuterRef("deployment"))
        return self.filter(models.Exists(hers) | Q(deployment__supported=person))


class Visit(AllianceOwned, Lived):
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="visits")
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    half_days = models.PositiveSmallIntegerField(default=1)
    place = models.CharField(max_length=200, blank=True)
    moved = models.PositiveSmallIntegerField(default=0, help_text="The calendar's sequence number.")
    cancelled_for = models.CharField(max_length=40, blank=True)
    cancelled_by = models.CharField(max_length=8, choices=Side.choices, blank=True)
    missed_by = models.CharField(max_length=8, choices=Side.choices, blank=True)
    notice_working_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Given when called off.")
    # By the table of the agreement in force on that day, for whoever counts the money later.
    charged_per_cent = models.PositiveSmallIntegerField(default=0, help_text="Of what the visit would have cost.")
    reimbursed_per_cent = models.PositiveSmallIntegerField(default=0, help_text="Of what the home school would get.")
    locked = models.BooleanField(default=False, help_text="Counted elsewhere; half-days no longer change.")

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_ends_after_start"),
            models.CheckConstraint(condition=Q(half_days__gte=1, half_days__lte=2), name="visit_of_half_or_whole_day"),
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_known"),
            models.CheckConstraint(
                condition=Q(cancelled_by="") | Q(cancelled_by__in=Side.values, state="cancelled"),
                name="visit_called_off_by_a_side",
            ),
            models.CheckConstraint(
                condition=Q(missed_by="") | Q(missed_by__in=["leader", "school"], state="missed"),
                name="visit_missed_by_a_side",
            ),
            models.CheckConstraint(
                condition=Q(charged_per_cent=0, reimbursed_per_cent=0)
                | Q(charged_per_cent__lte=100, reimbursed_per_cent__lte=100, state__in=["cancelled", "missed"]),
                name="visit_charged_when_it_did_not_happen",
            ),
            models.UniqueConstraint(
                fields=["deployment", "starts_at"],
                condition=Q(state__in=["planned", "held"]),
                name="one_visit_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["alliance", "state", "starts_at"], name="visit_by_day"),
            models.Index(fields=["deployment", "starts_at"], name="visit_by_deployment"),
        ]

    def __str__(self) -> str:
        return f"visit of {self.starts_at:%d %B %Y}"

    def history_about(self) -> Deployment:
        return self.deployment


class RecordState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Sent"
    CONFIRMED = "confirmed", "Confirmed"
    DISPUTED = "disputed", "Disputed"


TOOK_OVER = ("agreed", "under_way", "paused", "evaluation_due", "closed", "stopped_early")


def takes_over(person: Person) -> Q:
    """Documents of a visit whose deployment she took over from somebody else, once hers was agreed."""
    work = "visit__deployment"
    same = Deployment.objects.filter(request=models.OuterRef(f"{work}__request"), pk__gt=models.OuterRef(work))
    hers = same.filter(leader=person, state__in=TOOK_OVER)
    return Q(models.Exists(hers), visit__deployment__state="handed_over")


class VisitRecordQuerySet(models.QuerySet["VisitRecord"]):
    def visible_to(self, person: Person, *, on) -> "VisitRecordQuerySet":
        """The leader's own; once sent, the colleague helped, the receiving head, the office, and whoever takes the
        work over; the home head only if the Alliance said so before it was sent."""
        home = access.rows_at(person, "visit__deployment__home_school", Role.HEAD)
        receiving = access.rows_at(person, "visit__deployment__receiving_school", Role.HEAD)
        sent = ~Q(state="draft") & (
            Q(visit__deployment__supported=person)
            | receiving
            | Q(alliance_id__in=access.office_of(person))
            | home & Q(sent_at__gte=F("alliance__home_heads_read_records_since"))
            | takes_over(person)
        )
        return self.filter(Q(visit__deployment__leader=person) | sent)


class VisitRecord(AllianceOwned, Lived):
    """What the person supported reads (the client's Visit Record Form)."""

    SENT = (RecordState.SENT, RecordState.CONFIRMED, RecordState.DISPUTED)

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="record")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RecordState.choices, default=RecordState.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When its reader said that she had read it.")
    not_pupils = models.JSONField(default=list, blank=True, help_text="Names of which its writer said: no pupil.")

    objects = VisitRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False), name="record_sent_at_a_moment"
            )
        ]
        indexes = [models.Index(fields=["alliance", "sent_at"], name="record_by_moment_sent")]

    def __str__(self) -> str:
        return f"record of {self.visit}"

    def history_about(self) -> Deployment:
        return self.visit.deployment


class RecordLine(AllianceOwned):
    """What was added after sending: the colleague's word, the leader's addendum, how the office settled it."""

    class Kind(models.TextChoices):
        LINE = "line", "The colleague's line"
        DISPUTE = "dispute", "Disputed"
        ADDENDUM = "addendum", "Addendum"
        SETTLED = "settled", "How the office settled it"

    record = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()


class EvaluationState(models.TextChoices):
    DUE = "due", "Due"
    DRAFT = "draft", "Draft"
    GIVEN = "given", "Given"
    NOT_NEEDED = "not_needed", "Not needed"


class Waived(models.TextChoices):
    """Why the office does without an evaluation."""

    ELSEWHERE = "elsewhere", "It is in the evaluation of another visit"
    SHORT = "short", "The visit was too short to say anything of progress"
    SPOKEN = "spoken", "The school and the System Leader have spoken, and that is enough"
    UNABLE = "unable", "The System Leader cannot write it, through illness or having left"
    LONG_AGO = "long_ago", "The visit is too long ago"


class VisitEvaluationQuerySet(models.QuerySet["VisitEvaluation"]):
    def visible_to(self, person: Person, *, on) -> "VisitEvaluationQuerySet":
        """The leader's own; once given, the receiving head and the office; the home head, and whoever takes the work
        over, only if the Alliance said so; the colleague helped never, not even when she also heads a school."""
        home = access.rows_at(person, "visit__deployment__home_school", Role.HEAD)
        receiving = access.rows_at(person, "visit__deployment__receiving_school", Role.HEAD)
        given = Q(state="given") & (
            receiving
            | Q(alliance_id__in=access.office_of(person))
            | home & Q(given_at__gte=F("alliance__home_heads_read_evaluations_since"))
            | takes_over(person) & Q(visit__deployment__shows_evaluations=True)
        )
        never = Q(visit__deployment__supported=person)
        return self.filter(Q(visit__deployment__leader=person) | given & ~never)


class VisitEvaluation(AllianceOwned, Lived):
    """What the heads and the Alliance read (the client's Visit Evaluation Form)."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="evaluation")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EvaluationState.choices, default=EvaluationState.DUE)
    given_at = models.DateTimeField(null=True, blank=True)
    waived_for = models.CharField(max_length=9, choices=Waived.choices, blank=True, help_text="Why it is not needed.")
    not_pupils = models.JSONField(default=list, blank=True, help_text="Names of which its writer said: no pupil.")

    objects = VisitEvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False), name="evaluation_given_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(state="not_needed", waived_for__in=Waived.values)
                | ~Q(state="not_needed") & Q(waived_for=""),
                name="evaluation_done_without_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["alliance", "visit"], condition=Q(state__in=["due", "draft"]), name="evaluation_to_give"
            )
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.visit}"

    def history_about(self) -> Deployment:
        return self.visit.deployment


class EvaluationLine(AllianceOwned):
    """What the leader added to an evaluation after sending it, for those who read the evaluation alone."""

    evaluation = models.ForeignKey(VisitEvaluation, on_delete=models.PROTECT, related_name="lines")
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "Addendum"


class DeviceChange(AllianceOwned):
    """One answer of a visit's write-up that was taken from a device. The number was made there, before it was sent."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="device_changes")
    number = models.UUIDField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "number"], name="one_device_change_a_number")]
        indexes = [models.Index(fields=["at"], name="device_change_by_day")]

    def __str__(self) -> str:
        return f"change of {self.at:%d %B %Y}"
