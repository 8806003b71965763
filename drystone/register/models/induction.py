"""Induction: what an alliance asks of every new System Leader, and each leader's own list of it."""

from datetime import date

from django.db import models
from django.db.models import Q

from drystone.alliances.models import AllianceOwned
from drystone.people import access
from drystone.people.models import Person
from drystone.questions.models import AnswerSheet

from .designation import Designation


class InductionStep(AllianceOwned):
    """One thing that whoever is designated from now on does; lists that were begun keep what they had."""

    title = models.CharField(max_length=160)
    days = models.PositiveSmallIntegerField(help_text="Within how many days of the first one.")
    wants_evidence = models.BooleanField(default=False)
    by_training = models.BooleanField(default=False, help_text="Coming to a session of core training does it.")
    signer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Else the office."
    )

    class Meta:
        ordering = ["days", "id"]
        constraints = [models.UniqueConstraint(fields=["alliance", "title"], name="one_induction_step_a_title")]

    def __str__(self) -> str:
        return self.title


class InductionItemQuerySet(models.QuerySet["InductionItem"]):
    def visible_to(self, person: Person, *, on: date) -> "InductionItemQuerySet":
        """Her own; those she is named to sign off; those of the alliances whose office she works in."""
        named = Q(designation__person=person) | Q(signer=person)
        return self.filter(named | Q(alliance_id__in=access.office_of(person)))

    def open(self) -> "InductionItemQuerySet":
        return self.filter(done_on__isnull=True)

    def overdue(self, on: date) -> "InductionItemQuerySet":
        """Those that she should have finished before a day; of what she has sent it is the signer who is late."""
        return self.open().filter(due_on__lt=on, sheet__sealed_at=None, attended_at=None)

    def sent(self) -> "InductionItemQuerySet":
        """Those that wait for whoever signs them off: she sent evidence, or came to core training."""
        return self.open().filter(Q(sheet__sealed_at__isnull=False) | Q(attended_at__isnull=False))

    def to_train(self) -> "InductionItemQuerySet":
        """Those for which she has still to come to core training."""
        return self.open().filter(by_training=True, attended_at=None)


class InductionItem(AllianceOwned):
    designation = models.ForeignKey(Designation, on_delete=models.CASCADE, related_name="induction")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    signer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Else the office."
    )
    sheet = models.OneToOneField(
        AnswerSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Her evidence, where it is asked for.",
    )  # fmt: skip
    by_training = models.BooleanField(default=False, help_text="Coming to a session of core training does it.")
    attended_at = models.DateTimeField(null=True, blank=True, help_text="When the session began that she came to.")
    done_on = models.DateField(null=True, blank=True)
    signed_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = InductionItemQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["designation", "title"], name="one_induction_item_a_title"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, signed_off_by__isnull=True)
                | Q(done_on__isnull=False, signed_off_by__isnull=False),
                name="induction_done_and_signed_off_together",
            ),
            models.CheckConstraint(
                condition=Q(attended_at__isnull=True) | Q(by_training=True), name="only_training_is_attended"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def history_about(self) -> Designation:
        return self.designation

    @property
    def is_sent(self) -> bool:
        """She has shown it, or come to it, and it waits for whoever signs it off."""
        return bool(self.done_on is None and (self.attended_at or (self.sheet and self.sheet.is_sealed)))
