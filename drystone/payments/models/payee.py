"""Who is paid for a school's work: the school itself, its authority or its trust; changed by two people only."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import SPEAKS_FOR_MONEY
from drystone.schools.models import Organisation


class PayeeState(models.TextChoices):
    PROPOSED = "proposed", "Proposed, to be confirmed by a second person"
    WAITING = "waiting", "Confirmed, and waiting until its day"
    IN_EFFECT = "in_effect", "In effect"
    REPLACED = "replaced", "Replaced by a later one"
    STOPPED = "stopped", "Stopped"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNDER_WAY = (PayeeState.PROPOSED, PayeeState.WAITING)


class PayeeChangeQuerySet(models.QuerySet["PayeeChange"]):
    def visible_to(self, person: Person, *, on) -> "PayeeChangeQuerySet":
        """The office's; of its own school whoever heads it, and its finance contact."""
        mine = access.rows_at(person, "school", *SPEAKS_FOR_MONEY)
        return self.filter(Q(alliance_id__in=access.office_of(person)) | mine)

    def in_effect(self) -> "PayeeChangeQuerySet":
        return self.filter(state=PayeeState.IN_EFFECT)


class PayeeChange(AllianceOwned, Lived):
    """From its day on somebody else is paid for a school's work, or under another number. No bank account is kept:
    finance holds that under its supplier number. What it says never changes; the next change replaces it."""

    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    paid_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    supplier_number = models.CharField(max_length=30, blank=True, help_text="In the books of finance.")
    state = models.CharField(max_length=10, choices=PayeeState.choices, default=PayeeState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    takes_effect_on = models.DateField(null=True, blank=True)

    objects = PayeeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "payee change"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PayeeState.values), name="payee_change_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "stopped", "withdrawn"])
                | Q(confirmed_by__isnull=False, takes_effect_on__isnull=False),
                name="payee_change_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="payee_change_confirmed_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["alliance", "school"], condition=Q(state="in_effect"), name="one_payee_a_school"
            ),
            models.UniqueConstraint(
                fields=["alliance", "school"],
                condition=Q(state__in=["proposed", "waiting"]),
                name="one_payee_change_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} is paid through {self.paid_to}"
