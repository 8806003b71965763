"""Reads across the models of deployment."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from drystone.questions.models import Answer

from .models import Agreement, Consent, ConsentWords, Deployment, Review, Visit, VisitState

MORE_THAN_EVER = 30_000  # half-days


def read_whole(deployment: Deployment) -> None:
    """Reads all that its page shows, in four queries: versions with their parties, visits, reviews."""
    about = ("person", "signature", "recorded_by", "carried_from__agreement", "carried_from__signature")
    parties = Consent.objects.select_related(*about)
    versions = Agreement.objects.select_related("payer", "paper").prefetch_related(Prefetch("consents", parties))
    prefetch_related_objects(
        [deployment],
        Prefetch("agreements", versions),
        Prefetch("visits", Visit.objects.select_related("record", "evaluation")),
        Prefetch("reviews", Review.objects.select_related("asked")),
    )


def in_force(deployment: str) -> QuerySet[Agreement]:
    """For a subquery: the versions to which every party has agreed, the newest first."""
    parties = Consent.objects.filter(agreement=OuterRef("pk")).order_by()
    versions = Agreement.objects.filter(Exists(parties), deployment=OuterRef(deployment))
    return versions.exclude(Exists(parties.exclude(state="agreed"))).order_by("-number")


def all_used() -> Q:
    """Of deployments those of which every agreed half-day was delivered."""
    held = Visit.objects.filter(deployment=OuterRef("pk"), state=VisitState.HELD).order_by().values("deployment")
    delivered = Coalesce(Subquery(held.annotate(sum=Sum("half_days")).values("sum")), 0)
    agreed = Coalesce(Subquery(in_force("pk").values("half_days")[:1]), MORE_THAN_EVER)
    return Q(GreaterThanOrEqual(delivered, agreed))


def days(deployment: Deployment, agreed: int) -> dict[str, int]:
    """Half-days: agreed, planned, delivered, left."""
    visits = list(deployment.visits.all())
    planned = sum(visit.half_days for visit in visits if visit.state == VisitState.PLANNED)
    held = sum(visit.half_days for visit in visits if visit.state == VisitState.HELD)
    return {"agreed": agreed, "planned": planned, "delivered": held, "left": agreed - planned - held}


def would_have_again(alliance_id: int, leaders: Iterable[int]) -> dict[int, list[str]]:
    """Of each of these people what schools said at the end, whether they would have her again; one query."""
    said = Answer.objects.filter(sheet=OuterRef("sheet"), key="use_again").values("value")[:1]
    rows = Review.objects.filter(alliance_id=alliance_id, kind=Review.Kind.DEPLOYMENT, state="given")
    rows = rows.filter(deployment__leader__in=list(leaders)).order_by().annotate(again=Subquery(said))
    rows = rows.exclude(again=None)  # of work that did not take place nobody says so
    found: dict[int, list[str]] = {}
    for leader, again in rows.values_list("deployment__leader", "again"):
        found.setdefault(leader, []).append(again or "")
    return found


def reason(consent: Consent) -> ConsentWords | None:
    """The private reason of a refusal: the office's alone, each look written down."""
    return consent.words.filter(kind=ConsentWords.Kind.REASON).first()


def versions_of(agreement: Agreement) -> list[Agreement]:
    """Every version of it, the newest first, each with the deployment at hand; two queries."""
    deployment = agreement.deployment
    prefetch_related_objects([deployment], "objectives")
    rows = list(deployment.agreements.select_related("payer", "named"))
    for row in rows:
        row.deployment = deployment
    return rows


def with_words(agreement: Agreement) -> list[Consent]:
    """Its parties, each with what she and the office wrote to each other, never a private reason; two queries."""
    words = Prefetch("words", ConsentWords.objects.exclude(kind=ConsentWords.Kind.REASON).select_related("by"))
    about = ("person", "signature", "recorded_by", "proof", "carried_from__agreement")
    return list(agreement.consents.select_related(*about).prefetch_related(words))
