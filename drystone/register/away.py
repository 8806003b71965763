"""Half-days on which a leader is out of school: booked by the rules of her school, used, or taken back."""

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
    # Whoever books for this school at the same moment waits here, and then counts with this day in the week.
    rules = ReleaseRule.objects.filter(alliance_id=alliance_id, home_school=home_school)
    list(rules.select_for_update().order_by("pk").values_list("pk", flat=True))
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


def take_back(work: Model, stay: int) -> None:
    """She is in school on that day after all."""
    rows(work, stay).delete()


def use(work: Model, stay: int) -> None:
    """It took place: the half-days are used."""
    rows(work, stay).update(used=True)


def rows(work: Model, stay: int):
    return Away.objects.filter(for_type=events.kind_of(work), for_id=work.pk, stay=stay)
