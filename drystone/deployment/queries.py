"""Reads across the models of deployment."""

from django.db.models import Prefetch, prefetch_related_objects

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


def reason(consent: Consent) -> ConsentWords | None:
    """The private reason of a refusal: the office's alone, each look written down."""
    return consent.words.filter(kind=ConsentWords.Kind.REASON).first()
