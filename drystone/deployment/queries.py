"""Reads across the models of deployment."""

from collections.abc import Iterable

from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects

from drystone.questions.models import Answer

from .models import Agreement, Consent, ConsentWords, Deployment, Review, Visit, VisitState


def read_whole(deployment: Deployment) -> None:
    """Reads all that its page shows, in five queries: versions with parties and their words, visits, reviews."""
    words = Prefetch("words", ConsentWords.objects.exclude(kind=ConsentWords.Kind.REASON).select_related("by"))
    parties = Consent.objects.select_related("person", "signature", "recorded_by").prefetch_related(words)
    versions = Agreement.objects.select_related("payer", "paper").prefetch_related(Prefetch("consents", parties))
    prefetch_related_objects(
        [deployment],
        Prefetch("agreements", versions),
        Prefetch("visits", Visit.objects.select_related("record", "evaluation")),
        Prefetch("reviews", Review.objects.select_related("asked")),
    )


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
    found: dict[int, list[str]] = {}
    for leader, again in rows.values_list("deployment__leader", "again"):
        found.setdefault(leader, []).append(again or "")
    return found


def reason(consent: Consent) -> ConsentWords | None:
    """The private reason of a refusal: the office's alone, each look written down."""
    return consent.words.filter(kind=ConsentWords.Kind.REASON).first()
