"""What the office of the demonstration has before it: a visit to make, two requests that are one, help by others."""

from datetime import datetime, timedelta

from drystone.brokering import looking_after, outside, priority, requests, scoping

from .cast import Company
from .helping import MANAGER, Story


def triage(company: Company, *, at: datetime) -> None:
    """Each request is where it is because somebody of the office put it there."""
    manager = company.acting(MANAGER, at)
    looked_at = Story(company, "hunton", "behaviour", 4, now=at).call()
    due_on = (at + timedelta(days=6)).date()
    scoping.arrange(looked_at, visitor=manager, due_on=due_on, by=manager, at=at)
    looking_after.note(looked_at, "Rang the head: lunchtimes and year 4, above all.", by=manager, at=at)
    first = Story(company, "barton", "writing", 2, now=at).call()
    again = Story(company, "barton", "english", 1, now=at).call()
    requests.merge(again, first, by=manager, at=at)
    priority.set_to(first, 1, why="Two of three teachers are new this year.", by=manager, at=at)
    heard = outside.Heard(
        "hub", "An audit of early reading", (at - timedelta(days=200)).date(), giver_name="English Hub"
    )
    outside.note(company.alliance, first.school, heard, by=manager, at=at)
