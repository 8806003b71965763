"""What the parties to a deployment agree to: an agreement has versions, and each party consents to a version."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from drystone.alliances.models import AllianceOwned
from drystone.documents.models import Paper
from drystone.groups.models import Kept
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person, Signature
from drystone.schools.models import Organisation

from .deployment import Deployment, DeploymentState
from .price import Flow, Unit, VatCode


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person, *, on) -> "AgreementQuerySet":
        """The office's, and those to which she is a party; a payer reads the cost and no more, on her own page."""
        party = Consent.objects.filter(person=person).exclude(party=Consent.Party.PAYER)
        return self.filter(Q(alliance_id__in=access.office_of(person)) | Q(pk__in=party.values("agreement")))

    def being_agreed(self) -> "AgreementQuerySet":
        """The newest version of each agreement that is put to its parties; nobody waits for an overtaken one."""
        newer = Agreement.objects.filter(deployment=OuterRef("deployment"), number__gt=OuterRef("number"))
        rows = self.filter(deployment__state=DeploymentState.AGREEING).exclude(deployment__designation__state="ended")
        return rows.exclude(Exists(newer))


class Agreement(AllianceOwned):
    """One version of what the parties agree to. A changed term makes the next version."""

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    half_days = models.PositiveSmallIntegerField()
    kinds = models.JSONField(default=list, help_text="Kinds of support, by key.")
    pattern = models.CharField(max_length=200, blank=True)
    people = models.JSONField(default=list, help_text="Who is supported, by role.")
    named = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Only with a reason."
    )
    named_because = models.CharField(max_length=300, blank=True)
    # The rate card's row for this role on the day of drawing up, copied: a later change of rate changes nothing.
    charge_pence = models.PositiveIntegerField(help_text="Pence a unit, charged to the payer.")
    reimbursement_pence = models.PositiveIntegerField(help_text="Pence a unit, to the home school.")
    rate_role = models.CharField(max_length=20)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.DAY)
    flow = models.CharField(max_length=10, choices=Flow.choices, default=Flow.HUB)
    vat_code = models.CharField(max_length=12, choices=VatCode.choices, default=VatCode.EXEMPT)
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purchase_order = models.CharField(max_length=60, blank=True)
    cancellation = models.JSONField(default=list, help_text="Lines of notice, per cent charged, per cent reimbursed.")
    rearranged_within_days = models.PositiveSmallIntegerField(
        default=0, help_text="Moved late and further than this, a visit keeps its notice. 0: no such rule."
    )
    terms = models.JSONField(default=list, help_text="What else it says: pairs of section and words.")
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
            models.CheckConstraint(
                condition=Q(unit__in=Unit.values, flow__in=Flow.values, vat_code__in=VatCode.values),
                name="agreement_priced_as_known",
            ),
            models.CheckConstraint(
                condition=Q(flow__in=["hub", "grant"])
                | Q(flow="direct", charge_pence=F("reimbursement_pence"))
                | Q(flow="reimbursed", charge_pence=0)
                | Q(flow="nil", charge_pence=0, reimbursement_pence=0),
                name="agreement_money_goes_as_it_says",
            ),
            models.CheckConstraint(
                condition=Q(named__isnull=True, named_because="") | Q(named__isnull=False) & ~Q(named_because=""),
                name="agreement_names_a_colleague_only_with_a_reason",
            ),
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

    def being_agreed(self) -> "ConsentQuerySet":
        """The parties to a version that is put to them now; asked of each by itself, not of all there are anywhere."""
        return self.filter(Exists(Agreement.objects.being_agreed().filter(pk=OuterRef("agreement"))))


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


class ConsentProof(AllianceOwned, Kept):
    """What shows how a party answered that was recorded for her: her letter, an e-mail, a note of the call."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="proof")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(file=""), name="proof_is_a_file")]


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
    proposed = models.JSONField(default=dict, help_text="Of a proposed change: the terms as she would have them.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()
