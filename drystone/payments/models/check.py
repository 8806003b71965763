"""Checks of statements that are paid: which were drawn, what the home school showed, and what the office found."""

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.groups.models import Kept
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import LOOKS_AFTER_MONEY, SPEAKS_FOR_MONEY

from .line import DueLine
from .statement import Statement


class CheckState(models.TextChoices):
    ASKED = "asked", "Asked of the home school"
    SHOWN = "shown", "Shown by the home school"
    PROPOSED = "proposed", "To be taken back"
    ANSWERED = "answered", "The home school answered"
    IN_ORDER = "in_order", "In order"
    TAKEN_BACK = "taken_back", "Taken back"


class DrawQuerySet(models.QuerySet["CheckDraw"]):
    def visible_to(self, person: Person, *, on) -> "DrawQuerySet":
        """Whoever looks after the Alliance's money."""
        return self.filter(alliance_id__in=access.alliances_as(person, LOOKS_AFTER_MONEY))


class CheckDraw(AllianceOwned):
    """Statements drawn by chance from those paid since the last draw; all that it takes to draw them again."""

    number = models.PositiveIntegerField(help_text="Per alliance.")
    seed = models.CharField(max_length=32)
    per_cent = models.PositiveSmallIntegerField()
    paid_until = models.DateTimeField(help_text="What was recorded as paid later belongs to the next draw.")
    statements = models.JSONField(help_text="The numbers from which it was drawn.")
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = DrawQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="one_check_draw_a_number"),
            models.CheckConstraint(condition=Q(per_cent__gte=1, per_cent__lte=100), name="check_draw_of_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"draw {self.number} of statements"


class CheckQuerySet(models.QuerySet["Check"]):
    def visible_to(self, person: Person, *, on) -> "CheckQuerySet":
        """Whoever looks after the Alliance's money, and whoever speaks for the home school's; never the leader."""
        mine = access.rows_at(person, "statement__home_school", *SPEAKS_FOR_MONEY)
        return self.filter(Q(alliance_id__in=access.alliances_as(person, LOOKS_AFTER_MONEY)) | mine)


class Check(AllianceOwned, Lived):
    """What stands behind one paid statement: asked of the home school, shown, looked at; once for each statement."""

    class Found(models.TextChoices):
        PARTLY = "partly", "Partly shown"
        NOT_SHOWN = "not_shown", "Not shown"

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="check_of")
    draw = models.ForeignKey(CheckDraw, on_delete=models.PROTECT, null=True, blank=True, related_name="checks")
    because = models.CharField(max_length=300, blank=True, help_text="Why it was named; nothing where it was drawn.")
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.ASKED)
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer_by = models.DateField(help_text="The last day on which the home school shows it, or answers.")
    says = models.TextField(blank=True, max_length=2000, help_text="The home school, of what it shows.")
    found = models.CharField(max_length=10, choices=Found.choices, blank=True)
    reason = models.TextField(blank=True, max_length=1000, help_text="The office, to the home school.")
    answer = models.TextField(blank=True, max_length=2000, help_text="The home school, to that.")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True, help_text="From then its files are kept for their time.")

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "check"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="check_state_known"),
            models.CheckConstraint(
                condition=Q(draw__isnull=True) & ~Q(because="") | Q(draw__isnull=False, because=""),
                name="check_drawn_or_named_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "answered", "taken_back"])
                | Q(proposed_by__isnull=False, found__in=["partly", "not_shown"]) & ~Q(reason=""),
                name="check_takes_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back") | Q(approved_by__isnull=False) & ~Q(approved_by=F("proposed_by")),
                name="check_takes_back_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["in_order", "taken_back"], closed_on__isnull=False)
                | ~Q(state__in=["in_order", "taken_back"]) & Q(closed_on__isnull=True),
                name="check_is_closed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"check of statement {self.statement.number}"


class CheckLine(AllianceOwned):
    """A line that is to be taken back, or was, because what stands behind it was not shown."""

    check_of = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="lines")
    line = models.OneToOneField(DueLine, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.line} of {self.check_of}"


class CheckFile(AllianceOwned, Kept):
    """A file by which the home school shows what stands behind a statement."""

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="files")
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(file="") & Q(url=""), name="check_file_is_a_file"),
            models.UniqueConstraint(fields=["check_of", "sha256"], name="one_check_file_a_digest"),
        ]
