"""A decision is prepared by one person, seen by a second, and released; then its letter goes."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Designation

from .application import DECIDABLE, Application
from .outcome import Outcome
from .reference import Reference


class DecisionState(models.TextChoices):
    PREPARED = "prepared", "Prepared"
    CHECKED = "checked", "Seen by a second person"
    RELEASED = "released", "Released"
    DROPPED = "dropped", "Dropped before anybody was told"


UNRELEASED = (DecisionState.PREPARED, DecisionState.CHECKED)
# Asked of an application: what was prepared was dropped, or the application has moved on since.
OVERTAKEN = (
    Q(decision__state=DecisionState.DROPPED)
    | Q(decision__stood_since__lt=F("state_since"))
    | Q(decision__stood_since__gt=F("state_since"))
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, person: Person, *, on: date) -> "DecisionQuerySet":
        """The office's, always; the applicant's own, once released."""
        own = Q(application__person=person, state=DecisionState.RELEASED)
        return self.filter(own | Q(alliance_id__in=access.office_of(person)))

    def waiting(self) -> "DecisionQuerySet":
        """Those not released, on applications that have not moved on since they were prepared."""
        still = Q(application__state__in=DECIDABLE, application__state_since=F("stood_since"))
        return self.filter(still, state__in=UNRELEASED)

    def ready(self) -> "DecisionQuerySet":
        """What a release takes: seen by a second person, and not held back."""
        return self.waiting().filter(state=DecisionState.CHECKED, held_back="")


class Decision(AllianceOwned, Lived):
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    state = models.CharField(max_length=10, choices=DecisionState.choices, default=DecisionState.PREPARED)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, help_text="The best of its areas.")
    feedback = models.TextField(blank=True)
    prepared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stood_since = models.DateTimeField(help_text="Since when the application stood where this was prepared.")
    held_back = models.CharField(max_length=300, blank=True, help_text="Why it stays when the round is released.")
    wording = models.TextField(blank=True, help_text="The words of its letter, as the second person saw them.")
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    rests_on = models.ForeignKey(
        Reference,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The reference without which nobody is designated.",
    )
    letter = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    designation = models.OneToOneField(
        Designation, on_delete=models.PROTECT, null=True, blank=True, related_name="decision"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
            models.CheckConstraint(
                condition=~Q(state="released", outcome__in=["designate", "with_support", "with_condition"])
                | Q(designation__isnull=False, rests_on__isnull=False),
                name="designated_on_a_reference",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["designate", "with_support", "with_condition"])
                | Q(designation__isnull=True) & ~Q(feedback=""),
                name="every_no_has_feedback",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "dropped"])
                | Q(checked_by__isnull=False) & ~Q(checked_by=F("prepared_by")),
                name="decision_seen_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | ~Q(state="released") & Q(released_at__isnull=True, designation__isnull=True),
                name="nothing_is_designated_before_release",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(held_back=""), name="nothing_held_back_is_released"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.application}"

    def history_about(self) -> Application:
        return self.application

    @property
    def is_overtaken(self) -> bool:
        """It was dropped; or the application has moved on since: it may have been read again, or interviewed."""
        return self.state == DecisionState.DROPPED or self.application.state_since != self.stood_since


class AppealState(models.TextChoices):
    OPEN = "open", "Open"
    UPHELD = "upheld", "Upheld"
    DISMISSED = "dismissed", "Dismissed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, person: Person, *, on: date) -> "AppealQuerySet":
        """Her own and the office's."""
        own = Q(decision__application__person=person)
        return self.filter(own | Q(alliance_id__in=access.office_of(person)))


class Appeal(AllianceOwned, Lived):
    class Ground(models.TextChoices):
        PROCESS = "process", "The process was not followed"
        EVIDENCE = "evidence", "Something in my application was overlooked"
        BIAS = "bias", "Somebody who decided had a conflict of interest"
        FACTS = "facts", "The decision rests on a mistake of fact"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    grounds = models.TextField()
    answer = models.TextField(blank=True)
    answer_by = models.DateField(help_text="By when the Alliance answers: as many working days as there were for it.")

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AppealState.values), name="appeal_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"]) | ~Q(answer=""), name="appeal_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"appeal on {self.decision}"

    def history_about(self) -> Application:
        return self.decision.application
