"""The messages about signing in and about links."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.timezone import localdate

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.mail.models import Message

from .models import Code, Link, Person, Purpose

ACCOUNT = "/account/"


@dataclass
class Addressee:
    """Where a message goes when it must not go to her present address, or when we know nothing but an address."""

    email: str
    name: str = ""
    pk: int | None = None


@message(
    kind="people.sign_in_code",
    to="whoever typed this address on the sign-in page",
    when="somebody asks to sign in or to make an account",
    why="somebody typed your e-mail address on our sign-in page",
    sample={"code": "204816", "minutes": 15},
    linked=False,
    forget=True,
)
def sign_in_code(code: Code, digits: str, *, at: datetime) -> None:
    _send_code("people.sign_in_code", code, digits, at)


@message(
    kind="people.reading_code",
    to="the person whom a link was sent to",
    when="somebody opens a page that shows confidential text by an e-mailed link",
    why="somebody who has the link that we sent you wants to open its page",
    sample={"code": "204816", "minutes": 10},
    linked=False,
    forget=True,
)
def reading_code(code: Code, digits: str, *, at: datetime) -> None:
    _send_code("people.reading_code", code, digits, at)


@message(
    kind="people.address_code",
    to="the new address",
    when="somebody with an account wants to use a new e-mail address",
    why="somebody wants to use this address for an account with us",
    sample={"code": "204816", "minutes": 15},
    linked=False,
    forget=True,
)
def address_code(code: Code, digits: str, *, at: datetime) -> None:
    _send_code("people.address_code", code, digits, at)


@message(
    kind="people.confirming_code",
    to="the holder of an account",
    when="somebody is about to change how they sign in",
    why="somebody who is signed in to your account wants to change how you sign in",
    sample={"code": "204816", "minutes": 15},
    linked=False,
    forget=True,
)
def confirming_code(code: Code, digits: str, *, at: datetime) -> None:
    _send_code("people.confirming_code", code, digits, at)


CODES = {
    Purpose.SIGN_IN: sign_in_code,
    Purpose.READ: reading_code,
    Purpose.ADDRESS: address_code,
    Purpose.CONFIRM: confirming_code,
}


def _send_code(kind: str, code: Code, digits: str, at: datetime) -> None:
    """To the address of the code, urgently; its text is not kept once it is sent."""
    person = code.person
    outbox.queue(
        kind,
        to=Addressee(code.address, person.name if person else "", person.pk if person else None),
        alliance_id=code.link.alliance_id if code.link else None,
        at=at,
        context={"code": digits, "minutes": int((code.expires_at - code.made_at).total_seconds() // 60)},
        urgent=True,
    )


@message(
    kind="people.address_changed",
    to="the old address",
    when="the e-mail address of an account was changed",
    why="this was the e-mail address of your account",
    sample={"contact": "office@alliance.example"},
    linked=False,
)
def address_changed(person: Person, old: str, *, at: datetime) -> None:
    """To the old address, so that its owner learns of a change that she did not make."""
    outbox.queue(
        "people.address_changed",
        to=Addressee(old, person.name, person.pk),
        alliance_id=None,
        at=at,
        about=person,
        context={"contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]},
        urgent=True,
    )


@message(
    kind="people.signing_in_changed",
    to="the holder of an account",
    when="a passkey, authenticator app or set of recovery codes was added or removed",
    why="you have an account with us",
    sample={"what": "A passkey was added to your account."},
)
def signing_in_changed(person: Person, what: str, *, at: datetime) -> None:
    outbox.queue(
        "people.signing_in_changed",
        to=person,
        alliance_id=None,
        at=at,
        about=person,
        context={"what": what},
        link=ACCOUNT,
        urgent=True,
    )


@message(
    kind="people.new_device",
    to="the holder of an account",
    when="somebody signs in with a browser that they have not used before",
    why="you have an account with us",
    sample={"when": "Tuesday 3 March 2026 at 10:42am"},
)
def new_device(person: Person, *, when: str, at: datetime) -> None:
    outbox.queue(
        "people.new_device",
        to=person,
        alliance_id=None,
        at=at,
        about=person,
        context={"when": when},
        link=ACCOUNT,
        urgent=True,
    )


@message(
    kind="people.not_the_right_person",
    to="the Alliance manager and the coordinator",
    when="somebody who opened a link says that it is not for them",
    why="you work in the office of the Alliance",
    sample={"person": "Ann Peel", "address": "ann.peel@school.example"},
)
def not_the_right_person(link: Link, *, to: Person, at: datetime) -> None:
    outbox.queue(
        "people.not_the_right_person",
        to=to,
        alliance_id=link.alliance_id,
        at=at,
        about=link.history_about(),
        context={"person": link.person.name, "address": link.address},
        link=settings.LOGIN_REDIRECT_URL,
    )


@message(
    kind="people.link_renewed",
    to="the person whom a link was sent to",
    when="somebody opens a link that ran out, and asks for a new one",
    why="somebody who has a link that we sent you asked for a new one",
    sample={
        "was": "Please read the agreement: Tom Raine at Leyburn Primary School",
        "until": "Friday 11 December 2026",
    },
)
def link_renewed(link: Link, *, old: Link, at: datetime) -> None:
    """Says by which message the old one came, where that is still known."""
    hers = Message.objects.filter(person_id=old.person_id, link_id=old.pk).order_by("-pk")
    came = hers.values_list("subject", flat=True).first()
    outbox.queue(
        "people.link_renewed",
        to=link.person,
        alliance_id=link.alliance_id,
        at=at,
        about=link.record,
        context={"was": came or "", "until": saying.day(localdate(link.expires_at))},
        link=link,
        urgent=True,
    )
