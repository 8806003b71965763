"""Dates for people's own calendars: those of a round, and an interview that moves when it moves."""

from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Event

from drystone.alliances.models import Alliance
from drystone.documents import calendar
from drystone.documents.calendar import Mailbox

from .models import Interview, InterviewSlot, Round


def round_dates(round_: Round, *, at: datetime) -> bytes:
    """The dates of a round that an applicant and her head need, as one file."""
    entries = [entry(round_, *line, at=at) for line in dates_of(round_)]
    return calendar.together(entries, method="PUBLISH", year=round_.closes_at.year)


def dates_of(round_: Round) -> list[tuple[str, str, date | datetime, date | datetime]]:
    """Name, title, start and end of each."""
    closes, references = round_.closes_at, round_.references_close_at
    minutes = timedelta(minutes=30)
    found: list[tuple[str, str, date | datetime, date | datetime]] = [
        ("closes", "Applications close", closes - minutes, closes),
        ("references", "References close", references - minutes, references),
        ("interviews", "Interviews", round_.interviews_from, round_.interviews_to),
        ("decisions", "Decisions by", round_.decisions_by, round_.decisions_by),
    ]
    if round_.induction_on:
        found.append(("induction", "Induction of new leaders", round_.induction_on, round_.induction_on))
    return found


def entry(
    round_: Round, name: str, title: str, start: date | datetime, end: date | datetime, *, at: datetime
) -> Event:
    """One date of a round. Its identifier stays; the sequence grows with every change, as seconds do."""
    alliance = round_.alliance
    return calendar.entry(
        uid=f"round-{round_.pk}-{name}",
        start=start,
        end=end,
        summary=f"{title}: {round_.title}, {alliance.name}",
        description=f"{title} for {round_.title} of the {alliance.name}.",
        location="",
        organiser=office_of(alliance),
        sequence=int(at.timestamp() // 60 % 1_000_000_000),
        at=at,
    )


def interview_time(interview: Interview, *, at: datetime, invited: Mailbox | None = None) -> bytes:
    """The interview as an entry with a lasting identifier; rearranged, the same entry moves."""
    assert interview.slot  # noqa: S101 the page offers this only for a time that was chosen
    return interview_entry(interview, interview.slot, sequence=2 * interview.moved, at=at, invited=invited)


def interview_off(interview: Interview, was: InterviewSlot, *, at: datetime, invited: Mailbox) -> bytes:
    """What takes the same entry out of somebody's calendar: after the time that fell through, before the next one."""
    stands = interview.slot is not None
    sequence = 2 * interview.moved + 1 if stands else 2 * interview.moved - 1
    return interview_entry(interview, was, sequence=sequence, at=at, invited=invited, cancelled=True)


def interview_entry(interview: Interview, slot: InterviewSlot, *, sequence: int, at: datetime, **more: Any) -> bytes:
    application, alliance = interview.application, interview.application.alliance
    made = calendar.entry(
        uid=f"interview-{interview.pk}",
        start=slot.starts_at,
        end=slot.ends_at,
        summary=f"Interview of {application.person.name}, {alliance.name}",
        description=f"Interview of {application.person.name} for {application.round.title}.",
        location=slot.place,
        organiser=office_of(alliance),
        sequence=sequence,
        at=at,
        **more,
    )
    return calendar.alone(made)


def office_of(alliance: Alliance) -> Mailbox:
    return Mailbox(alliance.contact_name or alliance.name, alliance.contact_email)
