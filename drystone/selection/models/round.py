"""A round: a window for applications. Whether it is open is asked for a moment, never stored."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.register.models import Area

MOST_GRACE = 7 * 24


class RoundState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, person: Person | None, *, on) -> "RoundQuerySet":
        """Published rounds are everybody's, while their alliance is not suspended; drafts are the office's. A round of
        renewals is theirs whose designation ends in it, and the office's."""
        published = Q(state=RoundState.PUBLISHED, alliance__suspended_on__isnull=True)
        public = published & Q(renewing_from=None)
        if person is None:
            return self.filter(public)
        theirs = self.model.objects.filter(renewals__designation__person=person).order_by().values("pk")
        return self.filter(public | published & Q(pk__in=theirs) | Q(alliance_id__in=access.office_of(person)))

    def for_newcomers(self) -> "RoundQuerySet":
        """Those for whoever would like to become a System Leader; not for those who are one and go on."""
        return self.filter(renewing_from=None)

    def open_at(self, at: datetime) -> "RoundQuerySet":
        """Those in which anybody may apply at a moment."""
        return self.for_newcomers().filter(state=RoundState.PUBLISHED, opens_at__lte=at, closes_at__gt=at)


class Round(AllianceOwned, Lived):
    class Scale(models.TextChoices):
        RAG = "rag", "Red, amber, green"
        FOUR = "four", "0 to 4"

    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    references_close_at = models.DateTimeField()
    shortlist_by = models.DateField()
    interviews_from = models.DateField()
    interviews_to = models.DateField()
    decisions_by = models.DateField()
    induction_on = models.DateField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True, help_text="When its decisions are released by the clock.")
    scale = models.CharField(max_length=4, choices=Scale.choices, default=Scale.RAG)
    second_reference = models.BooleanField(default=False)
    applicant_may_see_reference = models.BooleanField(default=False)
    referees_read_application = models.BooleanField(default=False)
    members_only = models.BooleanField(default=False)
    blind = models.BooleanField(
        default=False, help_text="Assessors see neither names nor schools until an application is shortlisted or not."
    )
    weights = models.JSONField(
        default=dict, blank=True, help_text="How often each criterion counts, by its key; once where nothing is said."
    )
    areas_limit = models.PositiveSmallIntegerField(default=3)
    priority_areas = models.ManyToManyField(Area, blank=True, related_name="+")
    renewing_from = models.DateField(
        null=True, blank=True, help_text="Of a round of renewals: it is for designations that end from this day"
    )
    renewing_to = models.DateField(null=True, blank=True, help_text="to this one.")
    grace_hours = models.PositiveSmallIntegerField(default=0, help_text="How late an application is still taken.")
    # Asked of everybody before she applies, after the form's own: [wording, the kind word to a no], ...
    own_questions = models.JSONField(default=list, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(references_close_at__gte=F("closes_at")),
                name="references_close_with_or_after_the_round",
            ),
            models.CheckConstraint(
                condition=Q(interviews_to__gte=F("interviews_from")), name="interview_window_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(decisions_by__gte=F("interviews_to")), name="decisions_after_interviews"
            ),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
            models.CheckConstraint(condition=Q(grace_hours__lte=MOST_GRACE), name="a_grace_of_a_week_at_most"),
            models.CheckConstraint(
                condition=Q(renewing_from__isnull=True, renewing_to__isnull=True)
                | Q(renewing_to__gte=F("renewing_from"), blind=False, members_only=False),
                name="renewals_of_whoever_ends_then",
            ),
            models.UniqueConstraint(
                fields=["alliance", "renewing_from"],
                condition=Q(renewing_from__isnull=False),
                name="one_round_of_renewals_a_term",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_of_renewals(self) -> bool:
        """Whether it is for those who are System Leaders and would like to go on."""
        return self.renewing_from is not None

    def is_open(self, at: datetime) -> bool:
        return self.state == RoundState.PUBLISHED and self.opens_at <= at < self.closes_at

    @property
    def taken_until(self) -> datetime:
        """The moment from which nothing is taken any more: the deadline, or the end of the grace after it."""
        return self.closes_at + timedelta(hours=self.grace_hours)


class Target(AllianceOwned):
    """How many leaders a round hopes to find in an area."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="targets")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["area__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "area"], name="one_target_an_area"),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_target_is_one_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.number} for {self.area}"


class Extension(AllianceOwned):
    """A later deadline for one person, with the reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="extensions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_extension_a_person")]

    def __str__(self) -> str:
        return f"{self.person} until {self.until}"


class InterestQuerySet(models.QuerySet["Interest"]):
    def visible_to(self, person: Person, *, on) -> "InterestQuerySet":
        """The office's alone: whoever asked has no account."""
        return self.filter(alliance_id__in=access.office_of(person))


class Interest(AllianceOwned):
    """Somebody who is interested in the role, and asked to be told when the next round opens."""

    name = models.CharField(max_length=200)
    address = models.EmailField()
    school = models.CharField(max_length=200, blank=True, help_text="As typed.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "address"],
                condition=Q(told_at__isnull=True),
                name="one_waiting_interest_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.name
