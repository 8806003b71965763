"""What finance answers about the statements that were handed over, in a file or by word."""

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import LOOKS_AFTER_MONEY

from .statement import Statement


class AnswerFileQuerySet(models.QuerySet["AnswerFile"]):
    def visible_to(self, person: Person, *, on) -> "AnswerFileQuerySet":
        """Whoever looks after the Alliance's money."""
        return self.filter(alliance_id__in=access.alliances_as(person, LOOKS_AFTER_MONEY))


class AnswerFile(AllianceOwned):
    """A file of finance as it came. It is kept, so that the same file is known when it comes again."""

    name = models.CharField(max_length=200)
    file = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="When its right rows were taken; once.")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = "file of answers"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "sha256"], name="one_file_of_answers_a_digest"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="answers_taken_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(AllianceOwned):
    """A statement was paid, or its payment came back: a row that was taken, or what somebody wrote down herself."""

    class Outcome(models.TextChoices):
        PAID = "paid", "Paid"
        RETURNED = "returned", "Returned"

    file = models.ForeignKey(
        AnswerFile, on_delete=models.PROTECT, null=True, blank=True, related_name="answers", help_text="None: by word."
    )
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    on = models.DateField()
    turn = models.PositiveSmallIntegerField(
        default=1, help_text="Of paying it: the next one after the payment before came back."
    )
    pence = models.BigIntegerField()
    reference = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it came back.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "statement"], name="one_answer_a_file_and_statement"),
            models.UniqueConstraint(
                fields=["statement", "turn", "outcome"], name="a_statement_is_paid_and_comes_back_once_a_turn"
            ),
            models.CheckConstraint(
                condition=Q(outcome="paid") | (Q(outcome="returned") & ~Q(reason="")), name="returned_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.get_outcome_display()}"
