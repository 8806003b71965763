"""The days on which a school is not open for visitors as usual, as the school or the office says."""

from datetime import date, datetime

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.access import heads, office_of
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .models import SchoolDates


@transaction.atomic
def tell(
    school: Organisation,
    alliance: Alliance,
    kind: str,
    *,
    starts: date,
    ends: date,
    note: str = "",
    by: Person,
    at: datetime,
) -> SchoolDates:
    """A visit planned on one of these days is warned of from now on; what is planned stands.

    Told twice it is told once. Raises Refused where it would end before it begins, NotAllowed.
    """
    if not (heads(by, school.pk, alliance.pk) or alliance.pk in office_of(by)):
        raise NotAllowed(f"{by} may not say when {school} is closed")
    if ends < starts:
        raise Refused("The last day must not be before the first.")
    return note_down(school, alliance, kind, starts=starts, ends=ends, note=note, by=by, at=at)


def note_down(
    school: Organisation,
    alliance: Alliance,
    kind: str,
    *,
    starts: date,
    ends: date,
    note: str = "",
    by: Person,
    at: datetime,
) -> SchoolDates:
    """The row, made once for its first day; told again with a later end, it ends later."""
    made, is_new = SchoolDates.objects.get_or_create(
        alliance=alliance,
        school=school,
        kind=kind,
        starts=starts,
        defaults={"ends": ends, "note": note, "told_by": by, "told_at": at},
    )
    if not is_new and ends > made.ends:
        made.ends = ends
        made.save(update_fields=["ends"])
    if is_new:
        events.record(made, "told_dates", by=by, at=at, kind=kind, starts=str(starts), ends=str(ends))
    return made


@transaction.atomic
def take_back(dates: SchoolDates, *, by: Person, at: datetime) -> None:
    """The school is open on those days after all. Pressed twice, it is done once."""
    if not (heads(by, dates.school_id, dates.alliance_id) or dates.alliance_id in office_of(by)):
        raise NotAllowed(f"{by} may not do that")
    if SchoolDates.objects.select_for_update().filter(pk=dates.pk).exists():
        events.record(dates, "took_back_dates", by=by, at=at, kind=dates.kind, starts=str(dates.starts))
        dates.delete()
