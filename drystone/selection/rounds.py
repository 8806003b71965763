"""Rounds: drafted, published, changed with care; a later deadline for one person."""

import re
from collections.abc import Iterator, Mapping
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person

from . import emails, fitting, targets
from .lifecycle import ROUND
from .models import Assessment, Extension, Round, RoundState
from .phases import rests
from .refusals import Refused

YEAR, WEEKS = re.compile(r"\b20\d\d\b"), timedelta(weeks=52)
DATES = {
    "opens_at": "Applications open",
    "closes_at": "Applications close",
    "references_close_at": "References close",
    "shortlist_by": "Shortlisting by",
    "interviews_from": "Interviews from",
    "interviews_to": "Interviews until",
    "decisions_by": "Decisions by",
    "induction_on": "Induction",
}
# Each pair must stand in this order; the days are compared as days.
ORDER = [
    ("opens_at", "closes_at"),
    ("closes_at", "references_close_at"),
    ("closes_at", "shortlist_by"),
    ("shortlist_by", "interviews_from"),
    ("interviews_from", "interviews_to"),
    ("interviews_to", "decisions_by"),
    ("decisions_by", "induction_on"),
]


class Unfit(Refused):
    """The dates and terms of a round do not fit together; `problems` says which and why, by field."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def draft(
    alliance: Alliance, fields: Mapping[str, Any], *, like: Round | None = None, by: Person, at: datetime
) -> Round:
    """The manager sets down the dates and terms of a round; nobody outside sees it yet. Raises Unfit.

    A draft of that name with the same deadline is that draft: a button pressed twice makes one. `like` is an earlier
    round: what it asked first and how many leaders it hoped for, the new one does too.
    """
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    same = {name: fields[name] for name in ("title", "opens_at", "closes_at") if name in fields}
    if standing := Round.objects.filter(alliance=alliance, state=RoundState.DRAFT, **same).first():
        return write(standing, fields, "changed", by=by, at=at)
    new = Round(alliance=alliance, state_since=at, own_questions=like.own_questions if like else [])
    write(new, fields, "drafted", by=by, at=at)
    if like:
        targets.take_over(new, like)
    return new


@transaction.atomic
def edit(round_: Round, fields: Mapping[str, Any], *, by: Person, at: datetime) -> Round:
    """The manager changes a round. What was promised in public stays: a published deadline only moves later.

    Nor does the scale change under those who were asked to score on it, nor what they see. Raises Unfit.
    """
    kept = Round.objects.select_for_update().get(pk=round_.pk)
    return write(kept, fields, "changed", by=by, at=at)


def write(round_: Round, fields: Mapping[str, Any], verb: str, *, by: Person, at: datetime) -> Round:
    if not manager(by, round_):
        raise NotAllowed(f"{by} may not change the rounds of {round_.alliance}")
    if round_.pk and stands(round_, fields):
        return round_
    promised = round_.closes_at if round_.pk and round_.state == RoundState.PUBLISHED else None
    was = {name: said(getattr(round_, name)) for name in DATES} if round_.pk else {}
    if round_.pk and (fixed := fixed_by_reading(round_, fields)):
        raise Unfit(fixed)
    areas = fields.get("priority_areas")
    for name, value in fields.items():
        if name != "priority_areas":
            setattr(round_, name, value)
    if found := problems(round_, promised=promised):
        raise Unfit(found)
    round_.save()
    fitting.fit_begun(round_)
    if areas is not None:
        round_.priority_areas.set(areas)
    now = {name: said(getattr(round_, name)) for name in DATES}
    changed: dict[str, Any] = {name: day for name, day in now.items() if was.get(name) != day}
    events.record(round_, verb, by=by, at=at, **changed)
    return round_


STAYS = {
    "scale": "Somebody was asked to score applications on the present scale, so it stays",
    "blind": "Somebody was asked to read applications as they are shown at present, so it stays",
}


def fixed_by_reading(round_: Round, fields: Mapping[str, Any]) -> dict[str, str]:
    """What may not change under those who read, and would, by field."""
    changed = {
        name: said for name, said in STAYS.items() if fields.get(name, getattr(round_, name)) != getattr(round_, name)
    }
    return changed if changed and is_read(round_) else {}


def is_read(round_: Round) -> bool:
    """Whether anybody was asked to score: sheets keep their scale, and scores on two scales cannot be compared."""
    return Assessment.objects.filter(application__round=round_).exists()


def stands(round_: Round, fields: Mapping[str, Any]) -> bool:
    """Whether all of this is so already."""
    given = dict(fields)
    areas = given.pop("priority_areas", None)
    same = all(getattr(round_, name) == value for name, value in given.items())
    return same and (areas is None or set(round_.priority_areas.all()) == set(areas))


def problems(round_: Round, *, promised: datetime | None = None) -> dict[str, str]:
    """What does not fit, as sentences by field, each day with its true weekday."""
    found: dict[str, str] = {}
    if not round_.title.strip():
        found["title"] = "Give the round a name"
    for name in DATES:
        if getattr(round_, name) is None and name != "induction_on":
            found[name] = f"{DATES[name]}: give a date"
    return found or dict(out_of_order(round_, promised)) or dict(unlike_renewals(round_))


def unlike_renewals(round_: Round) -> Iterator[tuple[str, str]]:
    """A round of renewals is for people whom the Alliance knows, and who belong to it already."""
    if round_.is_of_renewals and round_.blind:
        yield "blind", "A round of renewals is not read without names: what the years hold would name them"
    if round_.is_of_renewals and round_.members_only:
        yield "members_only", "Every System Leader whose designation ends in this round may renew it"


def out_of_order(round_: Round, promised: datetime | None) -> Iterator[tuple[str, str]]:
    for earlier, later in ORDER:
        first, second = getattr(round_, earlier), getattr(round_, later)
        if second is not None and not in_order(earlier, first, later, second):
            yield (
                later,
                f"{DATES[later]} ({said(second)}) cannot come before {DATES[earlier].lower()} ({said(first)})",
            )
    if promised and round_.closes_at < promised:
        yield "closes_at", f"People rely on {said(promised)}: a published deadline can only move later"


def in_order(earlier: str, first: Any, later: str, second: Any) -> bool:
    """Moments against moments; a moment against a day by its day."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first < second if earlier == "opens_at" else first <= second
    return day_of(first) <= day_of(second)


def warnings(round_: Round) -> list[str]:
    """What the manager should look at twice: days on which schools rest."""
    named = [(label, getattr(round_, name)) for name, label in DATES.items()]
    return [
        f"{label}: {said(value)} is not a working day."
        for label, value in named
        if value is not None and rests(day_of(value))
    ]


def a_year_on(round_: Round, *, at: datetime) -> Round:
    """The same round again, each date on its weekday, in the first year in which it can still open; nothing is kept.

    A year is 52 weeks. The years in its name move too: Spring 2027 becomes Spring 2028.
    """
    years = max(1, -((day_of(round_.opens_at) - day_of(at)).days // WEEKS.days))
    again = copy(round_)
    again.title = YEAR.sub(lambda year: str(int(year[0]) + years), round_.title)
    for name in DATES:
        if (value := getattr(round_, name)) is not None:
            setattr(again, name, later(value, years * WEEKS))
    return again


def later(value: date, by: timedelta) -> date:
    """So many days later at the same time on the clock, whatever the clocks did meanwhile."""
    if not isinstance(value, datetime):
        return value + by
    there = timezone.localtime(value)
    return timezone.make_aware(there.replace(tzinfo=None) + by)


def day_of(value: date) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def said(value: date | None) -> str:
    return saying.day(day_of(value)) if value else ""


@transaction.atomic
def publish(round_: Round, *, by: Person, at: datetime) -> Round:
    """The round is public: its page shows, and it opens by itself on its day. Raises Unfit when its time is over."""
    if found := problems(round_):
        raise Unfit(found)
    if round_.closes_at <= at:
        raise Unfit({"closes_at": f"Applications would have closed on {said(round_.closes_at)}. Choose a later day."})
    ROUND.move(round_, "publish", by=by, at=at)
    return round_


@transaction.atomic
def extend(round_: Round, person: Person, *, until: datetime, reason: str, by: Person, at: datetime) -> Extension:
    """One person gets a later deadline, for a reason that is kept; she is told. A new day replaces the old.

    Said twice, it is said once.
    """
    if not manager(by, round_):
        raise NotAllowed(f"{by} may not extend a deadline of {round_.alliance}")
    if until <= at:
        raise Unfit({"until": "Choose a moment that is still to come"})
    if until <= round_.closes_at:
        raise Unfit({"until": f"Choose a day after {said(round_.closes_at)}, when the round closes for everybody"})
    if standing := Extension.objects.filter(round=round_, person=person, until=until, reason=reason).first():
        return standing
    extension, _ = Extension.objects.update_or_create(
        round=round_,
        person=person,
        defaults={"alliance_id": round_.alliance_id, "until": until, "reason": reason},
    )
    events.record(extension, "extended", by=by, at=at, about=round_, until=said(until), person=person.name)
    emails.deadline_extended(extension, at=at)
    return extension
