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


class VisitState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    MISSED = "missed", "Missed"


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, person: Person, *, on) -> "VisitQuerySet":
        """Those of deployments she may see, and of those in which she is the colleague helped."""
        return self.filter(
            Q(deployment__in=Deployment.objects.visible_to(person, on=on)) | Q(deployment__supported=person)
        )


class Visit(AllianceOwned, Lived):
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="visits")
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    half_days = models.PositiveSmallIntegerField(default=1)
    place = models.CharField(max_length=200, blank=True)
    moved = models.PositiveSmallIntegerField(default=0, help_text="The calendar's sequence number.")
    cancelled_for = models.CharField(max_length=40, blank=True)
    locked = models.BooleanField(default=False, help_text="Counted elsewhere; half-days no longer change.")

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_ends_after_start"),
            models.CheckConstraint(condition=Q(half_days__gte=1, half_days__lte=2), name="visit_of_half_or_whole_day"),
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_known"),
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


class VisitRecordQuerySet(models.QuerySet["VisitRecord"]):
    def visible_to(self, person: Person, *, on) -> "VisitRecordQuerySet":
        """The leader's own; once sent, the colleague helped, the receiving head, the office; the home
        head only if the Alliance said so before it was sent."""
        home = access.rows_at(person, "visit__deployment__home_school", Role.HEAD)
        receiving = access.rows_at(person, "visit__deployment__receiving_school", Role.HEAD)
        sent = ~Q(state="draft") & (
            Q(visit__deployment__supported=person)
            | receiving
            | Q(alliance_id__in=access.office_of(person))
            | home & Q(sent_at__gte=F("alliance__home_heads_read_records_since"))
        )
        return self.filter(Q(visit__deployment__leader=person) | sent)


class VisitRecord(AllianceOwned, Lived):
    """What the person supported reads (the client's Visit Record Form)."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="record")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RecordState.choices, default=RecordState.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = VisitRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False), name="record_sent_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"record of {self.visit}"

    def history_about(self) -> Deployment:
        return self.visit.deployment


class RecordLine(AllianceOwned):
    """What was added after sending: the colleague's line, or an addendum. Nothing else changes."""

    class Kind(models.TextChoices):
        LINE = "line", "The colleague's line"
        DISPUTE = "dispute", "Disputed"
        ADDENDUM = "addendum", "Addendum"

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


class VisitEvaluationQuerySet(models.QuerySet["VisitEvaluation"]):
    def visible_to(self, person: Person, *, on) -> "VisitEvaluationQuerySet":
        """The leader's own; once given, the receiving head and the office; the home head only if the
        Alliance said so before that; the colleague helped never, not even when she also heads a school."""
        home = access.rows_at(person, "visit__deployment__home_school", Role.HEAD)
        receiving = access.rows_at(person, "visit__deployment__receiving_school", Role.HEAD)
        given = Q(state="given") & (
            receiving
            | Q(alliance_id__in=access.office_of(person))
            | home & Q(given_at__gte=F("alliance__home_heads_read_evaluations_since"))
        )
        never = Q(visit__deployment__supported=person)
        return self.filter(Q(visit__deployment__leader=person) | given & ~never)


class VisitEvaluation(AllianceOwned, Lived):
    """What the heads and the Alliance read (the client's Visit Evaluation Form)."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="evaluation")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EvaluationState.choices, default=EvaluationState.DUE)
    given_at = models.DateTimeField(null=True, blank=True)

    objects = VisitEvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False), name="evaluation_given_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"evaluation of {self.visit}"

    def history_about(self) -> Deployment:
        return self.visit.deployment
