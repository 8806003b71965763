"""A deployment: one leader at one school."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from drystone.alliances.models import AllianceOwned
from drystone.brokering.models import SupportRequest
from drystone.lifecycle import Lived
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register.models import Designation
from drystone.schools.models import Organisation


class DeploymentState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREEING = "agreeing", "Being agreed"
    AGREED = "agreed", "Agreed"
    UNDER_WAY = "under_way", "Under way"
    PAUSED = "paused", "Paused"
    EVALUATION_DUE = "evaluation_due", "Evaluation due"
    CLOSED = "closed", "Closed"
    REFUSED = "refused", "Refused"
    CANCELLED = "cancelled", "Cancelled"
    STOPPED = "stopped_early", "Stopped early"
    HANDED_OVER = "handed_over", "Handed over"


LIVING = (
    DeploymentState.PROPOSED,
    DeploymentState.AGREEING,
    DeploymentState.AGREED,
    DeploymentState.UNDER_WAY,
    DeploymentState.PAUSED,
    DeploymentState.EVALUATION_DUE,
)


def of(model: str) -> models.Manager:
    """The rows of a model of this room that is defined after this one."""
    return apps.get_model("deployment", model)._default_manager


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def visible_to(self, person: Person, *, on) -> "DeploymentQuerySet":
        """The office's; the leader's own; those of which she is a party to an agreement, or heads a school of.

        A payer is none of these: she reads the cost and no more, on her own page.
        """
        receiving = access.rows_at(person, "receiving_school", Role.HEAD)
        party = of("Consent").filter(person=person).exclude(party="payer")
        return self.filter(
            Q(alliance_id__in=access.office_of(person))
            | Q(leader=person)
            | access.rows_at(person, "home_school", Role.HEAD)
            | receiving & ~Q(state__in=["proposed", "refused"])
            | Q(pk__in=party.values("agreement__deployment"))
        )

    def with_next_step(self) -> "DeploymentQuerySet":
        """With what says whose turn it is, in as many queries for a page as for one."""
        steps = (
            "agreements",
            models.Prefetch("agreements__consents", of("Consent").select_related("person")),
            "visits",
            models.Prefetch("reviews", of("Review").select_related("asked")),
        )
        rests = of("Pause").filter(deployment=models.OuterRef("pk"), ended_on__isnull=True)
        rows = self.annotate(paused_until=models.Subquery(rests.values("until")[:1]))
        return rows.select_related("leader", "home_school", "receiving_school", "request__area").prefetch_related(
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
    shows_evaluations = models.BooleanField(
        default=False, help_text="Whoever takes the work over reads its visit evaluations, too."
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
                condition=Q(state__in=[state.value for state in LIVING]),
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

    @cached_property
    def of_same_request(self) -> list["Deployment"]:
        """All that was ever made of its request, this one among it."""
        rows = Deployment.objects.filter(request=self.request_id)
        return list(rows.select_related("leader", "home_school"))

    def hold_still(self) -> None:
        """Locked until the transaction ends, and as it is now."""
        Deployment.objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db(fields=["state", "state_since"])
