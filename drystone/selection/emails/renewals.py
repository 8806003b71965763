"""The messages about designations that come to their end, and another term."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import posts
from drystone.people.models import Person
from drystone.register.models import Designation

from ..models import Renewal
from ..phases import deadline_for

WHOSE = {
    "alliance": "Swaledale Alliance",
    "leader": "Tom Raine",
    "ends": "Tuesday 31 August 2027",
    "closes": "Friday 4 December 2026",
}
LEADER = "you are a System Leader of the Alliance"


def told(renewal: Renewal) -> dict:
    """The day by which she herself has to send it in: told late, she has more time than the round."""
    return {
        "alliance": renewal.alliance.name,
        "leader": renewal.designation.person.name,
        "ends": saying.day(renewal.designation.ends),
        "closes": saying.day(localdate(deadline_for(renewal.round, renewal.designation.person_id))),
    }


def about(renewal: Renewal, *, at: datetime, link: str = "") -> dict[str, Any]:
    """What every message about a renewal has in common."""
    held = renewal.designation
    return {"alliance_id": held.alliance_id, "at": at, "about": held, "context": told(renewal), "link": link}


def page_of(renewal: Renewal) -> str:
    return reverse("leader-renewal", args=[renewal.pk])


@message(
    kind="selection.renewal_opened",
    to="the System Leader",
    when="twelve months before a designation ends",
    why=LEADER,
    sample=WHOSE,
)
def renewal_opened(renewal: Renewal, *, at: datetime) -> None:
    leader = renewal.designation.person
    if leader.email:
        outbox.queue("selection.renewal_opened", to=leader, **about(renewal, at=at, link=page_of(renewal)))


@message(
    kind="selection.head_of_renewal",
    to="the home approver",
    when="twelve months before a designation ends",
    why="you approve the release of this System Leader",
    sample=WHOSE,
    linked=False,
)
def head_of_renewal(renewal: Renewal, *, at: datetime) -> None:
    """To whoever releases her, so that it comes as no surprise; nothing is asked yet."""
    held = renewal.designation
    head = posts.approver_for(held.person, held.alliance, held.home_school, localdate(at))
    if head and head.email:
        outbox.queue("selection.head_of_renewal", to=head, **about(renewal, at=at))


@message(
    kind="selection.renewals_announced",
    to="the manager and the coordinator",
    when="a designation, or several, have twelve months left; once a day",
    why="you work in the Alliance's office",
    sample={"alliance": "Swaledale Alliance", "leaders": "Tom Raine (until 31 August 2027)", "number": 1},
)
def renewals_announced(alliance: Alliance, ending: list[Designation], *, at: datetime) -> None:
    named = [f"{each.person.name} (until {saying.day(each.ends)})" for each in ending]
    for officer in posts.managers(alliance, at):
        outbox.queue(
            "selection.renewals_announced",
            to=officer,
            alliance_id=alliance.pk,
            at=at,
            about=alliance,
            context={"alliance": alliance.name, "leaders": saying.listed(named), "number": len(named)},
            link=reverse("office-report", args=["what-ends-when"]),
        )


@message(
    kind="selection.renewal_reminded",
    to="the System Leader",
    when="twelve weeks, four weeks and one week before renewals close, where nothing was sent in",
    why=LEADER,
    sample=WHOSE,
)
def renewal_reminded(renewal: Renewal, *, nth: int, at: datetime) -> bool:
    """Each reminder once; returns whether it goes now."""
    leader = renewal.designation.person
    if not leader.email:
        return False
    more = about(renewal, at=at, link=page_of(renewal))
    queued = outbox.queue_once(f"{renewal.pk}/{nth}", "selection.renewal_reminded", to=leader, **more)
    return queued is not None


@message(
    kind="selection.renewal_unwanted",
    to="the manager and the coordinator",
    when="a System Leader says that she does not want another term",
    why="you work in the Alliance's office",
    sample=WHOSE,
)
def renewal_unwanted(renewal: Renewal, *, by: Person, at: datetime) -> None:
    """Not to whoever wrote it down herself. Once for each time that she says so."""
    more = about(renewal, at=at, link=reverse("office-leader", args=[renewal.designation_id]))
    for officer in posts.managers(renewal.alliance, at).exclude(pk=by.pk):
        outbox.queue("selection.renewal_unwanted", to=officer, **more)
