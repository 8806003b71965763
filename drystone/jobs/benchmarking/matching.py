"""Candidates for one request: of an ordinary area, and of one that every leader of the alliance holds."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.brokering import candidates, ranking, ticks
from drystone.brokering.models import SupportRequest
from drystone.register.models import Area, DesignatedArea, Designation

from .building import save
from .measuring import page
from .work import sheets_of

Scene = tuple[str, Callable[[], Any]]
CODE = "held-by-all"


def for_office(office: Client, alliance: Alliance, at: datetime) -> Iterator[Scene]:
    """The page, the list by itself, and the list where nothing is in memory yet."""
    on = at.date()
    held_by_all(alliance)
    ticks.forget(at=at)  # as the clock does, once a day
    for area in (ordinary(alliance), held_by_all(alliance)):
        asked, many = (
            request_for(alliance, area, at),
            DesignatedArea.objects.filter(alliance=alliance, area=area).count(),
        )
        yield f"candidates, {many:,} holders", page(office, reverse("office-candidates", args=[asked.pk]))
        yield f"job: ranking {many:,} holders", partial(candidates.rank, asked, on=on)
        yield f"job: ranking {many:,} holders, nothing in memory", partial(anew, asked, on)


def anew(asked: SupportRequest, on: date) -> list[int]:
    return ranking.anew(asked, on=on).order


def ordinary(alliance: Alliance) -> Area:
    row = DesignatedArea.objects.filter(alliance=alliance).exclude(area__code=CODE).select_related("area")
    return row.order_by("pk")[0].area


def held_by_all(alliance: Alliance) -> Area:
    area, _ = Area.objects.get_or_create(code=CODE, alliance=alliance, defaults={"name": "What everybody holds"})
    without = Designation.objects.filter(alliance=alliance).exclude(areas__area=area).order_by("pk")
    fields: dict[str, Any] = {"alliance": alliance, "area": area, "phases": ["primary"]}
    save(DesignatedArea, (DesignatedArea(designation=d, level=d.pk % 3 + 1, **fields) for d in without))
    return area


def request_for(alliance: Alliance, area: Area, at: datetime) -> SupportRequest:
    """A request for three days of this term, of a school in the midst of the others."""
    known = SupportRequest.objects.filter(alliance=alliance, area=area, need=CODE)
    if not known:
        like = SupportRequest.objects.filter(alliance=alliance, state="accepted").order_by("pk")[0]
        like.pk, like.area, like.need, like.half_days = None, area, CODE, 6
        (like.sheet,) = save(type(like.sheet), sheets_of("support_request", [alliance.pk], at, sealed=True))
        like.save(force_insert=True)
    return known.select_related("school", "alliance", "area")[0]
