"""Visit records drawn from a term to be read for quality, who reads each, and what its writer is told."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned, Term
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import NEEDS_SECOND_FACTOR
from drystone.questions.models import AnswerSheet

from .visit import VisitRecord


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, person: Person, *, on: date) -> "DrawQuerySet":
        """The manager's and the quality lead's."""
        return self.filter(alliance_id__in=access.answers_for_quality(person))


class Draw(AllianceOwned):
    """One draw from the visit records of a term, kept as it was: whoever has its seed can make it again."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField(help_text="Later ones are for what came since.")
    seed = models.CharField(max_length=32)
    per_cent = models.PositiveSmallIntegerField()
    each_leader = models.BooleanField(default=False, help_text="At least one record of each leader.")
    late_days = models.PositiveSmallIntegerField(help_text="Working days after the last day for writing up.")
    sent_after = models.DateTimeField(null=True, blank=True, help_text="Where the draw before it ended.")
    sent_until = models.DateTimeField()
    among = models.PositiveIntegerField(help_text="Records of which some were drawn by chance.")
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_at", "-id"]
        verbose_name = "draw of visit records"
        verbose_name_plural = "draws of visit records"
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="one_draw_of_a_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="draws_are_numbered_from_one"),
            models.CheckConstraint(condition=Q(per_cent__lte=100), name="draw_within_a_hundred"),
            models.CheckConstraint(condition=~Q(seed=""), name="draw_has_a_seed"),
            models.CheckConstraint(
                condition=Q(sent_after__isnull=True) | Q(sent_until__gt=F("sent_after")), name="draw_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"draw {self.number} of the {self.term}"


class Cause(models.TextChoices):
    """Why a record is read. The first two are chance; the others, that something stood below a threshold."""

    CHANCE = "chance", "Drawn by chance"
    LEADER = "leader", "One of each leader"
    RED = "red", "An objective is red"
    RECOMMENDS = "recommends", "The leader recommends to pause or to finish"
    DISPUTED = "disputed", "Disputed"
    LATE = "late", "Sent late"


class Sampled(AllianceOwned):
    """A visit record in a draw, and every reason why."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="sampled")
    record = models.OneToOneField(VisitRecord, on_delete=models.PROTECT, related_name="sampled")
    why = models.JSONField(help_text="The words of Cause, in their order.")

    class Meta:
        ordering = ["id"]
        verbose_name = "drawn visit record"

    def __str__(self) -> str:
        return f"{self.record} in {self.draw}"


class ReadingState(models.TextChoices):
    DUE = "due", "Due"
    DRAFT = "draft", "Draft"
    GIVEN = "given", "Given"
    STOOD_BACK = "stood_back", "Stood back"


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, person: Person, *, on: date) -> "ReadingQuerySet":
        """Her own to read, while she has a post by which she may and no tie to the schools; all of them for the
        manager and the quality lead. Nobody finds what was asked about a record that she wrote or that is about her,
        or what she stood back from."""
        schools = [post.organisation_id for post in person.posts_now if post.organisation_id]
        hers = Q(reader=person, alliance_id__in=access.alliances_as(person, NEEDS_SECOND_FACTOR))
        tied = Q(sampled__record__visit__deployment__home_school__in=schools)
        tied |= Q(sampled__record__visit__deployment__receiving_school__in=schools)
        about_her = Q(sampled__record__visit__deployment__leader=person)
        about_her |= Q(sampled__record__visit__deployment__supported=person)
        rows = self.filter(hers & ~tied | Q(alliance_id__in=access.answers_for_quality(person)))
        return rows.exclude(about_her).exclude(reader=person, state="stood_back")

    def standing(self) -> "ReadingQuerySet":
        return self.exclude(state="stood_back")


class Reading(AllianceOwned, Lived):
    """One reader and one drawn record. Her sheet is begun when she begins."""

    sampled = models.ForeignKey(Sampled, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="readings")
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.DUE)
    due_on = models.DateField()
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    stood_back_because = models.CharField(max_length=200, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "reading of a visit record"
        verbose_name_plural = "readings of visit records"
        constraints = [
            models.UniqueConstraint(fields=["sampled", "reader"], name="one_reading_a_reader"),
            models.CheckConstraint(condition=Q(state__in=ReadingState.values), name="reading_state_known"),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False, sheet__isnull=False),
                name="reading_given_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["reader", "state"], name="reading_by_reader")]

    def __str__(self) -> str:
        return f"reading of the {self.sampled.record}"

    def history_about(self) -> Draw:
        return self.sampled.draw


class ReaderFeedbackQuerySet(models.QuerySet["ReaderFeedback"]):
    def visible_to(self, person: Person, *, on: date) -> "ReaderFeedbackQuerySet":
        """Whose record it was; the manager and the quality lead."""
        hers = Q(reading__sampled__record__visit__deployment__leader=person)
        return self.filter(hers | Q(alliance_id__in=access.answers_for_quality(person)))


class ReaderFeedback(AllianceOwned):
    """What a reader wrote for the leader, from the moment at which the office released it; and her line on it."""

    reading = models.OneToOneField(Reading, on_delete=models.PROTECT, related_name="feedback")
    text = models.TextField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReaderFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-released_at", "-id"]
        verbose_name = "feedback on a visit record"
        verbose_name_plural = "feedback on visit records"
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="feedback_answered_at_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"feedback on the {self.reading.sampled.record}"

    def history_about(self) -> Draw:
        return self.reading.sampled.draw
