"""Taking somebody off the register against her will: grounds, time to answer, a second person's word, an appeal."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people.access import alliances_as
from drystone.people.models import Person
from drystone.people.roles import MANAGES

from .designation import Designation


class RemovalState(models.TextChoices):
    NOTICE = "notice", "Notice given"
    DROPPED = "dropped", "Dropped"
    REMOVED = "removed", "Removed"
    APPEALED = "appealed", "Appealed against"
    UPHELD = "upheld", "Appeal upheld"
    DISMISSED = "dismissed", "Appeal dismissed"


class RemovalGround(models.TextChoices):
    CRITERIA = "criteria", "Does not meet the criteria any more"
    CONDUCT = "conduct", "Professional conduct"
    LEFT_SUPPORT = "left_support", "Left agreed support without good cause"
    ROLE = "role", "Does not do what the role asks"


class RemovalQuerySet(models.QuerySet["Removal"]):
    def visible_to(self, person: Person, *, on: date) -> "RemovalQuerySet":
        """Hers, and of those who manage the alliance. Her head and the rest of the office see the end of it only."""
        return self.filter(Q(designation__person=person) | Q(alliance_id__in=alliances_as(person, MANAGES)))

    def open(self) -> "RemovalQuerySet":
        return self.filter(state__in=(RemovalState.NOTICE, RemovalState.APPEALED))


class Removal(AllianceOwned, Lived):
    """Its words are for her and for who manages the alliance; they go into no history and into no mail."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="removals")
    state = models.CharField(max_length=10, choices=RemovalState.choices, default=RemovalState.NOTICE)
    ground = models.CharField(max_length=14, choices=RemovalGround.choices)
    why = models.TextField(help_text="What she reads.")
    answer_by = models.DateField(help_text="The last day on which nothing is decided without her answer.")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.TextField(blank=True)
    appeal_by = models.DateField(null=True, blank=True, help_text="The last day on which she may appeal.")
    appeal = models.TextField(blank=True)
    heard_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.TextField(blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation"], condition=Q(state__in=["notice", "appealed"]), name="one_open_removal"
            ),
            models.CheckConstraint(condition=Q(state__in=RemovalState.values), name="removal_state_known"),
            models.CheckConstraint(condition=Q(ground__in=RemovalGround.values), name="removal_ground_known"),
            models.CheckConstraint(condition=~Q(why=""), name="removal_says_why"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="removal_by_a_second_person"
            ),
            models.CheckConstraint(
                condition=Q(heard_by=None) | ~Q(heard_by=F("proposed_by")) & ~Q(heard_by=F("decided_by")),
                name="appeal_heard_by_a_third_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["notice", "dropped"])
                | Q(decided_by__isnull=False, appeal_by__isnull=False) & ~Q(decision=""),
                name="removal_decided_by_somebody_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"removal of {self.designation.person}"

    def history_about(self) -> Designation:
        return self.designation

    @property
    def person_id(self) -> int:
        """Whom it is about."""
        return self.designation.person_id
