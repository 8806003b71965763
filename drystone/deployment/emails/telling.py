"""How the messages of a deployment are addressed: to one person or to the office, with the facts all of them name."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from drystone.mail import outbox
from drystone.mail.models import Message
from drystone.people import posts
from drystone.people.models import Link, Person

from ..models import Deployment

WHO = {"leader": "Tom Raine", "school": "Reeth Community Primary School", "alliance": "Swaledale Alliance"}
VISIT = {**WHO, "when": "Tuesday 17 November 2026 at 9am"}


def facts(deployment: Deployment) -> dict[str, str]:
    return {
        "leader": deployment.leader.name,
        "school": deployment.receiving_school.name,
        "alliance": deployment.alliance.name,
    }


def tell(
    kind: str,
    to: Person,
    deployment: Deployment,
    *,
    at: datetime,
    link: Link | str | None,
    about: Any = None,
    urgent: bool = False,
    calendar: bytes = b"",
    **context: Any,
) -> Message:
    return outbox.queue(
        kind,
        to=to,
        alliance_id=deployment.alliance_id,
        at=at,
        about=about or deployment,
        context={**facts(deployment), **context},
        link=link,
        urgent=urgent,
        calendar=calendar,
    )


def tell_office(kind: str, deployment: Deployment, *, at: datetime, **context: Any) -> None:
    page = reverse("office-deployment", args=[deployment.pk])
    for person in looking_after(deployment, at):
        tell(kind, person, deployment, at=at, link=page, **context)


def looking_after(deployment: Deployment, at: datetime) -> list[Person]:
    """The request's owner, or else every manager and coordinator."""
    owner = deployment.request.owner
    return [owner] if owner else list(posts.managers(deployment.alliance, at))
