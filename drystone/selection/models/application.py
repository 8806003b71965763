"""An application and the areas it is for."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area, Designation
from drystone.schools.models import Organisation

from .outcome import Outcome, Reason
from .round import Round

# A panel member may look back at what she decided on for this long after the round's decisions.
PANEL_LOOKS_BACK = timedelta(days=30)


class ApplicationState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SHORTLISTED = "shortlisted", "Shortlisted"
    NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"
    INELIGIBLE = "ineligible", "Ineligible"
    INTERVIEWED = "interviewed", "Interviewed"
    READ = "read", "Read, no interview needed"
    DECIDED = "decided", "Decided"
    WITHDRAWN = "withdrawn", "Withdrawn"


# What is read blind shows whose it is from the moment it is shortlisted, or not.
UNSIFTED = (
    ApplicationState.DRAFT,
    ApplicationState.SUBMITTED,
    ApplicationState.INELIGIBLE,
    ApplicationState.WITHDRAWN,
)
DECIDABLE = (
    ApplicationState.INTERVIEWED,
    ApplicationState.READ,
    ApplicationState.NOT_SHORTLISTED,
    ApplicationState.INELIGIBLE,
)
"""Where an application waits for a decision."""


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, person: Person, *, on: date) -> "ApplicationQuerySet":
        """Her own; the office's; those she reads for the panel."""
        own = Q(person=person) | Q(alliance_id__in=access.office_of(person))
        return self.filter(own | Q(pk__in=Application.objects.read_by(person, on=on).values("pk")))

    def with_readers(self) -> Any:  # applications with one thing more, which the type of the rows cannot say
        """How many read it who declared no conflict, as `readers`; two are needed before scores are agreed."""
        standing = Count("assessments", filter=~Q(assessments__state="conflict_declared"), distinct=True)
        return self.annotate(readers=standing)

    def read_by(self, person: Person, *, on: date) -> "ApplicationQuerySet":
        """Assigned to her as assessor or interviewer, while she is on the panel, until thirty days after the round.

        Where she declared a conflict in either part, or by name, she reads in neither.
        """
        assessed = Q(pk__in=self.model.objects.filter(assessments__assessor=person).values("pk"))
        interviewed = Q(pk__in=self.model.objects.filter(interview__panel__person=person).values("pk"))
        # "greater than nothing": a negation across these joins would ask about other people's rows.
        in_writing = Q(assessments__assessor=person, assessments__conflict__gt="")
        in_person = Q(interview__panel__person=person, interview__panel__conflict__gt="")
        by_name = Q(pk__in=self.model.objects.filter(declared_conflicts__person=person).values("pk"))
        conflicted = self.model.objects.filter(in_writing | in_person | by_name)
        return self.filter(
            assessed | interviewed,
            alliance_id__in=access.alliances_as(person, (Role.PANEL,)),
            round__decisions_by__gte=on - PANEL_LOOKS_BACK,
        ).exclude(pk__in=conflicted.values("pk"))


class Application(AllianceOwned, Lived):
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="What its readers call it where they read blind; given when it is sent in."
    )
    apart = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Steps between its assessors where they are furthest apart; empty until all of them have locked.",
    )
    # Taken from the answers at submission, for rules and lists.
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    job = models.CharField(max_length=120, blank=True)
    is_headteacher = models.BooleanField(default=False)
    # What she typed where her school is not in the register; the office settles which school it is.
    unlisted_school = models.CharField(max_length=320, blank=True)
    renews = models.ForeignKey(Designation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=~Q(state="withdrawn"),
                name="one_application_a_person_and_round",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | Q(state="withdrawn")
                | Q(submitted_at__isnull=False, school__isnull=False)
                | Q(
                    state__in=["submitted", "ineligible", "decided"],
                    submitted_at__isnull=False,
                    unlisted_school__gt="",
                ),
                name="application_submitted_with_a_school",
            ),
            models.CheckConstraint(condition=Q(state__in=ApplicationState.values), name="application_state_known"),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(renews__isnull=False),
                name="only_renewals_go_without_interview",
            ),
            models.UniqueConstraint(fields=["round", "number"], name="one_application_a_number_and_round"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(number__isnull=False),
                name="application_sent_in_has_a_number",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="application_by_round")]

    def __str__(self) -> str:
        return f"{self.person}'s application"

    @property
    def is_nameless(self) -> bool:
        """Whether those who read it are not to know whose it is."""
        return self.round.blind and self.state in UNSIFTED

    @property
    def read_as(self) -> str:
        """What its readers know it by: the applicant and the school, or its number."""
        return f"Application {self.number}" if self.is_nameless else f"{self.person}, {self.school}"


class ApplicationArea(AllianceOwned):
    """An area applied for, and what was decided on it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    phases = models.JSONField(default=list)
    years = models.PositiveSmallIntegerField(default=2)
    is_main = models.BooleanField(default=False)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True, help_text="Empty until prepared.")
    terms = models.CharField(max_length=300, blank=True, help_text="The condition, the support, or the round.")
    due_on = models.DateField(null=True, blank=True, help_text="By when the condition, or the support, is to be met.")
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, help_text="Why not, or not yet.")

    class Meta:
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "area"], name="area_once_an_application"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="area_outcome_known"),
            models.CheckConstraint(condition=Q(reason__in=["", *Reason.values]), name="area_reason_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["with_support", "with_condition", "defer"]) & ~Q(terms="")
                | ~Q(outcome__in=["with_support", "with_condition", "defer"]) & Q(terms=""),
                name="area_outcome_names_its_terms",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["with_support", "with_condition"], due_on__isnull=False)
                | ~Q(outcome__in=["with_support", "with_condition"]) & Q(due_on__isnull=True),
                name="area_terms_have_their_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["defer", "unsuccessful", "ineligible"]) & ~Q(reason="")
                | ~Q(outcome__in=["defer", "unsuccessful", "ineligible"]) & Q(reason=""),
                name="every_no_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.area)
