"""Asked of a whole deployment: mid-point review, deployment evaluation, reflection, follow-up."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import Answer, AnswerSheet

from .agreement import Consent
from .deployment import Deployment


class ReviewState(models.TextChoices):
    DUE = "due", "Due"
    DRAFT = "draft", "Draft"
    GIVEN = "given", "Given"
    NOT_NEEDED = "not_needed", "Not needed"
    LAPSED = "lapsed", "Not answered"


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Person, *, on) -> "ReviewQuerySet":
        """Whoever is asked, and the office; once given, what a school has said also the head of that school.

        The home head reads a deployment evaluation of which she was sent a copy, and nothing else. Nobody reads what
        a school said of her own work, in whatever office she is: leader and payer read a summary (`with_summary_for`).
        """
        receiving = access.rows_at(person, "deployment__receiving_school", Role.HEAD)
        home = access.rows_at(person, "deployment__home_school", Role.HEAD)
        given = Q(state="given") & (receiving & Q(kind__in=self.model.OF_SCHOOL) | home & Q(home_reads=True))
        of_her = Q(deployment__leader=person, kind__in=self.model.OF_SCHOOL)
        return self.filter(Q(asked=person) | (Q(alliance_id__in=access.office_of(person)) | given) & ~of_her)

    def summed_up(self) -> "ReviewQuerySet":
        """Deployment evaluations of which others than the school and the office are told: not that the work did not
        take place."""
        nothing = Answer.objects.filter(sheet=OuterRef("sheet"), key="took_place", value=False)
        return self.filter(~Exists(nothing), kind=self.model.Kind.DEPLOYMENT, state="given")

    def with_summary_for(self, person: Person) -> "ReviewQuerySet":
        """Deployment evaluations of which she reads the summary: the leader, whoever pays, and the office."""
        pays = Consent.objects.filter(person=person, party=Consent.Party.PAYER, state="agreed")
        reads = Q(deployment__leader=person) | Q(deployment__in=pays.values("agreement__deployment"))
        office = Q(alliance_id__in=access.office_of(person))
        return self.summed_up().filter(reads | office)

    def of_leader(self) -> "ReviewQuerySet":
        """What stands on the leader's page: what she is asked or wrote, and the evaluation of which she reads a
        summary."""
        hers = Q(kind__in=self.model.OF_LEADER, state__in=("due", "draft", "given"))
        return self.filter(hers | Q(pk__in=self.summed_up().order_by().values("pk")))


class Review(AllianceOwned, Lived):
    class Kind(models.TextChoices):
        MIDPOINT = "midpoint", "Mid-point review"
        MIDPOINT_LEADER = "midpoint_leader", "Mid-point review, leader's part"
        DEPLOYMENT = "deployment", "Deployment evaluation"
        REFLECTION = "reflection", "Leader's reflection"
        FOLLOW_UP = "follow_up", "Follow-up"

    OF_SCHOOL = (Kind.MIDPOINT, Kind.DEPLOYMENT, Kind.FOLLOW_UP)
    HALFWAY = (Kind.MIDPOINT, Kind.MIDPOINT_LEADER)
    OF_LEADER = (Kind.MIDPOINT_LEADER, Kind.REFLECTION)
    OPEN = (ReviewState.DUE, ReviewState.DRAFT)

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    months = models.PositiveSmallIntegerField(default=0, help_text="Of a follow-up: so long after the last visit.")
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.DUE)
    given_at = models.DateTimeField(null=True, blank=True)
    # As it stood above the form while it was written: a later change of policy opens nothing that was given before.
    home_reads = models.BooleanField(default=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["deployment", "kind", "months"], name="one_review_of_a_kind"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_known"),
            models.CheckConstraint(condition=Q(kind="follow_up") | Q(months=0), name="only_a_follow_up_has_months"),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False), name="review_given_at_a_moment"
            ),
        ]
        indexes = [models.Index(fields=["alliance", "state", "due_on"], name="review_by_due_day")]

    def __str__(self) -> str:
        return f"{self.title} of {self.deployment}"

    @property
    def title(self) -> str:
        """Which of them it is; of a follow-up, after how many months."""
        return f"Follow-up after {self.months} months" if self.months else self.get_kind_display()

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    def history_about(self) -> Deployment:
        return self.deployment
