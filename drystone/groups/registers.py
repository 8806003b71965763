"""The register of a meeting: taken once, corrected with a reason, and locked line by line once it is paid from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import people
from drystone.people.models import Person, Post
from drystone.people.roles import AT_ALLIANCE

from . import belonging, training
from .access import runs
from .lifecycle import MEETING
from .models import Attendance, Meeting, MeetingState, SignUpState


@dataclass(frozen=True)
class Line:
    """One line of a register: whether she came or sent apologies, and for how many half-days she facilitated."""

    came: bool
    facilitated_half_days: int = 0
    apologies: bool = False


Lines = Mapping[Person, Line]
Newcomers = Iterable[tuple[str, str]]


@transaction.atomic
def take(meeting: Meeting, lines: Lines, *, also: Newcomers = (), by: Person, at: datetime) -> Meeting:
    """The meeting was held, and who came; what facilitators are owed for is read from here, once.

    `also` are names and addresses of others who came. Raises Refused before it begins. Half-days of somebody who does
    not facilitate the group are not written down.
    """
    if at < meeting.starts_at:
        raise Refused("The register can be taken once the meeting has begun.")
    MEETING.move(meeting, "hold", by=by, at=at)
    whole = {**lines, **newcomers(meeting, also)}
    leading, schools = who_leads(meeting), schools_of(meeting, whole)
    rows = [row_of(meeting, person, line, leading, schools.get(person.pk)) for person, line in whole.items()]
    training.count(meeting, Attendance.objects.bulk_create(rows), by=by, at=at)
    return meeting


@transaction.atomic
def correct(
    meeting: Meeting, lines: Lines, *, also: Newcomers = (), why: str, by: Person, at: datetime
) -> list[Attendance]:
    """Lines of a register that were wrong are put right, with the reason; returns those that changed.

    Raises Refused for a line from which somebody is paid already: finance reverses that first.
    """
    if not runs(by, meeting.group):
        raise NotAllowed(f"{by} does not run {meeting.group}")
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.state != MeetingState.HELD:
        raise Refused("The register of this meeting has not been taken.")
    whole = {**lines, **newcomers(meeting, also)}
    leading, schools = who_leads(meeting), schools_of(meeting, whole)
    rows = Attendance.objects.standing().filter(meeting=meeting).select_for_update(of=("self",), no_key=True)
    standing = {row.person_id: row for row in rows}
    changed = []
    for person, line in whole.items():
        wanted = row_of(meeting, person, line, leading, schools.get(person.pk))
        if put_right(standing.get(person.pk), wanted):
            changed.append(wanted)
    if changed:
        names = ", ".join(sorted(row.person.name for row in changed))
        events.record(meeting, "corrected_register", by=by, at=at, note=f"{names}: {why}")
        training.count(meeting, changed, by=by, at=at)
    return changed


def put_right(was: Attendance | None, wanted: Attendance) -> bool:
    """Writes a line where it differs from what stands; says whether it did."""
    if was is None:
        wanted.save()
        return True
    if (was.said, was.facilitated_half_days) == (wanted.said, wanted.facilitated_half_days):
        return False
    if was.locked:
        raise Refused(
            f"What {wanted.person} facilitated is due to be paid already. Finance reverses that line first; then the "
            "register can be corrected."
        )
    was.came, was.apologies = wanted.came, wanted.apologies
    was.facilitated_half_days = wanted.facilitated_half_days
    was.save(update_fields=["came", "apologies", "facilitated_half_days"])
    return True


def lock(row: Attendance) -> None:
    """Its half-days are counted elsewhere now."""
    Attendance.objects.filter(pk=row.pk).update(locked=True)


def take_back(row: Attendance) -> None:
    """What was counted from a line was reversed: it stands as not facilitated, until somebody puts it right."""
    row.refresh_from_db()
    if row.locked and not row.taken_back:
        Attendance.objects.filter(pk=row.pk).update(taken_back=True)
        row.pk, row.facilitated_half_days, row.locked = None, 0, False
        row.save(force_insert=True)


def listed(meeting: Meeting) -> list[belonging.Belonging]:
    """Whom a register asks about: members on its day, whoever signed up, and whoever stands on it already."""
    on = localdate(meeting.starts_at)
    members = belonging.of(meeting.group, on)
    known = {each.person.pk for each in members}
    signed = Q(pk__in=meeting.sign_ups.filter(state=SignUpState.COMING).order_by().values("person"))
    there = Q(pk__in=Attendance.objects.standing().filter(meeting=meeting).values("person"))
    others = Person.objects.filter(signed | there).exclude(pk__in=known).order_by("name", "pk")
    return [*members, *(belonging.Belonging(person, on) for person in others)]


def newcomers(meeting: Meeting, also: Newcomers) -> dict[Person, Line]:
    there = [each.person for each in listed(meeting)]
    return {people.known(name, email, meeting.group.alliance, also=there): Line(True) for name, email in also}


def row_of(meeting: Meeting, person: Person, line: Line, leading: set[int], school: int | None) -> Attendance:
    return Attendance(
        alliance_id=meeting.alliance_id,
        meeting=meeting,
        person=person,
        school_id=school,
        came=line.came,
        apologies=line.apologies and not line.came,
        facilitated_half_days=line.facilitated_half_days if line.came and person.pk in leading else 0,
    )


def who_leads(meeting: Meeting) -> set[int]:
    rows = meeting.group.members.on(localdate(meeting.starts_at)).filter(facilitates=True)
    return {each.person_id for each in rows}


def schools_of(meeting: Meeting, lines: Lines) -> dict[int, Any]:
    """The school at which each works on that day; of a guest the one that was given."""
    on: date = localdate(meeting.starts_at)
    signed = dict(meeting.sign_ups.filter(person__in=lines.keys()).values_list("person_id", "school_id"))
    posts = Post.objects.on(on).filter(alliance_id=meeting.alliance_id, person__in=lines.keys())
    return signed | dict(posts.exclude(role__in=AT_ALLIANCE).values_list("person_id", "organisation_id"))
