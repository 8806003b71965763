"""The messages about transfers. No reason goes into any of them."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links, posts
from drystone.people.models import Person

from ..models import Arrival, Departure, DepartureState

__all__ = [
    "TRANSFER",
    "arrival_off",
    "arrival_proposed",
    "transfer_asked",
    "transfer_head_told",
    "transfer_moved",
    "transfer_news",
    "transferred_in",
]
TRANSFER = "transfer"
THERE = {"leader": "Tom Raine", "alliance": "Swaledale Alliance", "other": "Wensleydale Alliance"}
NEWS: dict[str, str] = {
    DepartureState.REFUSED: "{leader} would rather stay. Nothing changes.",
    DepartureState.AGREED: "{leader} agrees. {other} has been asked.",
    DepartureState.DECLINED: "{other} does not take it up. Nothing changes.",
    DepartureState.ACCEPTED: "{other} accepts it, from {day} on.",
    DepartureState.CALLED_OFF: "It was called off. Nothing changes through it.",
}


def facts(departure: Departure) -> dict[str, Any]:
    return {
        "leader": departure.designation.person.name,
        "alliance": departure.alliance.name,
        "other": departure.to_name,
    }


def news(departure: Departure) -> dict[str, Any]:
    """What came of it so far, in a sentence or two."""
    known = facts(departure)
    day = saying.day(departure.first_day) if departure.first_day else ""
    said = NEWS[departure.state]
    if departure.state == DepartureState.AGREED and departure.to_alliance_id is None:
        said = "{leader} agrees. Ask {other}, and record its answer."
    return {**known, "news": said.format(day=day, **known)}


def about(departure: Departure, *, at: datetime) -> dict[str, Any]:
    """What every message about how far it has come has in common."""
    return {"alliance_id": departure.alliance_id, "at": at, "about": departure.designation, "context": news(departure)}


@message(
    kind="selection.transfer_asked",
    to="the System Leader",
    when="the office would like to transfer somebody to another alliance",
    why="it is about your designation",
    sample=THERE,
)
def transfer_asked(departure: Departure, *, by: Person | None, at: datetime) -> None:
    person = departure.designation.person
    if not person.email:
        return
    link = links.invite(person, TRANSFER, departure, alliance=departure.alliance, days=60, by=by, at=at)
    outbox.queue(
        "selection.transfer_asked",
        to=person,
        alliance_id=departure.alliance_id,
        at=at,
        about=departure.designation,
        context=facts(departure),
        link=link,
        not_before=WorkingDays(departure.alliance).good_moment(at),
    )


@message(
    kind="selection.transfer_moved",
    to="who manages the giving alliance",
    when="the System Leader answers, or the other alliance does, or it cannot come about",
    why="you manage the Alliance",
    sample={**THERE, "news": "Wensleydale Alliance accepts it, from Tuesday 1 December 2026 on."},
)
def transfer_moved(departure: Departure, *, at: datetime) -> None:
    link = reverse("office-transfer", args=[departure.pk])
    for officer in posts.managers(departure.alliance, at):
        outbox.queue("selection.transfer_moved", to=officer, link=link, **about(departure, at=at))


@message(
    kind="selection.transfer_news",
    to="the System Leader",
    when="the other alliance accepts or declines, or it is called off",
    why="it is about your designation",
    sample={**THERE, "news": "Wensleydale Alliance accepts it, from Tuesday 1 December 2026 on."},
)
def transfer_news(departure: Departure, *, at: datetime) -> None:
    person, link = departure.designation.person, reverse("leader-transfer", args=[departure.pk])
    if person.email:
        outbox.queue("selection.transfer_news", to=person, link=link, **about(departure, at=at))


@message(
    kind="selection.transfer_head_told",
    to="the home approver",
    when="another alliance accepts somebody of the school",
    why="you approve the release of this System Leader",
    sample={**THERE, "school": "Reeth Community Primary School", "day": "Tuesday 1 December 2026"},
    linked=False,
)
def transfer_head_told(departure: Departure, *, at: datetime) -> None:
    """What the school granted does not go along; work that is agreed does not stop."""
    designation, alliance = departure.designation, departure.alliance
    head = posts.approver_for(designation.person, alliance, designation.home_school, localdate(at))
    if head and head.email and departure.first_day:
        outbox.queue(
            "selection.transfer_head_told",
            to=head,
            alliance_id=departure.alliance_id,
            at=at,
            about=designation,
            context={
                **facts(departure),
                "school": designation.home_school.name,
                "day": saying.day(departure.first_day),
            },
            not_before=WorkingDays(alliance).good_moment(at),
        )


@message(
    kind="selection.arrival_proposed",
    to="who manages the receiving alliance",
    when="a System Leader of another alliance agrees to come over",
    why="you manage the Alliance",
    sample=THERE,
)
def arrival_proposed(arrival: Arrival, *, at: datetime) -> None:
    tell_receiving("selection.arrival_proposed", arrival, at=at)


@message(
    kind="selection.arrival_off",
    to="who manages the receiving alliance",
    when="the other alliance calls a transfer off, or it cannot come about",
    why="you manage the Alliance",
    sample=THERE,
)
def arrival_off(arrival: Arrival, *, at: datetime) -> None:
    tell_receiving("selection.arrival_off", arrival, at=at)


def tell_receiving(kind: str, arrival: Arrival, *, at: datetime) -> None:
    context = {"leader": arrival.person.name, "alliance": arrival.alliance.name, "other": arrival.from_name}
    for officer in posts.managers(arrival.alliance, at):
        outbox.queue(
            kind,
            to=officer,
            alliance_id=arrival.alliance_id,
            at=at,
            about=arrival,
            context=context,
            link=reverse("office-arrival", args=[arrival.pk]),
        )


@message(
    kind="selection.transferred_in",
    to="the System Leader",
    when="a transfer happens, in the new alliance",
    why="you are a System Leader of the Alliance",
    sample={**THERE, "number": "SL-7KQ2-M4XD", "until": "Saturday 31 August 2030"},
)
def transferred_in(arrival: Arrival, *, at: datetime) -> None:
    made = arrival.designation
    if made is None or not arrival.person.email:
        return
    outbox.queue(
        "selection.transferred_in",
        to=arrival.person,
        alliance_id=arrival.alliance_id,
        at=at,
        about=made,
        context={
            "leader": arrival.person.name,
            "alliance": arrival.alliance.name,
            "other": arrival.from_name,
            "number": made.number,
            "until": saying.day(made.ends),
        },
        link=reverse("leader-profile"),
    )
