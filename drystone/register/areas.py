"""Areas of expertise as an alliance offers them: its own ones, those it sets aside, how they are grouped on pages."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import slugify
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.access import alliances_as
from drystone.people.models import Person
from drystone.people.roles import MANAGES

from .models import Area, AreaPlace, Grouping, SetAside, ShownGrouping

ELSEWHERE = "Other areas"
Grouped = dict[str, list[Any]]
Choices = list[tuple[str, list[tuple[str, str]]]]


@transaction.atomic
def add(alliance: Alliance, name: str, *, group: str = "", by: Person, at: datetime) -> Area:
    """The alliance has an area of its own from now on, which stands in a group of the grouping that it shows.

    Raises Refused where an area of that name is there already. Pressed twice, it is one area.
    """
    locked(alliance, by)
    name = " ".join(name.split())
    there = named(alliance, name).first()
    if there and (there.alliance_id != alliance.pk or there.retired_on):
        raise Refused(f"{there} is an area already. If it is not offered at present, offer it again.")
    if there is None:
        there = Area.objects.create(alliance=alliance, name=name, code=free_code(alliance, name))
        events.record(there, "area_added", by=by, at=at, about=alliance, note=name)
        place(there, grouping_of(alliance, localdate(at)), group)
    return there


def named(alliance: Alliance, name: str):
    return Area.objects.known_to(alliance.pk).filter(name__iexact=name)


def free_code(alliance: Alliance, name: str) -> str:
    """The lasting code of an own area, which no common one has or may get: `dales-history` is `own-dales-history`."""
    wanted = code = f"own-{slugify(name)[:50] or 'area'}"
    taken = set(Area.objects.filter(alliance=alliance, code__startswith=wanted).values_list("code", flat=True))
    number = 2
    while code in taken:
        code, number = f"{wanted}-{number}", number + 1
    return code


def place(area: Area, grouping: Grouping | None, group: str) -> None:
    """In one of the groups that the grouping has; anywhere else it stands with the other areas."""
    last = AreaPlace.objects.filter(grouping=grouping, group=group).order_by("-position").first()
    if last:
        AreaPlace.objects.update_or_create(
            grouping=grouping, area=area, defaults={"group": group, "position": last.position}
        )


@transaction.atomic
def rename(area: Area, alliance: Alliance, name: str, *, by: Person, at: datetime) -> Area:
    """An area of the alliance's own is called otherwise, everywhere and at once; its code stays.

    Raises Refused for a common area, whose name is the same for everybody, and for a name that another area has.
    """
    locked(alliance, by)
    if area.alliance_id != alliance.pk:
        raise Refused(f"{area} is an area that all alliances share; its name stays.")
    name, was = " ".join(name.split()), area.name
    if named(alliance, name).exclude(pk=area.pk).exists():
        raise Refused(f"{name} is an area already.")
    if name != was:
        area.name = name
        area.save(update_fields=["name"])
        events.record(area, "area_renamed", by=by, at=at, about=alliance, note=f"{was}; now {name}")
    return area


@transaction.atomic
def retire(area: Area, alliance: Alliance, *, by: Person, at: datetime) -> None:
    """Nobody chooses it from now on. Whoever holds it goes on holding it, and what was written keeps its name."""
    locked(alliance, by)
    today = localdate(at)
    thing: Area | SetAside
    if area.alliance_id:
        thing, is_new = area, bool(Area.objects.filter(pk=area.pk, retired_on=None).update(retired_on=today))
    else:
        thing, is_new = SetAside.objects.get_or_create(alliance=alliance, area=area, defaults={"since": today})
    if is_new:
        events.record(thing, "area_retired", by=by, at=at, about=alliance, note=area.name)


@transaction.atomic
def bring_back(area: Area, alliance: Alliance, *, by: Person, at: datetime) -> None:
    """It may be chosen again."""
    locked(alliance, by)
    if area.alliance_id:
        if Area.objects.filter(pk=area.pk, retired_on__isnull=False).update(retired_on=None):
            events.record(area, "area_brought_back", by=by, at=at, about=alliance, note=area.name)
    elif aside := SetAside.objects.filter(alliance=alliance, area=area).first():
        events.record(aside, "area_brought_back", by=by, at=at, about=alliance, note=area.name)
        aside.delete()


@transaction.atomic
def group_by(alliance: Alliance, grouping: Grouping, *, by: Person, at: datetime) -> None:
    """Lists and pages show the areas under this grouping from now on. Nobody's areas change by it."""
    locked(alliance, by)
    if grouping_of(alliance, localdate(at)) != grouping:
        chosen, _ = ShownGrouping.objects.update_or_create(alliance=alliance, defaults={"grouping": grouping})
        events.record(chosen, "areas_grouped", by=by, at=at, about=alliance, note=grouping.name)


def locked(alliance: Alliance, by: Person) -> None:
    """One change at a time. Raises NotAllowed for anybody but the manager or coordinator."""
    if alliance.pk not in alliances_as(by, MANAGES):
        raise NotAllowed(f"{by} may not change the areas of {alliance}")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)


def grouping_of(alliance: Alliance, on: date) -> Grouping | None:
    """The grouping that the alliance chose; else the newest that is in use by that day."""
    return Grouping.objects.filter(pk=shown_grouping(alliance.pk, on)).first()


def shown_grouping(alliance_id: int, on: date) -> Coalesce:
    chosen = ShownGrouping.objects.filter(alliance=alliance_id).values("grouping")[:1]
    newest = Grouping.objects.filter(since__lte=on).order_by("-since").values("pk")[:1]
    return Coalesce(Subquery(chosen), Subquery(newest))


def placed(rows: QuerySet[Area], alliance_id: int, on: date) -> QuerySet[Any]:
    """Areas with the `group` under which the alliance shows each, in the order of its grouping; one query."""
    here = AreaPlace.objects.filter(area=OuterRef("pk"), grouping=shown_grouping(alliance_id, on))
    found = rows.annotate(group=Subquery(here.values("group")[:1]), place=Subquery(here.values("position")[:1]))
    return found.order_by(F("place").asc(nulls_last=True), "name")


def grouped(rows: QuerySet[Area], alliance_id: int, on: date) -> Grouped:
    """Areas under the groups that the alliance shows; those that its grouping does not name come last."""
    found: Grouped = {}
    for area in placed(rows, alliance_id, on):
        found.setdefault(area.group or ELSEWHERE, []).append(area)
    return found


def groups_of(grouping: Grouping | None) -> list[str]:
    """The names of the groups of a grouping, in its order."""
    names = AreaPlace.objects.filter(grouping=grouping).order_by("position").values_list("group", flat=True)
    return list(dict.fromkeys(names))


def choices(rows: QuerySet[Area], alliance_id: int, on: date) -> Choices:
    """Their codes and names to choose from, under their groups."""
    return [
        (group, [(area.code, area.name) for area in held]) for group, held in grouped(rows, alliance_id, on).items()
    ]
