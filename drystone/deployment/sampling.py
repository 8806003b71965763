"""Drawing visit records of a term to be read: some by chance from a seed that is kept, and all below a threshold.

The chance of a record is its place when all are put in the order of SHA-256 over "seed/number": it hangs on nothing
but the seed and the record's own number, so anybody can draw again and find the same ones, in whatever order the rows
come.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays, midnight
from drystone.alliances.models import Term
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.access import quality
from drystone.people.models import Person

from .models import Cause, Draw, RecordLine, Sampled, VisitEvaluation, VisitRecord

WORST = "red"
ENDING = ("pause", "finish_early")
SETTLING = timedelta(minutes=5)  # what is being sent while somebody draws belongs to the next draw


@dataclass(frozen=True)
class Rule:
    """How many of a hundred, whether one of each leader at least, and how many working days late is late."""

    per_cent: int
    each_leader: bool
    late_days: int


@dataclass(frozen=True)
class Chosen:
    """The records of a draw with all their reasons; of how many some were drawn by chance."""

    why: dict[int, list[str]]
    among: int

    @property
    def counts(self) -> Counter[str]:
        return Counter(reason for reasons in self.why.values() for reason in reasons)


@dataclass(frozen=True)
class Preview:
    """What a press would draw: exact, but for which records chance picks and whom of each leader it leaves out."""

    among: int
    by_chance: int
    leaders: int
    below: Counter[str]
    records_below: int
    number: int


@dataclass
class Pool:
    """What is left to draw from: records sent since the last draw with their leaders, and all below a threshold."""

    leaders: dict[int, int] = field(default_factory=dict)
    below: dict[int, list[str]] = field(default_factory=dict)


@transaction.atomic
def draw(term: Term, *, per_cent: int, each_leader: bool = False, after: int, by: Person, at: datetime) -> Draw:
    """The office draws once: the seed, the rule and the records are kept as they were.

    `after` is the number of the term's last draw on the page that was pressed (0: none), so that pressing twice draws
    once. Raises Refused when there is nothing to draw.
    """
    if not quality(by, term):
        raise NotAllowed(f"{by} may not draw visit records of {term.alliance}")
    Term.objects.select_for_update(no_key=True).get(pk=term.pk)
    if standing := Draw.objects.filter(term=term, number=after + 1).first():
        return standing
    last = Draw.objects.filter(term=term).first()
    rule = Rule(per_cent, each_leader, term.alliance.sample_late_days)
    since, until = last.sent_until if last else None, at - SETTLING
    if since and until <= since:
        raise Refused("The last draw was a moment ago. Nothing that was sent since can be drawn yet.")
    seed = secrets.token_hex(16)
    chosen = choose(pool(term, since, until, rule), seed, rule)
    if not chosen.why:
        raise Refused("There is nothing to draw: no record was sent since, and none stands below a threshold.")
    made = Draw.objects.create(
        alliance_id=term.alliance_id, term=term, number=(last.number if last else 0) + 1, seed=seed,
        per_cent=rule.per_cent, each_leader=rule.each_leader, late_days=rule.late_days, sent_after=since,
        sent_until=until, among=chosen.among, drawn_by=by, drawn_at=at,
    )  # fmt: skip
    rows = (Sampled(alliance_id=term.alliance_id, draw=made, record_id=pk, why=why) for pk, why in chosen.why.items())
    Sampled.objects.bulk_create(rows, batch_size=1000)
    events.record(made, "drawn", by=by, at=at, note=f"{len(chosen.why)} of {chosen.among}")
    return made


def preview(term: Term, *, per_cent: int, each_leader: bool, at: datetime) -> Preview:
    """How many a press would draw. No seed is made, so that nobody draws until she likes what comes."""
    last = Draw.objects.filter(term=term).first()
    rule = Rule(per_cent, each_leader, term.alliance.sample_late_days)
    found = pool(term, last.sent_until if last else None, at - SETTLING, rule)
    below = Counter(reason for reasons in found.below.values() for reason in reasons)
    return Preview(
        among=len(found.leaders),
        by_chance=share(len(found.leaders), per_cent),
        leaders=len(set(found.leaders.values())) if each_leader else 0,
        below=below,
        records_below=len(found.below),
        number=(last.number if last else 0) + 1,
    )


def choose(found: Pool, seed: str, rule: Rule) -> Chosen:
    """The records of a draw, in the order of their chance; those below a threshold that chance left out come last."""
    why: dict[int, list[str]] = {pk: [Cause.CHANCE.value] for pk in by_chance(found.leaders, seed, rule.per_cent)}
    if rule.each_leader:
        why |= {pk: [Cause.LEADER.value] for pk in one_of_each(found.leaders, seed, set(why))}
    for pk, reasons in found.below.items():
        why.setdefault(pk, []).extend(reasons)
    return Chosen(why, len(found.leaders))


def by_chance(records: Iterable[int], seed: str, per_cent: int) -> list[int]:
    """So many of a hundred, rounded up, in the order of their place."""
    every = list(records)
    return nsmallest(share(len(every), per_cent), every, key=lambda pk: place(seed, pk))


def share(number: int, per_cent: int) -> int:
    return -(-number * per_cent // 100)


def place(seed: str, record: int) -> str:
    """Where chance puts a record: the smaller, the sooner it is drawn."""
    return hashlib.sha256(f"{seed}/{record}".encode()).hexdigest()


def one_of_each(leaders: dict[int, int], seed: str, drawn: set[int]) -> list[int]:
    """Of each leader of whom none was drawn, the record that would have been next."""
    covered = {leaders[pk] for pk in drawn}
    first: dict[int, int] = {}
    for pk in sorted((pk for pk in leaders if leaders[pk] not in covered), key=lambda pk: place(seed, pk)):
        first.setdefault(leaders[pk], pk)
    return list(first.values())


def again(made: Draw) -> bool:
    """Draws the chance part once more, from the seed and the same records: whether the same ones come out."""
    rule, by_luck = Rule(made.per_cent, made.each_leader, made.late_days), {Cause.CHANCE.value, Cause.LEADER.value}
    rows = sent(made.term, made.sent_after, made.sent_until).order_by()
    found = Pool(leaders=dict(rows.values_list("pk", "visit__deployment__leader")))
    kept = {pk for pk, why in made.sampled.order_by().values_list("record", "why") if by_luck & set(why)}
    return len(found.leaders) == made.among and set(choose(found, made.seed, rule).why) == kept


def pool(term: Term, since: datetime | None, until: datetime, rule: Rule) -> Pool:
    """All that has not been drawn yet, in four queries of which none holds what was written."""
    open_ = sent(term, None, until).filter(sampled__isnull=True)
    found, last_days = Pool(), LastDays(term, rule)
    facts = ("pk", "visit__deployment__leader", "sent_at", "visit__ends_at")
    late: list[int] = []
    for pk, leader, sent_at, ends_at in open_.order_by().values_list(*facts).iterator(chunk_size=2000):
        if since is None or sent_at > since:
            found.leaders[pk] = leader
        if localdate(sent_at) > last_days.of(ends_at):
            late.append(pk)
    for reason, pks in (*warned(open_), (Cause.DISPUTED, disputed(open_)), (Cause.LATE, late)):
        for pk in sorted(pks):
            found.below.setdefault(pk, []).append(reason.value)
    return found


def sent(term: Term, since: datetime | None, until: datetime) -> QuerySet[VisitRecord]:
    """The records sent in a term; those of the holiday after it belong to it."""
    begins = midnight(term.starts)
    rows = VisitRecord.objects.filter(alliance=term.alliance_id, sent_at__gte=begins, sent_at__lte=until)
    following = Term.objects.filter(alliance=term.alliance_id, starts__gt=term.starts).first()
    if following:
        rows = rows.filter(sent_at__lt=midnight(following.starts))
    return rows.filter(sent_at__gt=since) if since else rows


class LastDays:
    """By which day a record is not late, for each day on which a visit ended; of few days many records came."""

    def __init__(self, term: Term, rule: Rule):
        self.working = WorkingDays(term.alliance)
        self.days = term.alliance.visit_record_working_days + rule.late_days
        self.known: dict = {}

    def of(self, ended: datetime):
        day = localdate(ended)
        if day not in self.known:
            self.known[day] = self.working.after(day, self.days)
        return self.known[day]


def warned(records: QuerySet[VisitRecord]) -> Iterator[tuple[Cause, set[int]]]:
    """Records beside which stands an evaluation with something red, or that recommends an end. Of all that was
    answered only these two questions are read, and only where the database found such a word."""
    given = VisitEvaluation.objects.filter(state="given", visit__record__in=records).order_by()
    facts = ("visit__record", "sheet__answers__value")  # read after the conditions, so that both mean one answer
    red = given.filter(sheet__answers__key="progress", sheet__answers__value__icontains=f'"{WORST}"')
    found = red.values_list(*facts)
    yield Cause.RED, {pk for pk, said in found if any(row.get("point") == WORST for row in said.values())}
    either = Q(sheet__answers__value=ENDING[0]) | Q(sheet__answers__value=ENDING[1])
    ending = given.filter(either, sheet__answers__key="recommendation")
    yield Cause.RECOMMENDS, set(ending.values_list("visit__record", flat=True))


def disputed(records: QuerySet[VisitRecord]) -> set[int]:
    """Those of which the colleague said that something is not right, whether or not that was settled since."""
    lines = RecordLine.objects.filter(record__in=records, kind=RecordLine.Kind.DISPUTE)
    return set(lines.order_by().values_list("record", flat=True))
