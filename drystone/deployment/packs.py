"""What a visitor takes along: where, whom to ask for, what it is for, what was agreed last time.

For the leader, the school that is visited and the office; not for the home school.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from drystone import saying
from drystone.documents import papers
from drystone.people import posts
from drystone.register.models import Assurance

from . import actions, arrangements, days, wording
from .models import Visit, VisitState


@dataclass(frozen=True)
class Pack:
    """The facts of one visit, in the order in which a visitor needs them; `unknown` with whom to ask."""

    visit: Visit
    facts: list[tuple[str, str]]
    unknown: list[str]
    ask: str
    aims: list[str]
    actions: list[str]
    left: str
    assured: str
    worry: str


def of(visit: Visit, given: Assurance | None, *, at: datetime) -> Pack:
    """Everything known for a visit; `given` is what the home school has confirmed."""
    deployment = visit.deployment
    said = arrangements.known(deployment.receiving_school_id, visit.alliance_id)
    agreement = wording.in_force(deployment)
    taken = days.half_days_of(deployment, VisitState.PLANNED, VisitState.HELD)
    unknown = [label for name, label in arrangements.NAMES.items() if not (said and getattr(said, name))]
    return Pack(
        visit,
        facts=[*when_and_where(visit), *visitor_facts(said)],
        unknown=unknown,
        ask=whom_to_ask(visit, at),
        aims=[aim.text for aim in wording.objectives(agreement)] if agreement else [],
        actions=list(actions.carried(visit).values()),
        left=saying.days(agreement.half_days - taken) if agreement else "",
        assured=assured(visit, given),
        worry=arrangements.worry(said),
    )


def when_and_where(visit: Visit) -> list[tuple[str, str]]:
    deployment = visit.deployment
    school = deployment.receiving_school
    address = [school.name, school.town, school.postcode]
    who = deployment.supported.name if deployment.supported else "Not named yet"
    return [
        ("When", f"{saying.moment(visit.starts_at)}, until {saying.clock(visit.ends_at)}"),
        ("Where", visit.place or school.name),
        ("Address", ", ".join(filter(None, address))),
        ("Colleague helped", ", ".join(filter(None, (who, deployment.supported_role)))),
    ]


def visitor_facts(said: Any) -> list[tuple[str, str]]:
    if said is None:
        return []
    return [(label, getattr(said, name)) for name, label in arrangements.NAMES.items() if getattr(said, name)]


def whom_to_ask(visit: Visit, at: datetime) -> str:
    """Somebody at the school who can be written to, or else the Alliance."""
    deployment = visit.deployment
    head = posts.heads_of(deployment.receiving_school, deployment.alliance, localdate(at)).first()
    alliance = deployment.alliance
    reached = alliance.contact_phone or alliance.contact_email
    named = f"{head.name}, headteacher, or " if head else ""
    return f"{named}the Alliance ({reached})"


def assured(visit: Visit, given: Assurance | None) -> str:
    if given and given.until >= localdate(visit.starts_at):
        return f"{visit.deployment.home_school} has confirmed its checks until {saying.day(given.until)}."
    return "The home school has not confirmed its checks for this day yet; the Alliance asks it."


def paper(pack: Pack, *, at: datetime) -> bytes:
    """The pack as a page to print."""
    visit = pack.visit
    deployment = visit.deployment
    before = [("What was agreed last time", pack.actions)] if pack.actions else []
    unknown = f"Not known yet: {saying.listed([each.lower() for each in pack.unknown])}. Ask {pack.ask}."
    content = {
        "alliance": deployment.alliance.letterhead,
        "intro": [f"{deployment.leader.name} at {deployment.receiving_school.name}"],
        "facts": [*pack.facts, ("Left to plan", pack.left)],
        "parts": [
            {"title": title, "text": text}
            for title, text in (
                *([("Not known yet", [unknown])] if pack.unknown else []),
                ("What this is for", pack.aims or ["As agreed"]),
                *before,
                ("Safeguarding", [pack.assured, "Bring photo identification and sign in as a visitor.", pack.worry]),
            )
        ],
    }
    return papers.make("dossier", content, title=f"Visit of {saying.day(visit.starts_at)}", at=at)
