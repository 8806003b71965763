"""A new head of a home school is asked once: these are your System Leaders, this was agreed; keep, change or pause?

Release was the word of the head before her; it stands until she says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access as people_access
from drystone.people import links
from drystone.people.models import Link, Person, Post
from drystone.people.roles import Role

from . import emails, release, released
from .lifecycle import LIVING
from .models import Designation, NewHead
from .release_rules import check_may

PURPOSE = "new-head"
LOOKED_BACK, REMINDED_AFTER = timedelta(days=120), timedelta(days=7)


class Answer(StrEnum):
    """What she says of one leader."""

    KEEP = "keep"
    CHANGE = "change"
    PAUSE = "pause"


@dataclass(frozen=True)
class Said:
    """Her answer; to change it, so many half-days a term from now on."""

    answer: Answer
    half_days: int = 0


def ask_new(*, at: datetime) -> int:
    """Everybody who took up the post of a head where somebody else held it, and System Leaders work: asked once."""
    today = localdate(at)
    heads = Post.objects.filter(role=Role.HEAD)
    here = {"alliance": OuterRef("alliance"), "organisation": OuterRef("organisation")}
    before = heads.filter(**here, starts__lt=OuterRef("starts")).exclude(person=OuterRef("person"))
    leaders = Designation.objects.filter(
        alliance=OuterRef("alliance"), home_school=OuterRef("organisation"), state__in=LIVING, is_headteacher=False
    )
    told = NewHead.objects.filter(post=OuterRef("pk"))
    new = heads.on(today).filter(Exists(before), Exists(leaders), ~Exists(told), starts__gt=today - LOOKED_BACK)
    return sum(ask(post, at=at) for post in new.select_related("person", "alliance", "organisation"))


@transaction.atomic
def ask(post: Post, *, at: datetime) -> bool:
    """Whether she is asked now: once for a post, whoever else comes to it at the same moment."""
    of: dict[str, Any] = {"alliance": post.alliance, "school": post.organisation, "asked_at": at}
    asked, is_new = NewHead.objects.get_or_create(post=post, defaults=of)
    if is_new and post.person.email:
        emails.new_head_asked(asked, link=invite(asked, at), at=at)
    if is_new:
        events.record(asked, "asked_new_head", by=None, at=at, about=post.person)
    return is_new


def invite(asked: NewHead, at: datetime) -> Link:
    return links.invite(asked.post.person, PURPOSE, asked, alliance=asked.alliance, days=60, by=None, at=at)


def remind_late(*, at: datetime) -> int:
    """Whoever has not answered in a week is reminded once; returns how many."""
    late = NewHead.objects.waiting().filter(asked_at__lte=at - REMINDED_AFTER).exclude(post__person__email="")
    rows = late.select_related("post__person", "alliance", "school")
    return sum(bool(emails.new_head_reminded(each, link=invite(each, at), at=at)) for each in rows)


def leaders_of(asked: NewHead) -> QuerySet[Designation]:
    """The System Leaders of her school whom she releases."""
    rows = Designation.objects.filter(alliance=asked.alliance, home_school=asked.school, state__in=LIVING)
    return rows.filter(is_headteacher=False).select_related("person", "home_school").order_by("person__name")


@transaction.atomic
def answer(asked: NewHead, said: Mapping[Designation, Said], *, said_by: str, by: Person, at: datetime) -> None:
    """For each leader: what was agreed stands, so many days from now on, or none beyond what is promised.

    The office may write down what she said. Answered twice, the first stands. Raises NotAllowed.
    """
    if not (by.pk == asked.post.person_id or people_access.office(by, asked)):
        raise NotAllowed(f"{by} may not answer for {asked}")
    if not NewHead.objects.filter(pk=asked.pk, answered_at=None).update(answered_at=at):
        return
    terms = release.coming_terms(asked.alliance_id, localdate(at))
    days = released.days(list(said), terms)
    for designation, each in said.items():
        check_may(by, designation)
        for term in days[designation.pk] if each.answer != Answer.KEEP else ():
            to = each.half_days if each.answer == Answer.CHANGE else term.meter.promised
            acting: dict[str, Any] = {"was": term.meter.granted, "to": to, "said_by": said_by, "by": by, "at": at}
            released.change(designation, term.meter.term, **acting)
        events.record(designation, "new_head_answered", by=by, at=at, note=said_by, answer=str(each.answer))
    emails.new_head_answered(asked, at=at)
