"""Links without an account: one task, one person's address, one purpose.

A link is an invitation that lives for weeks; whoever opens it gets a short session from the door, and nothing
changes until a button is pressed. Its tokens are made at the moment of sending and kept only as SHA-256.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.mail.postman import LinkGone

from . import emails, posts
from .models import Link, LinkKey, Person

NEW_SENT = "A new link was sent to your e-mail address."
READDRESSED = "We now write to another e-mail address."
NOT_HER = "Somebody who opened it said that it was not for them."


class Reason(StrEnum):
    """Why a link does not open."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SPENT = "spent"


@dataclass(frozen=True)
class Problem:
    """A link that does not open; `link` tells what was done and by whom, where the token was once good."""

    reason: Reason
    link: Link | None = None


def invite(
    person: Person,
    purpose: str,
    record: models.Model,
    *,
    alliance: Alliance,
    days: int = 30,
    by: Person | None,
    at: datetime,
) -> Link:
    """The link by which she can do one task; asked again, the same link, good for as long again.

    Where she has moved to another address, or her link ran out, the old one is closed and a new one made.
    """
    until = at + timedelta(days=days)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        link = Link.objects.unfinished().to_do(record, purpose).filter(person=person, alliance=alliance).first()
        if link and link.address == person.email and not link.has_expired(at):
            Link.objects.filter(pk=link.pk, expires_at__lt=until).update(expires_at=until)
            link.refresh_from_db()
            return link
        if link:
            revoke(link, by=by, at=at, because=READDRESSED if link.address != person.email else "")
        return Link.objects.create(
            alliance=alliance,
            person=person,
            address=person.email,
            purpose=purpose,
            record_type=record._meta.label_lower,
            record_id=record.pk,
            made_at=at,
            expires_at=until,
        )


@transaction.atomic
def renew(link: Link, *, by: Person | None, at: datetime) -> Link | None:
    """Her link ran out while its task still waits: it is closed, and a new one goes to the address that we have.

    Whoever asks gets nothing but that message to her, and once for each link. None where nothing is to renew.
    """
    Person.objects.select_for_update().get(pk=link.person_id)
    held = Link.objects.unfinished().filter(pk=link.pk).first()
    task = held.record if held and held.has_expired(at) and held.person.email else None
    if held is None or task is None:
        return None
    revoke(held, by=by, at=at, because=NEW_SENT)
    new = invite(held.person, held.purpose, task, alliance=held.alliance, by=by, at=at)
    emails.link_renewed(new, old=held, at=at)
    return new


def address(link_id: int, *, at: datetime) -> str:
    """A fresh token for a message that is about to go; only its digest is kept. Raises LinkGone."""
    link = Link.objects.select_related("person", "alliance").filter(pk=link_id).first()
    if link is None or problem_with(link, at):
        raise LinkGone
    token = secrets.token_urlsafe(32)
    LinkKey.objects.create(link=link, digest=digest(token), made_at=at)
    return settings.BASE_URL + reverse("open-link", args=[token])


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open(token: str, *, at: datetime) -> Link | Problem:  # noqa: A001 what one does with a link
    """The link of a token, or why it does not open. Opening changes nothing, however often."""
    key = LinkKey.objects.select_related("link__person", "link__alliance", "link__spent_by")
    found = key.filter(digest=digest(token)).first()
    if found is None:
        return Problem(Reason.UNKNOWN)
    return problem_with(found.link, at) or found.link


def problem_with(link: Link, at: datetime) -> Problem | None:
    """Why a link may not be used at a moment, if it may not."""
    if link.spent_at:
        return Problem(Reason.SPENT, link)
    if link.revoked_at or not link.person.is_active or link.alliance.suspended_on:
        return Problem(Reason.REVOKED, link)
    return Problem(Reason.EXPIRED, link) if link.has_expired(at) else None


def begin(link: Link, *, at: datetime) -> None:
    """She did something through it for the first time: an answer typed, a button pressed."""
    Link.objects.filter(pk=link.pk, begun_at__isnull=True).update(begun_at=at)


def spend(link: Link, *, by: Person | None, at: datetime) -> Link:
    """The task is done; from now on the link only tells what was done and by whom."""
    Link.objects.unfinished().filter(pk=link.pk).update(spent_at=at, spent_by=by)
    link.refresh_from_db()
    return link


def finish(record: models.Model, purpose: str, *, by: Person | None, at: datetime) -> None:
    """The task is done, by link, by account or by the office: every open link that leads to it is spent."""
    Link.objects.unfinished().to_do(record, purpose).update(spent_at=at, spent_by=by)


def revoke(link: Link, *, by: Person | None, at: datetime, because: str = "") -> Link:
    """The link no longer opens; `because` is read by whoever tries."""
    with transaction.atomic():
        if Link.objects.unfinished().filter(pk=link.pk).update(revoked_at=at, revoked_because=because):
            events.record(link, "revoked_link", by=by, at=at, note=because)
        link.refresh_from_db()
    return link


def withdraw(record: models.Model, purpose: str, *, by: Person | None, at: datetime, because: str = "") -> None:
    """The task is no longer asked of anybody: every open link that leads to it is revoked."""
    for link in Link.objects.unfinished().to_do(record, purpose):
        revoke(link, by=by, at=at, because=because)


def not_me(link: Link, note: str, *, by: Person | None, at: datetime) -> Link:
    """Somebody says the link is not for her: it is revoked, and the office learns of it the same day."""
    with transaction.atomic():
        if not Link.objects.unfinished().filter(pk=link.pk).update(revoked_at=at, revoked_because=NOT_HER):
            return link
        link.refresh_from_db()
        events.record(link, "said_not_me", by=by, at=at, note=note)
        for officer in posts.managers(link.alliance, at):
            emails.not_the_right_person(link, to=officer, at=at)
    return link
