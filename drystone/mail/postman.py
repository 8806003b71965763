"""Sending what is due: each message is leased, sent outside any transaction, and marked with what became of it.

A sender that dies leaves a lease that runs out, so nothing is lost; the message then goes once more under the same
Message-ID. So it does when a mail server takes it and goes silent; after the second time the office is asked, lest
somebody gets it again and again. A sender that wakes up late finds the fence moved, and its word is refused.
"""

import logging
import smtplib
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from drystone.history import events

from . import envelope
from .envelope import Refused, Sender
from .models import Message

State = Message.State
FillLink = Callable[[int], str]
SenderOf = Callable[[int | None], Sender]

LEASE = timedelta(minutes=5)  # longer than a server that answers every step just before EMAIL_TIMEOUT
BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]
MOST_UNANSWERED = 2
PERHAPS = "Perhaps it did: twice the mail server took it and never said whether it keeps it."
FORGOTTEN = "This message held a code, which is not kept."
log = logging.getLogger(__name__)


class LinkGone(Exception):
    """The personal link of a message may not be used any more; the message then is not sent."""


@dataclass
class Round:
    """What one round of sending did. `trouble` is why the mail server could not be reached, if it could not."""

    sent: int = 0
    later: int = 0
    undelivered: int = 0
    trouble: str = ""

    @property
    def handled(self) -> int:
        return self.sent + self.later + self.undelivered


def send_due(
    *,
    at: datetime,
    fill_link: FillLink,
    limit: int = 50,
    sender: SenderOf = lambda alliance_id: Sender(),
    lease: timedelta = LEASE,
) -> Round:
    """Sends what is due, urgent first, up to `limit` messages.

    `fill_link(link_id)` makes a fresh token and gives the whole address, or raises LinkGone; `sender(alliance_id)`
    says in whose name a message goes. While the mail server cannot be reached no message is touched, so that an
    outage costs none of them a try.
    """
    done, started, post = Round(), monotonic(), get_connection()
    take_back(at)
    try:
        while done.handled < limit:
            now = at + timedelta(seconds=monotonic() - started)
            message = Message.objects.due(now).first()
            if message is None or not reached(post, done):
                break
            if lease_out(message, now, lease):
                attempt(message, post, fill_link, sender, done, now)
    finally:
        hang_up(post)
    return done


def take_back(at: datetime) -> None:
    """Puts what a dead sender left behind back among what is due."""
    left = Message.objects.filter(state=State.SENDING, lease_until__lt=at)
    if left.exists():
        left.update(state=State.QUEUED, lease_until=None, next_try_at=at)


def reached(post: BaseEmailBackend, done: Round) -> bool:
    """Whether the mail server answers."""
    try:
        post.open()
    except OSError as error:
        done.trouble = described(error)
        return False
    return True


def lease_out(message: Message, at: datetime, lease: timedelta) -> bool:
    """Takes a message for this sender alone; of two senders one gets it."""
    rows = Message.objects.filter(pk=message.pk, state=State.QUEUED, fence=message.fence)
    message.fence += 1
    message.attempts += 1
    return bool(
        rows.update(
            state=State.SENDING, lease_until=at + lease, attempts=message.attempts, fence=message.fence, last_error=""
        )
    )


def attempt(
    message: Message, post: BaseEmailBackend, fill_link: FillLink, sender: SenderOf, done: Round, at: datetime
) -> None:
    """One try: sent, tried again later, or told to the office as refused."""
    try:
        link = fill_link(message.link_id) if message.link_id else settings.BASE_URL + message.path
        post.send_messages([envelope.make(message, link, sender(message.alliance_id))])
    except LinkGone:
        mark(message, State.CANCELLED, last_error="Its link may not be used any more.")
        done.undelivered += 1
    except Exception as error:  # whatever it is, this message must not keep the next one from going
        hang_up(post)
        if for_good(error):
            give_up(message, State.BOUNCED, described(error), at)
            done.undelivered += 1
        else:
            put_off(message, error, done, at)
    else:
        kept = {"text": FORGOTTEN} if message.forget else {}
        mark(message, State.SENT, sent_at=at, **kept)
        done.sent += 1


def for_good(error: Exception) -> bool:
    """Whether the other side refused this message for ever; trouble with our own server or name is not that."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, Refused) or (isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500)


def put_off(message: Message, error: Exception, done: Round, at: datetime) -> None:
    """Tries again after a while, each time longer; after the last time the office is told."""
    message.unanswered += is_unanswered(error)
    if message.unanswered >= MOST_UNANSWERED:
        give_up(message, State.FAILED, PERHAPS, at)
        done.undelivered += 1
    elif message.attempts > len(BACK_OFF):
        give_up(message, State.FAILED, described(error), at)
        done.undelivered += 1
    else:
        again = at + BACK_OFF[message.attempts - 1]
        mark(message, State.QUEUED, next_try_at=again, last_error=described(error), unanswered=message.unanswered)
        done.later += 1


def is_unanswered(error: Exception) -> bool:
    """Whether the mail server had the words, or some of them, and did not say what becomes of them."""
    lost = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPResponseException)
    frames = traceback.walk_tb(error.__traceback__)
    return lost and any(frame.f_code is smtplib.SMTP.data.__code__ for frame, _ in frames)


def give_up(message: Message, state: State, why: str, at: datetime) -> None:
    """The message will not arrive; the office's list says so, with what the other side said."""
    with transaction.atomic():
        if mark(message, state, last_error=why, needs_look=True):
            verb = "bounce" if state == State.BOUNCED else "give_up"
            events.record(message, verb, by=None, at=at, was=State.SENDING, now=state)


def mark(message: Message, state: State, **fields: Any) -> bool:
    """Writes what became of it, unless somebody else holds the message by now."""
    rows = Message.objects.filter(pk=message.pk, state=State.SENDING, fence=message.fence)
    marked = rows.update(state=state, lease_until=None, **fields)
    log.info("message %s %s: %s", message.pk, message.kind, state if marked else "too late")
    return bool(marked)


def described(error: Exception) -> str:
    """What the other side said, or what kind of trouble it was; never the words of a message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return answer(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return answer(error.smtp_code, error.smtp_error)
    return (str(error) if isinstance(error, OSError | Refused) else type(error).__name__)[:500]


def answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:500]


def hang_up(post: BaseEmailBackend) -> None:
    with suppress(OSError):
        post.close()
