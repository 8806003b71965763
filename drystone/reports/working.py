"""What of the life of deployments only the office can move on: to be finished, handed over, gone on with."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.deployment import queries
from drystone.deployment.concerns import OPEN
from drystone.deployment.models import Concern, Deployment, Pause, Review
from drystone.people.models import Person

from .parts import part


def working(alliance: Alliance, at: datetime) -> list[Any]:
    theirs: dict[str, Any] = {"alliance": alliance}
    named = {"who": "leader__name", "where": "receiving_school__name"}
    agreed = Deployment.objects.filter(**theirs, state__in=["agreeing", "agreed", "under_way", "paused"])
    moved = agreed.exclude(home_school=F("designation__home_school")).filter(designation__moved_on__isnull=False)
    idle = Deployment.objects.filter(**theirs, state="under_way").exclude(visits__state="planned")
    rest = Pause.objects.open().filter(**theirs, until__lte=localdate(at))
    of_work = {"pk": "deployment_id", **{name: f"deployment__{column}" for name, column in named.items()}}
    return [
        part("leader-moved", moved, **named, since="designation__moved_on"),
        part("deployment-to-finish", idle.filter(queries.all_used()), **named),
        part("deployment-to-plan-or-finish", idle.exclude(queries.all_used()), **named),
        part("work-pause-over", rest, **of_work, since="until"),
    ]


def evaluating(alliance: Alliance, at: datetime) -> list[Any]:
    """What a school has not said at the end, and what the office closes: there something is missing."""
    reviews = Review.objects.filter(alliance=alliance, kind=Review.Kind.DEPLOYMENT)
    late = reviews.filter(state__in=["due", "draft"], due_on__lt=at)
    settled = reviews.filter(deployment=OuterRef("pk"), state__in=["given", "not_needed"])
    to_close = Deployment.objects.filter(Exists(settled), alliance=alliance, state="evaluation_due")
    whose = {"who": "asked__name", "where": "deployment__receiving_school__name"}
    return [
        part("evaluation-late", late, pk="deployment_id", **whose),
        part("deployment-to-close", to_close, who="leader__name", where="receiving_school__name"),
    ]


def confided(reader: Person, alliance: Alliance | None = None) -> Any:
    """Concerns that are not closed, of one alliance or of all, for one of the few who read each of them. The line says
    neither what one is about nor whom."""
    open_ones = Concern.objects.visible_to(reader, on=reader.on).filter(state__in=OPEN)
    return part("concern-open", open_ones.filter(alliance=alliance) if alliance else open_ones, since="raised_at")
