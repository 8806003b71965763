"""A visit in somebody's own calendar: at the right hour, moved and cancelled by the next file, nothing smuggled in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from drystone.documents.calendar import Mailbox, alone, entry

AT = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
OFFICE = Mailbox("Ruth Calvert", "office@swaledale.example")


def visit(start: Any = datetime(2027, 1, 19, 9, tzinfo=UTC), end: Any = None, **changes: Any) -> bytes:
    parts = {
        "summary": "Visit 2 of 5",
        "description": "Fractions in Years 3 and 4",
        "location": "Muker Primary School, DL11 6QG",
        "organiser": OFFICE,
        "sequence": 0,
        "at": AT,
    } | changes
    return alone(entry("visit-12", start, end or start + timedelta(hours=6), **parts))


def only(content: bytes) -> Any:
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def test_a_visit_is_at_its_hour_in_london_winter_and_summer():
    assert b"DTSTART;TZID=Europe/London:20270119T090000\r\n" in visit()
    assert b"DTSTART;TZID=Europe/London:20270701T100000\r\n" in visit(datetime(2027, 7, 1, 9, tzinfo=UTC))
    assert only(visit(datetime(2027, 7, 1, 9, tzinfo=UTC)))["DTSTART"].dt == datetime(2027, 7, 1, 9, tzinfo=UTC)


def test_the_file_says_what_londons_clocks_do():
    zones = Calendar.from_ical(visit()).walk("VTIMEZONE")
    assert [zone["TZID"] for zone in zones] == ["Europe/London"]
    assert {part["TZNAME"] for part in zones[0].subcomponents} == {"GMT", "BST"}


def test_a_visit_keeps_its_name_for_good_and_each_change_counts_up():
    first, moved = only(visit()), only(visit(datetime(2027, 1, 26, 9, tzinfo=UTC), sequence=1))
    assert first["UID"] == moved["UID"] == "visit-12@127.0.0.1"
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "method", "status"),
    [
        ({}, "PUBLISH", "CONFIRMED"),
        ({"invited": Mailbox("Ann Peel", "ann@grinton.example")}, "REQUEST", "CONFIRMED"),
        ({"cancelled": True, "sequence": 2}, "CANCEL", "CANCELLED"),
    ],
)
def test_a_file_tells_the_calendar_what_to_do_with_it(changes, method, status):
    content = visit(**changes)
    assert (Calendar.from_ical(content)["METHOD"], only(content)["STATUS"]) == (method, status)


def test_a_meeting_of_whole_days_lasts_to_the_end_of_the_last():
    found = only(visit(date(2027, 1, 19), date(2027, 1, 20)))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2027, 1, 19), date(2027, 1, 21))


@pytest.mark.parametrize("part", ["summary", "description", "location"])
def test_text_cannot_add_lines_of_its_own(part):
    hostile = "x\r\nATTENDEE:mailto:everybody@evil.example\r\nEND:VEVENT;,\\ 😀 مرحبا"
    content = visit(**{part: hostile})
    assert b"\r\nATTENDEE" not in content
    assert str(only(content)[part]) == hostile.replace("\r\n", "\n")


def test_names_cannot_add_lines_of_their_own():
    content = visit(organiser=Mailbox('Ruth "R"\r\nX-EVIL:1', "office@swaledale.example"))
    assert b"\r\nX-EVIL" not in content
    assert only(content)["ORGANIZER"] == "MAILTO:office@swaledale.example"


def test_an_address_with_lines_in_it_is_refused():
    with pytest.raises(ValueError, match="CR or LF"):
        visit(organiser=Mailbox("Ruth", "office@swaledale.example\r\nX-EVIL:1"))


def test_long_lines_are_folded_as_the_format_asks():
    assert max(map(len, visit(description="ä" * 500).split(b"\r\n"))) <= 75


def test_the_same_event_is_the_same_file():
    assert visit() == visit()
