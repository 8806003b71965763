"""What is promised out of the release budgets: taken, given back, kept, and brought where the days fall.

Days promised never exceed the budget of a term, for the leader and for the home school, however many people press
at once: a promise locks the budgets it takes from before it counts.
"""

from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model, QuerySet, Sum

from drystone.alliances.models import Term
from drystone.history import events
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .models import Away, Promise
from .release import lock, meters, terms_between


class NotEnoughRelease(Exception):
    """The budgets do not hold the half-days asked for; `left` says how many they do hold."""

    def __init__(self, asked: int, left: int):
        super().__init__(f"{asked} half-days asked, {left} left")
        self.asked, self.left = asked, left


@transaction.atomic
def promise(
    work: Model, *, person: Person, home_school: Organisation, starts: date, ends: date, half_days: int, at: datetime
) -> list[Promise]:
    """Takes half-days for one piece of work out of the terms between two days, the earliest first.

    What it holds already in one of these terms becomes part of the new promise. Raises NotEnoughRelease, and takes
    nothing, when the terms together cannot carry them.
    """
    alliance_id = work.alliance_id  # type: ignore[attr-defined]
    terms = terms_between(alliance_id, starts, ends)
    lock(alliance_id, home_school, terms)
    standing = {row.term_id: row for row in promised_for(work)}
    promises, wanted = [], half_days
    for meter in meters(alliance_id, person, home_school, terms):
        taken = min(wanted, meter.left)
        if taken > 0:
            before = standing.get(meter.term.pk)
            promises.append(
                Promise.objects.create(
                    alliance_id=alliance_id,
                    person=person,
                    home_school=home_school,
                    term=meter.term,
                    half_days=taken + replaced(before, at),
                    starts=min(starts, before.starts) if before else starts,
                    ends=max(ends, before.ends) if before else ends,
                    for_type=events.kind_of(work),
                    for_id=work.pk,
                    made_at=at,
                )
            )
            wanted -= taken
    if wanted:
        raise NotEnoughRelease(half_days, half_days - wanted)
    return promises


def replaced(row: Promise | None, at: datetime) -> int:
    """The half-days of a promise that a larger one takes the place of."""
    if row is None:
        return 0
    Promise.objects.filter(pk=row.pk).update(given_back_at=at)
    return row.half_days


def give_back(work: Model, *, at: datetime) -> int:
    """Returns to the budgets what was promised for a piece of work; gives the number of half-days returned."""
    standing = promised_for(work)
    returned = standing.aggregate(sum=Sum("half_days"))["sum"] or 0
    standing.update(given_back_at=at)
    return returned


def hand_over(work: Model, to: Model) -> None:
    """What is promised for one piece of work is promised for what it becomes."""
    promised_for(work).update(for_type=events.kind_of(to), for_id=to.pk)


@transaction.atomic
def keep(work: Model, *, starts: date, ends: date, half_days: int, at: datetime) -> None:
    """Of what is promised for a piece of work keeps half-days in the terms between two days.

    Those come first in which she is away for it; the rest is kept in the earliest, and what is left over goes back.
    Budgets are not asked anew: what is promised stands, even where less is granted since.
    """
    standing = list(promised_for(work).select_related("term").order_by("term__starts"))
    within = [row for row in standing if row.term.starts <= ends and row.term.ends >= starts]
    days = away_by_term(work, [row.term for row in within])
    kept: Counter[int] = Counter()
    for most in (days, {row.term_id: row.half_days for row in within}):
        for row in within:
            room = min(most[row.term_id], row.half_days) - kept[row.pk]
            kept[row.pk] += max(min(room, half_days - kept.total()), 0)
    for row in standing:
        put(row, kept[row.pk], starts=starts, ends=ends, at=at)


def put(row: Promise, half_days: int, *, starts: date, ends: date, at: datetime) -> None:
    """In place of a promise another, of so many half-days; the row itself stays as it was, given back."""
    Promise.objects.filter(pk=row.pk).update(given_back_at=at)
    if half_days:
        row.pk, row.half_days, row.starts, row.ends, row.made_at = None, half_days, starts, ends, at
        row.save(force_insert=True)


def follow(work: Model, *, person: Person, home_school: Organisation, on: date, at: datetime) -> None:
    """A promise goes where the days are: into the term of a day on which she will be away, out of the latest others.

    Raises NotEnoughRelease where that term cannot carry them.
    """
    alliance_id = work.alliance_id  # type: ignore[attr-defined]
    standing = list(promised_for(work).select_related("term").order_by("term__starts"))
    there = next(iter(terms_between(alliance_id, on, on)), None)
    if there is None or not standing:
        return
    others = [row for row in standing if row.term_id != there.pk]
    days = away_by_term(work, [there, *(row.term for row in others)])
    short = days[there.pk] - sum(row.half_days for row in standing if row.term_id == there.pk)
    if short > 0:
        lock(alliance_id, home_school, [there, *(row.term for row in others)])
        left = meters(alliance_id, person, home_school, [there])[0].left
        if left < short:
            raise NotEnoughRelease(short, left)
        move_into(there, short, standing, days, at)


def follow_all(stays: Sequence[tuple[Model, Person, Organisation, date]], *, at: datetime) -> None:
    """The same for the stays of many pieces of work of one kind and alliance; only those are looked at one by one for
    which more days lie in a term than were promised of it."""
    works = {work.pk: work for work, *_ in stays}
    if not works:
        return
    kind, alliance_id = events.kind_of(stays[0][0]), stays[0][0].alliance_id  # type: ignore[attr-defined]
    days = [on for *_, on in stays]
    terms = terms_between(alliance_id, min(days), max(days))
    left: Counter[tuple[int, int]] = Counter()
    standing = Promise.objects.filter(for_type=kind, for_id__in=works, given_back_at__isnull=True)
    for number, promised, half_days in standing.values_list("for_id", "term", "half_days"):
        left[number, promised] += half_days
    taken = Away.objects.filter(for_type=kind, for_id__in=works)
    for number, day, half_days in taken.values_list("for_id", "on", "half_days"):
        for term in terms:
            left[number, term.pk] -= half_days if term.starts <= day <= term.ends else 0
    for work, person, home_school, on in stays:
        there = next((term.pk for term in terms if term.starts <= on <= term.ends), None)
        if there is not None and left[work.pk, there] < 0:
            follow(work, person=person, home_school=home_school, on=on, at=at)
            left[work.pk, there] = 0


def move_into(there: Term, short: int, standing: list[Promise], days: Counter[int], at: datetime) -> None:
    """So many half-days go into one term, out of the latest promises beyond the days she is away for them."""
    moved = 0
    for row in reversed(standing):
        spare = 0 if row.term_id == there.pk else max(row.half_days - days[row.term_id], 0)
        if taken := min(short - moved, spare):
            moved += taken
            put(row, row.half_days - taken, starts=row.starts, ends=row.ends, at=at)
    mine = next((row for row in standing if row.term_id == there.pk), None)
    target = mine or copy(standing[0])
    if mine is None:
        target.pk, target.term, target.half_days = None, there, 0
    put(target, target.half_days + moved, starts=target.starts, ends=target.ends, at=at)


def away_by_term(work: Model, terms: list[Term]) -> Counter[int]:
    """Half-days of a piece of work in each of these terms, planned or used."""
    rows = Away.objects.filter(for_type=events.kind_of(work), for_id=work.pk).values_list("on", "half_days")
    found: Counter[int] = Counter()
    for on, half_days in rows:
        for term in terms:
            found[term.pk] += half_days if term.starts <= on <= term.ends else 0
    return found


def promised_for(work: Model) -> QuerySet[Promise]:
    """The standing promises of a piece of work."""
    return Promise.objects.filter(for_type=events.kind_of(work), for_id=work.pk, given_back_at__isnull=True)
