"""What the samples show: invented people, and days counted from today so that the page never grows old."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from drystone.history.models import Event

from ...components.actions import Action
from ...components.figures import Bar, Chart
from ...components.paging import Page
from ...components.rows import Fact, Party, Task
from ...components.tables import Column, Table
from ...templatetags.parts import tag
from ...templatetags.say import days, short_day


def values() -> dict[str, Any]:
    now = timezone.now()
    return {
        "now": now,
        "closes": now + timedelta(days=5),
        "asked": now - timedelta(days=3),
        "events": _events(now),
        "people": _people(now),
        "leaders": _leaders(now),
        "nobody": Table("Leaders", [Column("Name", str)], [], empty="No System Leader fits yet."),
        "middle": Page([], earlier="a", later="b"),
        "buttons": BUTTONS,
        "tasks": TASKS,
        "facts": FACTS,
        "chart": CHART,
    }


BUTTONS = [
    Action("Agree", "#agree"),
    Action("Ask a question", "#ask", press=False),
    Action("Refuse", "#refuse", press=False, grave=True),
]
TASKS = [
    Task("About you", "#you", "Done", "good"),
    Task("Your experience", "#experience", "Started", "wait", "412 of 500 words"),
    Task("Your headteacher", "", "Not yet", "rest", "Opens when the rest is done"),
]
FACTS = [
    Fact("School", "Oughtershaw Primary School", "#school"),
    Fact("Days agreed", days(3), "#days"),
    Fact("Purchase order", ""),
]
CHART = Chart(
    "Days delivered, by area",
    [Bar("Early reading", 41, days(41)), Bar("Mathematics", 26, days(26)), Bar("Special needs", 9, days(9))],
    thing="Area",
    counts="Days",
    about="Early reading takes more than half of the days of this year so far.",
)


def _people(now: Any) -> list[Party]:
    asks = "Could it start a week later?"
    return [
        Party("Ann Peel", "Head of the home school", "Agreed", "good", now - timedelta(days=2)),
        Party("Tom Alderson", "System Leader", "Opened it", "wait", now - timedelta(hours=5)),
        Party("Ruth Metcalfe", "Head of the receiving school", "Asked a question", "stop", note=asks),
    ]


def _leaders(now: Any) -> Table:
    rows = [
        {
            "name": "Tom Alderson",
            "area": "Early reading",
            "left": 5,
            "until": now + timedelta(days=800),
            "state": ("Active", "now"),
        },
        {
            "name": "Jo Sunter",
            "area": "Mathematics",
            "left": 0,
            "until": now + timedelta(days=90),
            "state": ("Paused", "wait"),
        },
        {
            "name": "Meera Kaul",
            "area": "Special needs",
            "left": 2,
            "until": now + timedelta(days=400),
            "state": ("Active", "now"),
        },
    ]
    columns = [
        Column("Name", lambda row: row["name"], sort="name"),
        Column("Area", lambda row: row["area"]),
        Column("Standing", lambda row: tag(*row["state"])),
        Column("Days left", lambda row: days(row["left"]), sort="left", number=True),
        Column("Until", lambda row: short_day(row["until"]), sort="until"),
    ]
    return Table("System Leaders", columns, rows, sort="name")


def _events(now: Any) -> list[Event]:
    told = [
        (9, "Ruth Metcalfe", "account", "submit", "brokering.supportrequest", ""),
        (6, "Helen Dent", "account", "accept", "brokering.supportrequest", "Spoken with the head by phone."),
        (3, "Ann Peel", "link 12", "say_yes", "brokering.enquiry", ""),
        (1, "", "clock", "send", "payments.statement", ""),
    ]
    return [
        Event(at=now - timedelta(days=gone), by_name=who, through=door, verb=verb, record_type=kind, note=note)
        for gone, who, door, verb, kind, note in told
    ]
