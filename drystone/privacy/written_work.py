"""What people wrote about deployments is erased when its time is over."""

from collections.abc import Callable
from datetime import datetime

from drystone.deployment import forgetting
from drystone.people.models import Person

from . import retention
from .models import DataRequest

FORGET: dict[str, Callable[..., int]] = {
    "visit": forgetting.forget_visits,
    "evaluation": forgetting.forget_evaluations,
    "agreement": forgetting.forget_words,
    "concern": forgetting.forget_concerns,
    "reading": forgetting.forget_readings,
}


def erase(*, at: datetime) -> int:
    """In each alliance after its own periods, or the usual ones; in how many cases something was erased."""
    erased = 0
    for kind, forget in FORGET.items():
        for alliance, day in retention.over(kind, at=at):
            waiting = DataRequest.objects.filter(alliance=alliance, answered_at__isnull=True)
            asking = Person.objects.filter(pk__in=waiting.values("person"))
            erased += forget(alliance, before=day, asking=asking, at=at)
    return erased
