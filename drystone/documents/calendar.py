"""Visits and meetings for people's own calendars (iCalendar, RFC 5545)."""

from collections.abc import Iterable
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


def entry(
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
) -> Event:
    """One event. Sent again with the same `uid` and a higher `sequence`, it moves or takes away the first.

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
    return happening


def alone(happening: Event) -> bytes:
    """One event as a file: it is taken out of a calendar, somebody is invited to it, or it is told of."""
    method = "CANCEL" if happening["status"] == "CANCELLED" else "REQUEST" if "attendee" in happening else "PUBLISH"
    return together([happening], method=method, year=happening.start.year)


def together(entries: Iterable[Event], *, method: str, year: int, name: str = "") -> bytes:
    """Events as one file; `method` says what a calendar does with them: PUBLISH, REQUEST or CANCEL.

    With the changes of London's clocks around that year, which some calendars do not know by themselves. With a name
    it is a calendar of its own, which is looked at again from time to time.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Drystone//Visits and meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for happening in entries:
        calendar.add_component(happening)
    calendar.add_missing_timezones(first_date=date(year - 1, 1, 1), last_date=date(year + 2, 1, 1))
    return calendar.to_ical()


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(LONDON) if isinstance(moment, datetime) else moment


def _address(person: Mailbox) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{person.email}")
    address.params["CN"] = vText(person.name)
    return address
