"""Half-days on which a leader is out of school: booked by the rules of her school, used, or taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.people.models import Person
from drystone.schools.models import Organisation

from . import promises
from .diary import Diary, Who
from .models import Away, ReleaseRule


class CannotBeAway(Exception):
    """Why she may not be away on that day, as a sentence."""


@transaction.atomic
def book(
    work: Model,
    stay: int,
    *,
    person: Person,
    home_school: Organisation,
    on: date,
    half_days: int,
    in_spite: bool = False,
    at: datetime,
) -> str:
    """She will be away on that day for a stay of a piece of work; booked again, the stay moves to that day.

    Raises CannotBeAway where a rule of her school speaks against it; `in_spite` of it she goes, and the rule is given
    back. Raises NotEnoughRelease where the term of the day cannot carry what was promised of it.
    """
    alliance_id = work.alliance_id  # type: ignore[attr-defined]
    of = {"for_type": events.kind_of(work), "for_id": work.pk, "stay": stay}
    hold_rules(alliance_id, [home_school.pk])
    Away.objects.filter(**of).delete()
    diary = Diary(alliance_id, [home_school.pk], starts=on, ends=on)
    who = Who(person.pk, home_school.pk, person.name, home_school.name)
    working = WorkingDays(work.alliance)  # type: ignore[attr-defined]
    against = diary.why_not(who, on, half_days, today=localdate(at), working=working)
    if against and not in_spite:
        raise CannotBeAway(against)
    row = {"person": person, "home_school": home_school, "on": on, "half_days": half_days}
    Away.objects.create(alliance_id=alliance_id, **of, **row)
    promises.follow(work, person=person, home_school=home_school, on=on, at=at)
    return against


def hold_rules(alliance_id: int, schools: Iterable[int]) -> None:
    """Whoever books for one of these schools at the same moment waits here, and then counts with what was booked."""
    rules = ReleaseRule.objects.filter(alliance_id=alliance_id, home_school__in=set(schools))
    list(rules.select_for_update().order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class Stay:
    """A stay of a piece of work, by number, and the day on which she is to be away for it from now on."""

    work: Model
    number: int
    person: Person
    home_school: Organisation
    on: date
    half_days: int


@transaction.atomic
def put(stays: Sequence[Stay], *, at: datetime) -> None:
    """Each stay is on its day from now on, wherever it was; the rules were asked before, under `hold_rules`.

    As many queries for many as for one. Raises NotEnoughRelease, as `book` does.
    """
    if not stays:
        return
    take_back_all([(each.work, each.number) for each in stays])
    rows = [
        Away(
            alliance_id=each.work.alliance_id,  # type: ignore[attr-defined]
            person=each.person,
            home_school=each.home_school,
            on=each.on,
            half_days=each.half_days,
            for_type=events.kind_of(each.work),
            for_id=each.work.pk,
            stay=each.number,
        )
        for each in stays
    ]
    Away.objects.bulk_create(rows)
    promises.follow_all([(each.work, each.person, each.home_school, each.on) for each in stays], at=at)


def take_back_all(stays: Sequence[tuple[Model, int]]) -> None:
    """They are in school on all these days after all; stays of one kind of work."""
    if stays:
        numbers = {number for _, number in stays}
        Away.objects.filter(for_type=events.kind_of(stays[0][0]), stay__in=numbers).delete()


def take_back(work: Model, stay: int) -> None:
    """She is in school on that day after all."""
    rows(work, stay).delete()


def use(work: Model, stay: int) -> None:
    """It took place: the half-days are used."""
    rows(work, stay).update(used=True)


def rows(work: Model, stay: int):
    return Away.objects.filter(for_type=events.kind_of(work), for_id=work.pk, stay=stay)
