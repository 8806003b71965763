"""Messages about the life of a deployment: paused, gone on with, stopped early, handed over. None says why."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people.models import Person

from ..models import Deployment, Pause, VisitState
from .telling import WHO, facts, looking_after, tell

PARTY = "you are a party to this agreement, or the colleague helped"


def everybody(deployment: Deployment) -> list[Person]:
    """The parties to the newest agreement, and the colleague helped; each once."""
    latest = deployment.agreements.first()
    rows = latest.consents.select_related("person") if latest else ()
    found = {consent.person_id: consent.person for consent in rows}
    if deployment.supported:
        found.setdefault(deployment.supported.pk, deployment.supported)
    return list(found.values())


def tell_everybody(kind: str, deployment: Deployment, *, at: datetime, **context: Any) -> None:
    for person in everybody(deployment):
        tell(kind, person, deployment, at=at, link=None, **context)


@message(
    kind="deployment.paused",
    to="every party, and the colleague helped",
    when="the office pauses a deployment, or changes the day on which it goes on",
    why=PARTY,
    sample={**WHO, "until": "Monday 11 January 2027", "kept": True, "planned": "1 visit"},
    linked=False,
)
def paused(pause: Pause, *, at: datetime) -> None:
    """Until when; whether the days stay set aside; how many visits stay planned."""
    deployment = pause.deployment
    number = deployment.visits.filter(state=VisitState.PLANNED, starts_at__gt=at).count()
    planned = f"{number} visit{'' if number == 1 else 's'}" if number else ""
    said = {"until": saying.day(pause.until), "kept": not pause.given_back, "planned": planned}
    tell_everybody("deployment.paused", deployment, at=at, **said)


@message(
    kind="deployment.goes_on",
    to="every party, and the colleague helped",
    when="a deployment goes on after a pause, or an end is taken back",
    why=PARTY,
    sample=WHO,
    linked=False,
)
def goes_on(deployment: Deployment, *, at: datetime) -> None:
    tell_everybody("deployment.goes_on", deployment, at=at)


@message(
    kind="deployment.stopped",
    to="every party, and the colleague helped",
    when="the office stops a deployment early",
    why=PARTY,
    sample=WHO,
    linked=False,
)
def stopped(deployment: Deployment, *, at: datetime) -> None:
    tell_everybody("deployment.stopped", deployment, at=at)


@message(
    kind="deployment.handed_over",
    to="every party, and the colleague helped",
    when="a System Leader does not go on, and another is sought to take the work over",
    why=PARTY,
    sample=WHO,
    linked=False,
)
def handed_over(deployment: Deployment, *, at: datetime) -> None:
    tell_everybody("deployment.handed_over", deployment, at=at)


@message(
    kind="deployment.pause_over",
    to="the office",
    when="the day comes on which a paused deployment was to go on; once for each day that was set",
    why="you look after this deployment",
    sample={**WHO, "until": "Monday 11 January 2027"},
)
def pause_over(pause: Pause, *, at: datetime) -> int:
    """Returns to how many of the office it goes now."""
    deployment = pause.deployment
    told = 0
    for person in looking_after(deployment, at):
        queued = outbox.queue_once(
            f"{pause.pk}/{pause.until}/{person.pk}",
            "deployment.pause_over",
            to=person,
            alliance_id=pause.alliance_id,
            at=at,
            about=deployment,
            context={**facts(deployment), "until": saying.day(pause.until)},
            link=reverse("office-deployment", args=[deployment.pk]),
            not_before=WorkingDays(deployment.alliance).good_moment(at),
        )
        told += queued is not None
    return told
