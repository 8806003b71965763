"""Asked of a whole deployment: mid-point review, deployment evaluation, reflection, follow-up; concerns."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet

from .deployment import Deployment
from .visit import EvaluationState


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Person, *, on) -> "ReviewQuerySet":
        """Whoever is asked; once given, the office and both heads. The leader reads a summary only."""
        home = access.rows_at(person, "deployment__home_school", Role.HEAD)
        receiving = access.rows_at(person, "deployment__receiving_school", Role.HEAD)
        given = Q(state="given") & (home | receiving)
        return self.filter(Q(asked=person) | Q(alliance_id__in=access.office_of(person)) | given)


class Review(AllianceOwned, Lived):
    class Kind(models.TextChoices):
        MIDPOINT = "midpoint", "Mid-point review"
        DEPLOYMENT = "deployment", "Deployment evaluation"
        REFLECTION = "reflection", "Leader's reflection"
        FOLLOW_UP = "follow_up", "Follow-up"

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EvaluationState.choices, default=EvaluationState.DUE)
    given_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["deployment", "kind"], name="one_review_of_a_kind"),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False), name="review_given_at_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["alliance", "state", "due_on"], name="review_by_due_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.deployment}"

    def history_about(self) -> Deployment:
        return self.deployment


class ConcernState(models.TextChoices):
    OPEN = "open", "Open"
    ESCALATED = "escalated", "Escalated"
    RESOLVED = "resolved", "Resolved"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, person: Person, *, on) -> "ConcernQuerySet":
        """Named office people only: the manager and the quality lead."""
        return self.filter(alliance_id__in=access.trusted_with_concerns(person))


class Concern(AllianceOwned, Lived):
    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="concerns")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConcernState.choices, default=ConcernState.OPEN)
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")

    objects = ConcernQuerySet.as_manager()

    def __str__(self) -> str:
        return f"concern {self.pk}"


class Evidence(AllianceOwned):
    """What changed, and how we know: quoted only as far as the giver allows."""

    class Kind(models.TextChoices):
        OFSTED = "ofsted", "Ofsted report"
        REVIEW = "la_review", "Local authority review"
        OUTCOMES = "outcomes", "Pupil outcomes"
        FEEDBACK = "feedback", "Feedback from colleagues or groups"
        OTHER = "other", "Other"

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    quotable = models.CharField(
        max_length=10, choices=[("no", "No"), ("anonymous", "Without names"), ("school", "With the school's name")]
    )
    on = models.DateField()

    def __str__(self) -> str:
        return self.get_kind_display()
