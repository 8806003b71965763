"""A request that is being scoped, with what the office alone writes of it and of its school."""

from datetime import date
from typing import Any

from drystone.brokering import looking_after, outside, priority, scoping
from tests.clock import NOW

from .rows import OFFICE, Row, at

ROWS: dict[str, list[Row]] = {
    **{f"office-request-{on}": [at("submitted", OFFICE)] for on in ("merger", "owner", "priority", "note")},
    "office-request-contact": [at("chosen", OFFICE)],
    "office-scoping-report": [at("scoping", OFFICE)],
    "office-school-support": [at("helped_school", OFFICE)],
    "office-outside-support": [at("helped_school", OFFICE)],
    "office-outside-support-removal": [at("outside", OFFICE)],
}


def triaged(at: Any) -> None:
    at.word = "_SCOPED"
    asked = at.asked()
    at.word = ""
    visit = scoping.arrange(asked, visitor=at.margaret, due_on=date(2026, 12, 18), **at.office)
    looking_after.note(asked, at.canary("REQUEST_NOTE"), **at.office)
    priority.set_to(asked, 1, why=at.canary("PRIORITY_WHY"), **at.office)
    heard = outside.Heard("hub", at.canary("OUTSIDE"), NOW.date())
    noted = outside.note(at.alliance, at.leyburn, heard, **at.office)
    at.keep(scoping=visit, outside=noted, helped_school=at.leyburn)
