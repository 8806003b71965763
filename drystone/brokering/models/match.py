"""Finding the person: enquiries to a home head and then to the leader, the shortlist, the choice."""

from datetime import datetime, time

from django.db import models
from django.db.models import Q

from drystone.alliances.calendar import LONDON
from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Designation

from .request import SupportRequest

OVER_AT = time(18)  # of the last day to answer, by London's clock
KEPT = "brokering.offer"  # half-days promised for a choice that is to be made, or to become an agreement


class EnquiryState(models.TextChoices):
    ASKED = "asked", "Asked"
    YES = "yes", "Yes"
    NOT_NOW = "not_now", "Not now"
    NO = "no", "No"
    EXPIRED = "expired", "Expired"
    STOOD_DOWN = "stood_down", "Stood down"


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, person: Person, *, on) -> "EnquiryQuerySet":
        """The office's and those put to her; never the receiving school's."""
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(asked=person))


class Enquiry(AllianceOwned, Lived):
    """Might she be released? Might she? Two rows: the home approver's first, then the leader's."""

    class Step(models.TextChoices):
        HOME = "home", "Home approver"
        LEADER = "leader", "System Leader"

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="enquiries")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="enquiries")
    step = models.CharField(max_length=6, choices=Step.choices)
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    state = models.CharField(max_length=10, choices=EnquiryState.choices, default=EnquiryState.ASKED)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    ask_after = models.DateField(null=True, blank=True, help_text="Not now: ask again after this day.")
    call_wanted_at = models.DateTimeField(null=True, blank=True, help_text="Since when they would like to be rung.")
    call_number = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "enquiries"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "designation", "step"],
                condition=Q(state__in=["asked", "yes"]),
                name="one_living_enquiry_a_step",
            ),
            models.CheckConstraint(condition=Q(state__in=EnquiryState.values), name="enquiry_state_known"),
        ]
        indexes = [models.Index(fields=["state", "answer_by"], name="enquiry_by_answer_day")]

    def __str__(self) -> str:
        return f"enquiry to {self.asked}"

    @property
    def runs_out_at(self) -> datetime:
        return datetime.combine(self.answer_by, OVER_AT, LONDON)

    def history_about(self) -> SupportRequest:
        return self.request


class EnquiryReason(AllianceOwned):
    """Why not: given freely, private, a row apart. The receiving school never reads it; nobody is judged by it."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of {self.enquiry}"


class LateAnswerQuerySet(models.QuerySet["LateAnswer"]):
    def visible_to(self, person: Person, *, on) -> "LateAnswerQuerySet":
        """The office's alone."""
        return self.filter(alliance_id__in=access.office_of(person))


class LateAnswer(AllianceOwned):
    """What somebody answered when it no longer counted: kept for the office, which alone reads it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="late_answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=EnquiryState.choices)
    ask_after = models.DateField(null=True, blank=True)
    call_number = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    seen_to_at = models.DateTimeField(null=True, blank=True)

    objects = LateAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["asked", "yes", "not_now", "no"]), name="late_answer_is_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"late answer to {self.enquiry}"

    def history_about(self) -> SupportRequest:
        return self.enquiry.request


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, person: Person, *, on) -> "OfferQuerySet":
        """The office's. A school reads of them on its own page, by its request."""
        return self.filter(alliance_id__in=access.office_of(person))


class Offer(AllianceOwned, Lived):
    """One leader on the shortlist that the receiving head sees; she chooses one."""

    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        CHOSEN = "chosen", "Chosen"
        NOT_CHOSEN = "not_chosen", "Not chosen"
        STOOD_DOWN = "stood_down", "Stood down"

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="offers")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    because = models.CharField(max_length=300, help_text="What the receiving head reads: why this leader.")
    is_nameless = models.BooleanField(default=False, help_text="Name and home school are read after the choice.")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "designation"],
                condition=Q(state__in=["offered", "chosen"]),
                name="offered_once",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state="chosen"), name="one_leader_chosen_a_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.designation.person} for {self.request}"

    def history_about(self) -> SupportRequest:
        return self.request
