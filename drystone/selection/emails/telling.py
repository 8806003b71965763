"""To whom a message of selection goes: the applicant, the office, one person on a page of hers, one by link."""

from datetime import datetime

from django.urls import reverse

from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.people import posts
from drystone.people.models import Link, Person

from ..models import Application, Round

ROUND = {"round": "Spring 2027", "alliance": "Swaledale Alliance"}
FACTS = {"applicant": "Rosie Metcalfe", **ROUND}


def facts(application: Application) -> dict:
    return {
        "applicant": application.person.name,
        "round": application.round.title,
        "alliance": application.alliance.name,
    }


def tell_applicant(
    kind: str, application: Application, *, at: datetime, page: str = "apply-application", **context
) -> None:
    """To the applicant, who signs in to read on."""
    tell(kind, application.person, application, at=at, page=page, **context)


def tell_office(kind: str, application: Application, *, at: datetime, **context) -> None:
    """To each manager and coordinator of the alliance."""
    for officer in posts.managers(application.alliance, at):
        tell(kind, officer, application, at=at, page="office-application", **context)


def tell_office_of_round(kind: str, round_: Round, *, at: datetime, **context) -> None:
    """To each manager and coordinator of the alliance, with the way to the page where its decisions are released."""
    for officer in posts.managers(round_.alliance, at):
        outbox.queue(
            kind,
            to=officer,
            alliance_id=round_.alliance_id,
            at=at,
            about=round_,
            context={"round": round_.title, "alliance": round_.alliance.name, **context},
            link=reverse("office-round-release", args=[round_.pk]),
        )


def tell(
    kind: str, person: Person, application: Application, *, at: datetime, page: str, pk: int = 0, about=None, **context
) -> None:
    """To somebody with an account, with the address of the page where she acts."""
    link = reverse(page, args=[pk or application.pk])
    tell_at(link, kind, person, application, at=at, about=about or application, **context)


def tell_at(
    link: str,
    kind: str,
    person: Person,
    application: Application,
    *,
    at: datetime,
    about,
    calendar=b"",
    not_before: datetime | None = None,
    **context,
) -> None:
    """The same, with the link itself; `calendar` is the entry that goes with it, `not_before` when it may go."""
    outbox.queue(
        kind,
        to=person,
        alliance_id=application.alliance_id,
        at=at,
        about=about,
        context={**facts(application), **context},
        link=link,
        calendar=calendar,
        not_before=not_before,
    )


def tell_by_link(
    kind: str,
    link: Link,
    application: Application,
    *,
    at: datetime,
    about,
    quiet: bool = True,
    once: str = "",
    **context,
) -> bool:
    """To somebody without an account; `quiet` keeps it for a working morning, `once` is its name among reminders.

    Returns whether it goes: a reminder that went before does not go again.
    """
    message = {
        "to": link.person,
        "alliance_id": application.alliance_id,
        "at": at,
        "about": about,
        "context": {**facts(application), **context},
        "link": link,
        "not_before": WorkingDays(application.alliance).good_moment(at) if quiet else at,
    }
    if once:
        return outbox.queue_once(once, kind, **message) is not None
    outbox.queue(kind, **message)
    return True
