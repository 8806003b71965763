"""A school says what visitors should know, and moves a visit; a record is added to, and disputed."""

from datetime import timedelta
from typing import Any

from drystone.deployment import arrangements, rearranging, records
from drystone.deployment.models import Deployment, Visit
from drystone.deployment.rearranging import Why

SAID = {
    "ask_for": "The school office",
    "arrival": "Ring at the green door and sign in.",
    "parking": "On the road; the yard is for pupils.",
    "room_and_lunch": "The library. Lunch is at 12.",
    "safeguarding_lead": "Jo Bell, deputy headteacher",
    "safeguarding_contact": "Ask in the school office.",
}


def received(story: Any, deployment: Deployment) -> None:
    at = story.at(9, 12)
    head = story.company.head(story.school, at)
    arrangements.give(deployment.receiving_school, story.company.alliance, SAID, by=head, at=at)


def moved(story: Any, visit: Visit) -> None:
    """The school has something else on that day, and asks for an hour later."""
    later, at = timedelta(hours=1), story.at(40, 16)
    why, head = Why("clash", "The nativity play is in the hall until ten."), story.company.head(story.school, at)
    starts, ends = visit.starts_at + later, visit.ends_at + later
    rearranging.move(visit, starts_at=starts, ends_at=ends, why=why, by=head, at=at)


def added_to(story: Any, visit: Visit) -> None:
    """Something was forgotten: the leader adds it to what she sent."""
    at = visit.ends_at + timedelta(hours=7)
    leader = story.company.acting(visit.deployment.leader.name, at)
    records.amend(visit.record, "I forgot: the plans are in the shared folder of the team.", by=leader, at=at)


def disputed(story: Any, visit: Visit) -> None:
    """The colleague reads something that was agreed otherwise; leader and office are told."""
    at = visit.ends_at + timedelta(hours=6)
    colleague = story.company_person(visit.deployment.supported, at)
    records.dispute(visit.record, "We agreed on one lesson in my own class, not in each.", by=colleague, at=at)
