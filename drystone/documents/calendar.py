"""Visits and meetings for people's own calendars (iCalendar, RFC 5545)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Mailbox:
    """Somebody with an address: who organises, or who is invited."""

    name: str
    email: str


def event(
    uid: str,
    start: date | datetime,
    end: date | datetime,
    summary: str,
    description: str,
    location: str,
    organiser: Mailbox,
    sequence: int,
    *,
    at: datetime,
    cancelled: bool = False,
    invited: Mailbox | None = None,
) -> bytes:
    """One event as a file. Sent again with the same `uid` and a higher `sequence`, it moves or takes away the first.

    `uid` names the record for good: visit-12. Days instead of moments make it last all day, `end` included.
    """
    happening = Event()
    happening.add("uid", f"{uid}@{urlsplit(settings.BASE_URL).hostname}")
    happening.add("dtstamp", at)
    happening.add("sequence", sequence)
    happening.add("dtstart", _local(start))
    happening.add("dtend", _local(end) if isinstance(end, datetime) else end + timedelta(days=1))
    for name, text in (("summary", summary), ("description", description), ("location", location)):
        happening.add(name, text)
    happening.add("organizer", _address(organiser))
    happening.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if invited:
        happening.add("attendee", _address(invited))
    method = "CANCEL" if cancelled else "REQUEST" if invited else "PUBLISH"
    return _calendar(happening, method=method, year=start.year)


def _calendar(happening: Event, *, method: str, year: int) -> bytes:
    """With the changes of London's clocks around that year, which some calendars do not know by themselves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Drystone//Visits and meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(happening)
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return calendar.to_ical()


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(LONDON) if isinstance(moment, datetime) else moment


def _address(person: Mailbox) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{person.email}")
    address.params["CN"] = vText(person.name)
    return address
