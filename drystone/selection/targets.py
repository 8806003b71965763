"""What a round hopes for: how many leaders in each area, beside how many applied, were shortlisted and were chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person
from drystone.register.answers import offered
from drystone.register.models import Area

from .models import DESIGNATING, ApplicationArea, ApplicationState, Round, Target

A = ApplicationState
SENT_IN = ~Q(application__state__in=(A.DRAFT, A.WITHDRAWN))
SHORTLISTED = Q(application__state__in=(A.SHORTLISTED, A.INTERVIEWED)) | Q(
    application__state=A.DECIDED, application__interview__isnull=False
)
CHOSEN = Q(application__state=A.DECIDED, outcome__in=DESIGNATING)


@dataclass(frozen=True)
class Line:
    """One area of a round."""

    area: Area
    needed_most: bool
    hoped_for: int | None
    applied: int
    shortlisted: int
    chosen: int


@transaction.atomic
def aim(round_: Round, numbers: Mapping[Area, int], *, by: Person, at: datetime) -> Round:
    """The manager says how many leaders the round hopes for in each area; an area without a number has none."""
    if not manager(by, round_):
        raise NotAllowed(f"{by} may not change the rounds of {round_.alliance}")
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    wanted = {area.pk: number for area, number in numbers.items() if number}
    if dict(locked.targets.values_list("area", "number")) != wanted:
        locked.targets.all().delete()
        Target.objects.bulk_create(
            Target(alliance_id=locked.alliance_id, round=locked, area_id=area, number=number)
            for area, number in wanted.items()
        )
        events.record(locked, "aims", by=by, at=at, areas=len(wanted), leaders=sum(wanted.values()))
    return locked


def take_over(round_: Round, like: Round) -> None:
    """A round copied for another year hopes for as many again, in the areas that are still offered."""
    standing = like.targets.filter(area__in=offered(round_.alliance_id))
    Target.objects.bulk_create(
        Target(alliance_id=round_.alliance_id, round=round_, area_id=each.area_id, number=each.number)
        for each in standing
    )


def lines(round_: Round) -> list[Line]:
    """Each area that is needed most, hoped for or applied for, by its name. Four queries, however many applied."""
    most = set(round_.priority_areas.values_list("pk", flat=True))
    hoped = dict(round_.targets.values_list("area", "number"))
    rows = ApplicationArea.objects.filter(application__round=round_).order_by()
    counts: dict[int, Any] = {
        row["area"]: row
        for row in rows.values("area").annotate(
            applied=Count("pk", filter=SENT_IN),
            shortlisted=Count("pk", filter=SHORTLISTED),
            chosen=Count("pk", filter=CHOSEN),
        )
    }
    nobody = {"applied": 0, "shortlisted": 0, "chosen": 0}
    areas = Area.objects.filter(pk__in=most | hoped.keys() | counts.keys())
    return [line(area, area.pk in most, hoped.get(area.pk), counts.get(area.pk, nobody)) for area in areas]


def line(area: Area, needed_most: bool, hoped_for: int | None, counts: Mapping[str, int]) -> Line:
    return Line(area, needed_most, hoped_for, counts["applied"], counts["shortlisted"], counts["chosen"])
