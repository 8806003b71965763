"""A school's call for help, and what only the broker reads of it."""

from datetime import date, timedelta

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area
from drystone.register.phases import Phase
from drystone.schools.models import Organisation

from .reasons import REASONS
from .support_plan import SupportPlan

MOST_HALF_DAYS = 120


class RequestState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SCOPING = "scoping", "Being scoped"
    ACCEPTED = "accepted", "Accepted"
    WAITING = "waiting", "Waiting"
    REDIRECTED = "redirected", "Redirected"
    DECLINED = "declined", "Declined"
    MERGED = "merged", "Merged with another request"
    WITHDRAWN = "withdrawn", "Withdrawn"
    MET = "met", "Met"
    UNMET = "closed_unmet", "Closed unmet"


STILL_OPEN = (RequestState.SUBMITTED, RequestState.SCOPING, RequestState.ACCEPTED, RequestState.WAITING)


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, person: Person, *, on) -> "SupportRequestQuerySet":
        """The office's; those she wrote; once they are sent, those of a school she heads or is named to head, and
        those her authority, trust or diocese commissioned."""
        sent = (
            Q(head=person)
            | access.rows_at(person, "school", Role.HEAD)
            | access.rows_at(person, "commissioner", Role.COMMISSIONER)
        )
        hers = Q(contact=person) | Q(commissioned_by=person)
        return self.filter(Q(alliance_id__in=access.office_of(person)) | hers | Q(submitted_at__isnull=False) & sent)

    def being_written(self) -> "SupportRequestQuerySet":
        return self.filter(state=RequestState.DRAFT)

    def with_next_step(self) -> "SupportRequestQuerySet":
        """With what says whose turn it is, in as many queries for a page as for one."""
        names = ("Offer", "Enquiry", "Borrowing")
        offers, enquiries, borrowings = (apps.get_model("brokering", name)._default_manager for name in names)
        steps = (
            models.Prefetch("offers", offers.select_related("designation__person")),
            models.Prefetch("enquiries", enquiries.select_related("designation__person", "asked")),
            models.Prefetch("borrowings", borrowings.select_related("lender", "leader")),
        )
        return self.select_related("school", "area", "contact").prefetch_related(*steps)


class SupportRequest(AllianceOwned, Lived):
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_requests")
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="support_requests")
    commissioner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The body that asks for it: an authority, a trust, a diocese.",
    )
    commissioned_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who asked for that body."
    )
    head = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The headteacher as named, where the contact is somebody else.",
    )
    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")
    state = models.CharField(max_length=14, choices=RequestState.choices, default=RequestState.DRAFT)
    sheet = models.OneToOneField(AnswerSheet, on_delete=models.PROTECT, related_name="+")
    rest = models.OneToOneField(
        AnswerSheet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The whole form, written down after a call for help.",
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Taken from the answers at submission, corrected at triage.
    need = models.TextField(blank=True, help_text="A summary that an enquiry may show.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    phase = models.CharField(max_length=14, choices=Phase.choices, blank=True)
    half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    urgency = models.CharField(max_length=10, blank=True, help_text="As asked, by key of the form.")
    after_inspection = models.BooleanField(default=False, help_text="An inspection report is among its reasons.")
    # As reckoned (`priority.py`), or as the office set it, with its reason in a row apart.
    priority = models.PositiveSmallIntegerField(default=3, help_text="1 is most urgent, 4 least.")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ask_again_on = models.DateField(null=True, blank=True, help_text="While it waits; and once the day has come.")
    in_touch_at = models.DateTimeField(null=True, blank=True, help_text="When the leader had spoken to the school.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    reason_code = models.CharField(max_length=40, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        ordering = ["priority", "submitted_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=4), name="priority_one_to_four"),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="request_submitted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "met"]) | Q(area__isnull=False, half_days__gte=1),
                name="accepted_request_names_area_and_days",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "redirected", "closed_unmet"]) | ~Q(reason_code=""),
                name="request_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="merged_request_says_with_which"
            ),
            models.CheckConstraint(
                condition=Q(half_days__isnull=True) | Q(half_days__gte=1, half_days__lte=MOST_HALF_DAYS),
                name="request_half_days_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="request_runs_forward",
            ),
        ]
        indexes = [models.Index(fields=["alliance", "state", "priority", "submitted_at"], name="request_queue")]

    def __str__(self) -> str:
        return f"request of {self.school}"

    @property
    def is_looked_at_again(self) -> bool:
        """It is back in the queue because the day on which the office wanted to look again has come."""
        return self.state == RequestState.SUBMITTED and self.ask_again_on is not None

    @property
    def reason(self) -> str:
        """Why it ended without help, in words."""
        kinds = REASONS.get(self.state)
        return dict(kinds.choices).get(self.reason_code, self.reason_code) if kinds else ""

    @property
    def writing(self) -> AnswerSheet | None:
        """The form that is being filled in for it: a draft's own, or the rest after a call; none once it is sent."""
        if self.state == RequestState.DRAFT:
            return self.sheet
        return self.rest if self.state in STILL_OPEN and self.rest and not self.rest.is_sealed else None

    def period(self, on: date) -> tuple[date, date]:
        """When the work would run; three months from a day where the school left it open."""
        starts = self.from_on or on
        return starts, self.until_on or max(starts, on) + timedelta(days=90)


class Confidence(AllianceOwned):
    """What a school told the broker alone: a row apart."""

    request = models.OneToOneField(SupportRequest, on_delete=models.CASCADE, related_name="confidence")
    author = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who told it."
    )
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"in confidence: {self.request}"
