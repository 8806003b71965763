"""A deployment: one leader at one school. Its agreement has versions; each party consents to a version."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from drystone.alliances.models import AllianceOwned
from drystone.brokering.models import SupportRequest
from drystone.documents.models import Paper
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person, Signature
from drystone.people.roles import Role
from drystone.register.models import Designation
from drystone.schools.models import Organisation


class DeploymentState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREEING = "agreeing", "Being agreed"
    AGREED = "agreed", "Agreed"
    UNDER_WAY = "under_way", "Under way"
    EVALUATION_DUE = "evaluation_due", "Evaluation due"
    CLOSED = "closed", "Closed"
    REFUSED = "refused", "Refused"
    CANCELLED = "cancelled", "Cancelled"
    STOPPED = "stopped_early", "Stopped early"
    HANDED_OVER = "handed_over", "Handed over"


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def visible_to(self, person: Person, *, on) -> "DeploymentQuerySet":
        """The office's; the leader's own; those of which she is a party to an agreement, or heads a school of.

        A payer is none of these: she reads the cost and no more, on her own page.
        """
        receiving = access.rows_at(person, "receiving_school", Role.HEAD)
        party = Consent.objects.filter(person=person).exclude(party=Consent.Party.PAYER)
        return self.filter(
            Q(alliance_id__in=access.office_of(person))
            | Q(leader=person)
            | access.rows_at(person, "home_school", Role.HEAD)
            | receiving & ~Q(state__in=["proposed", "refused"])
            | Q(pk__in=party.values("agreement__deployment"))
        )

    def with_next_step(self) -> "DeploymentQuerySet":
        """With what says whose turn it is, in as many queries for a page as for one."""
        reviews = apps.get_model("deployment", "Review")._default_manager
        steps = (
            "agreements",
            models.Prefetch("agreements__consents", Consent.objects.select_related("person")),
            "visits",
            models.Prefetch("reviews", reviews.select_related("asked")),
        )
        return self.select_related("leader", "home_school", "receiving_school", "request__area").prefetch_related(
            *steps
        )


class Deployment(AllianceOwned, Lived):
    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="deployments")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="deployments")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deployments")
    home_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiving_school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=DeploymentState.choices, default=DeploymentState.PROPOSED)
    supported = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The colleague helped.",
    )
    supported_role = models.CharField(max_length=120, blank=True)
    hands_over_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="took_over_from"
    )

    objects = DeploymentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DeploymentState.values), name="deployment_state_known"),
            models.CheckConstraint(
                condition=~Q(home_school=F("receiving_school")), name="nobody_is_deployed_to_her_own_school"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["proposed", "agreeing", "agreed", "under_way", "evaluation_due"]),
                name="one_living_deployment_a_request",
            ),
        ]
        indexes = [
            models.Index(fields=["alliance", "state", "id"], name="deployment_by_state"),
            models.Index(fields=["leader", "state"], name="deployment_by_leader"),
            models.Index(fields=["home_school", "state"], name="deployment_by_home"),
            models.Index(fields=["receiving_school", "state"], name="deployment_by_receiving"),
        ]

    def __str__(self) -> str:
        return f"{self.leader} at {self.receiving_school}"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person, *, on) -> "AgreementQuerySet":
        """The office's, and those to which she is a party; a payer reads the cost and no more, on her own page."""
        party = Consent.objects.filter(person=person).exclude(party=Consent.Party.PAYER)
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(pk__in=party.values("agreement")))


class Agreement(AllianceOwned):
    """One version of what the parties agree to. A changed term makes the next version."""

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    half_days = models.PositiveSmallIntegerField()
    kinds = models.JSONField(default=list, help_text="Kinds of support, by key.")
    pattern = models.CharField(max_length=200, blank=True)
    # The rate card's row for this role on the day of drawing up, copied: a later change of rate changes nothing.
    charge_pence = models.PositiveIntegerField(help_text="Pence a day, charged to the payer.")
    reimbursement_pence = models.PositiveIntegerField(help_text="Pence a day, to the home school.")
    rate_role = models.CharField(max_length=20)
    vat_code = models.CharField(max_length=12, default="exempt")
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purchase_order = models.CharField(max_length=60, blank=True)
    terms = models.TextField(help_text="Cancellation, confidentiality, who sees what, safeguarding, changes.")
    drawn_up_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    answer_by = models.DateField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["deployment", "number"], name="one_agreement_a_number"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="agreement_runs_forward"),
            models.CheckConstraint(condition=Q(half_days__gte=1), name="agreement_of_a_half_day_or_more"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.number} of {self.deployment}"

    def history_about(self) -> Deployment:
        return self.deployment


class Objective(AllianceOwned):
    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="objectives")
    text = models.CharField(max_length=300)
    success = models.CharField(max_length=300, blank=True, help_text="How we will know.")
    since_agreement = models.PositiveSmallIntegerField(default=1)
    dropped_in = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class ConsentState(models.TextChoices):
    ASKED = "asked", "Asked"
    SEEN = "seen", "Seen"
    AGREED = "agreed", "Agreed"
    QUESTION = "question", "Asked a question"
    CHANGE = "change_proposed", "Proposed a change"
    REFUSED = "refused", "Refused"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, person: Person, *, on) -> "ConsentQuerySet":
        """The office's, and her own: what a party asked, and her side of the money, are no other party's."""
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(person=person))


class Consent(AllianceOwned, Lived):
    """One party's answer to one version of the agreement."""

    class Party(models.TextChoices):
        HOME = "home", "Home approver"
        LEADER = "leader", "System Leader"
        RECEIVING = "receiving", "Receiving head"
        ALLIANCE = "alliance", "Alliance"
        PAYER = "payer", "Payer"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="consents")
    party = models.CharField(max_length=10, choices=Party.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    state = models.CharField(max_length=16, choices=ConsentState.choices, default=ConsentState.ASKED)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_note = models.CharField(max_length=300, blank=True, help_text="Recorded on behalf: how she answered.")
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Untouched by the change.",
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="one_consent_a_party"),
            models.CheckConstraint(
                condition=~Q(state="agreed")
                | Q(signature__isnull=False)
                | Q(recorded_by__isnull=False) & ~Q(recorded_note="")
                | Q(carried_from__isnull=False),
                name="agreed_by_signature_or_on_record",
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="consent_by_person")]

    def __str__(self) -> str:
        return f"{self.get_party_display()} on {self.agreement}"

    def history_about(self) -> Deployment:
        return self.agreement.deployment


class ConsentWords(AllianceOwned):
    """A party's question, proposed change or private reason: a row apart. A reason is the office's alone."""

    class Kind(models.TextChoices):
        QUESTION = "question", "Question"
        CHANGE = "change", "Proposed change"
        REASON = "reason", "Private reason"
        ANSWER = "answer", "Answer"

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()
