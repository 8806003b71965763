"""The outbox: a message is queued in the transaction of the change it tells of, and sent afterwards by the clock."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, models, transaction

from drystone import walls
from drystone.history import events
from drystone.history.events import Actor

from .catalogue import KINDS, Kind
from .models import Message

State = Message.State


class Recipient(Protocol):
    pk: Any
    name: Any
    email: Any


class NoAddress(ValueError):
    """This person has no e-mail address; the office must be told instead."""


class TooLate(Exception):
    """The message is no longer where this can be done with it: it went, or somebody was quicker."""


def queue(
    kind: str,
    *,
    to: Recipient,
    alliance_id: int | None,
    at: datetime,
    about: models.Model | None = None,
    context: Mapping[str, Any] | None = None,
    link: models.Model | str | None = None,
    urgent: bool = False,
    not_before: datetime | None = None,
    hold: str = "",
    dedupe: str | None = None,
    calendar: bytes = b"",
) -> Message:
    """Puts one message to one person into the outbox, in the transaction of the change it tells of.

    `link` is a link without account (its token is made when the message is sent) or the path of a page for somebody
    with one; `calendar` an entry that goes with it. `not_before` keeps it until a moment, `hold` until the office has
    had a look. Raises NoAddress when nothing is known to write to.
    """
    line = KINDS[kind]
    check_linked(line, link)
    subject, text = line.write(to.name, dict(context or {}))
    # A message of the installation itself, to sign in by say, is out of every visitor's reach once it is written.
    with walls.open_to_all() if alliance_id is None else nullcontext():
        return Message.objects.create(
            alliance_id=alliance_id,
            kind=kind,
            subject=subject,
            text=text,
            urgent=urgent,
            forget=line.forget,
            dedupe=dedupe,
            message_id=new_message_id(),
            **addressed(to),
            **leading_to(link, calendar),
            **concerning(about),
            **waiting(at, not_before, hold),
        )


def queue_once(key: str, kind: str, **message: Any) -> Message | None:
    """Queues a message unless one of this kind with this key ever was: a reminder that is due and not yet sent.

    Returns None when it was. Of two clocks that try at once exactly one queues it.
    """
    dedupe = f"{kind}/{key}"
    if Message.objects.filter(dedupe=dedupe).exists():
        return None
    try:
        with transaction.atomic():
            return queue(kind, dedupe=dedupe, **message)
    except IntegrityError:
        if Message.objects.filter(dedupe=dedupe).exists():
            return None
        raise


def hold(message: Message, *, reason: str, by: Actor | None, at: datetime) -> Message:
    """Keeps a message that waits from being sent, until somebody has had a look."""
    return change(
        message, "keep_back", by=by, at=at, note=reason, sources=(State.QUEUED,), to=State.HELD, hold_reason=reason
    )


def release(message: Message, *, by: Actor | None, at: datetime) -> Message:
    """Lets a held message go."""
    due = max(at, message.due_at)
    when: dict[str, Any] = {"due_at": due, "next_try_at": due, "hold_reason": ""}
    return change(message, "release", by=by, at=at, sources=(State.HELD,), to=State.QUEUED, **when)


def cancel(message: Message, *, reason: str, by: Actor | None, at: datetime) -> Message:
    """Takes a message back that has not gone."""
    waiting = (State.QUEUED, State.HELD)
    return change(message, "cancel", by=by, at=at, note=reason, sources=waiting, to=State.CANCELLED, hold_reason="")


def resend(message: Message, *, by: Actor | None, at: datetime, address: str = "") -> Message:
    """Queues the same message once more, under a new Message-ID; the first one stays as it was.

    Pressing twice sends one copy: a message that already has a copy gives that copy back.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        if copy := Message.objects.filter(copy_of=message).first():
            return copy
        if message.state not in (State.SENT, *Message.UNDELIVERED) or message.forget:
            raise TooLate(f"message {message.pk} is {message.state}")
        Message.objects.filter(pk=message.pk).update(needs_look=False)
        events.record(message, "resend", by=by, at=at)
        return copied(message, address=address or message.to_address, at=at)


def looked_at(message: Message, *, note: str, by: Actor, at: datetime) -> Message:
    """Somebody has seen to it in another way, by telephone perhaps; it leaves the list of what did not arrive."""
    here = message.state
    return change(message, "see_to", by=by, at=at, note=note, sources=Message.UNDELIVERED, to=here, needs_look=False)


def change_address(message: Message, address: str, *, by: Actor | None, at: datetime) -> Message:
    """The office corrects where a message goes; one that has already gone is sent again to the new address."""
    if not address.strip():
        raise NoAddress("no e-mail address given")
    new, here = address.strip(), message.state
    if here in (State.QUEUED, State.HELD):
        return change(message, "readdress", by=by, at=at, sources=(here,), to=here, to_address=new, attempts=0)
    return resend(message, by=by, at=at, address=new)


def bounced(message_id: str, *, reason: str, at: datetime) -> Message | None:
    """The other side sent a message back, perhaps days later. None when it is not one of ours."""
    message = Message.objects.filter(message_id=message_id.strip(" <>")).first()
    if message is None or message.state == State.BOUNCED:
        return message
    gone = (State.SENT, State.QUEUED, State.FAILED)
    return change(
        message, "bounce", by=None, at=at, sources=gone, to=State.BOUNCED, last_error=reason[:500], needs_look=True
    )


def waiting_since(at: datetime) -> datetime | None:
    """Since when the oldest message that may go has been waiting, however often it was tried."""
    waiting = Message.objects.filter(state__in=(State.QUEUED, State.SENDING), due_at__lte=at)
    return waiting.order_by("due_at").values_list("due_at", flat=True).first()


def change(
    message: Message,
    verb: str,
    *,
    by: Actor | None,
    at: datetime,
    sources: tuple,
    to: str,
    note: str = "",
    **fields: Any,
) -> Message:
    """Compare-and-set with its line of history. Raises TooLate when the message is elsewhere by now."""
    with transaction.atomic():
        was = message.state
        rows = Message.objects.filter(pk=message.pk, state__in=sources)
        if not rows.update(state=to, **fields):
            raise TooLate(f"message {message.pk} cannot {verb.replace('_', ' ')}: it is {message.state}")
        message.refresh_from_db()
        events.record(message, verb, by=by, at=at, was=was, now=to, note=note)
    return message


def copied(message: Message, *, address: str, at: datetime) -> Message:
    """The same words to the same person once more, from the beginning."""
    kept = (
        "alliance_id",
        "kind",
        "person_id",
        "to_name",
        "subject",
        "text",
        "link_id",
        "path",
        "about_type",
        "about_id",
        "calendar",
    )
    return Message.objects.create(
        **{name: getattr(message, name) for name in kept},
        urgent=message.urgent,
        to_address=address,
        copy_of=message,
        due_at=at,
        next_try_at=at,
        queued_at=at,
        message_id=new_message_id(),
    )


def check_linked(line: Kind, link: models.Model | str | None) -> None:
    if line.linked != bool(link):
        raise TypeError(f"{line.key} must have {'a' if line.linked else 'no'} link")


def addressed(to: Recipient) -> dict[str, Any]:
    """One recipient, at the address as stored: look-alike letters are never folded."""
    if not (to.email or "").strip():
        raise NoAddress(f"{to.name} has no e-mail address")
    return {"person_id": to.pk, "to_name": to.name, "to_address": to.email.strip()}


def leading_to(link: models.Model | str | None, calendar: bytes) -> dict[str, Any]:
    entry = {"calendar": calendar.decode()}
    return entry | ({"path": link} if isinstance(link, str) else {"link_id": link.pk if link else None})


def concerning(about: models.Model | None) -> dict[str, Any]:
    return {"about_type": events.kind_of(about), "about_id": about.pk} if about else {}


def waiting(at: datetime, not_before: datetime | None, hold: str) -> dict[str, Any]:
    due = max(at, not_before or at)
    state = State.HELD if hold else State.QUEUED
    return {"state": state, "hold_reason": hold, "queued_at": at, "due_at": due, "next_try_at": due}


def new_message_id() -> str:
    """A name that stays with the row, so that a message sent twice by a dying worker is seen as one."""
    return f"{uuid4().hex}@{urlsplit(settings.BASE_URL).hostname}"
