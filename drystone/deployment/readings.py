"""Reading drawn visit records: shared out among readers without a tie, read, given; or somebody else reads it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from drystone.brokering.models import Conflict
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import posts
from drystone.people.access import quality
from drystone.people.models import Person, Post
from drystone.people.roles import NEEDS_SECOND_FACTOR
from drystone.questions import sheets

from . import emails
from .access import reads
from .lifecycle import READING
from .models import Deployment, Draw, Reading, ReadingState, Sampled

FORM = "reading_sheet"
MOST = 200
"""Records shared out in one press; what is over waits for the next."""
NAMED = (
    "record__visit__deployment__home_school",
    "record__visit__deployment__receiving_school",
    "record__visit__deployment__request",
)


@dataclass(frozen=True)
class Shared:
    """How many readings were given out, and the records for which nobody was free."""

    given: int
    left: tuple[Sampled, ...]


def who_may(draw: Draw, on: date) -> QuerySet[Person]:
    """Who may be asked to read: everybody of the office and the panel, who sign in with a second factor."""
    return posts.holders(draw.alliance, on, *NEEDS_SECOND_FACTOR).order_by("name", "pk")


@transaction.atomic
def share_out(draw: Draw, readers: Sequence[Person], *, due_on: date, by: Person, at: datetime) -> Shared:
    """The records that nobody reads yet are shared out evenly among these readers; each gets one message.

    Nobody reads what she is tied to, or stood back from. Pressed again, only what is left is shared out. Raises
    Refused when the day has passed, or somebody may not read.
    """
    if not quality(by, draw):
        raise NotAllowed(f"{by} may not share out {draw}")
    Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if due_on < localdate(at):
        raise Refused("Choose a day that has not passed.")
    allowed = set(who_may(draw, localdate(at)).values_list("pk", flat=True))
    if strangers := [each.name for each in readers if each.pk not in allowed]:
        raise Refused(f"{strangers[0]} is neither of the office nor of the panel.")
    waiting = list(unread(draw)[:MOST])
    given = planned(waiting, readers, draw, localdate(at))
    rows = (
        Reading(
            alliance_id=draw.alliance_id, sampled=row, reader=reader, due_on=due_on, state=ReadingState.DUE,
            state_since=at,
        )
        for row, reader in given
    )  # fmt: skip
    Reading.objects.bulk_create(rows, batch_size=500)
    if given:
        events.record(draw, "shared_out", by=by, at=at, note=f"{len(given)} to read by {due_on:%d.%m.%Y}")
    for reader, number in Counter(reader for _, reader in given).items():
        emails.readings_asked(draw, reader, number, due_on, at=at)
    served = {row.pk for row, _ in given}
    return Shared(len(given), tuple(row for row in waiting if row.pk not in served))


def unread(draw: Draw) -> QuerySet[Sampled]:
    """The records of a draw that nobody reads or has read."""
    standing = Reading.objects.standing().filter(sampled__draw=draw)
    return draw.sampled.exclude(pk__in=standing.values("sampled")).select_related(*NAMED)


def planned(
    waiting: Sequence[Sampled], readers: Sequence[Person], draw: Draw, on: date
) -> list[tuple[Sampled, Person]]:
    """Who would read what. The record that fewest may read is given out first, to who has least to read."""
    tied = ties(waiting, readers, draw, on)
    load = Counter({each.pk: 0 for each in readers})
    load.update(dict(loads(readers, draw)))
    free = {row.pk: [each for each in readers if (row.pk, each.pk) not in tied] for row in waiting}
    given = []
    for row in sorted(waiting, key=lambda row: (len(free[row.pk]), row.pk)):
        if chosen := min(free[row.pk], key=lambda each: (load[each.pk], each.name, each.pk), default=None):
            load[chosen.pk] += 1
            given.append((row, chosen))
    return given


def loads(readers: Iterable[Person], draw: Draw) -> Iterable[tuple[int, int]]:
    rows = Reading.objects.standing().filter(sampled__draw__term=draw.term_id, reader__in=list(readers))
    return rows.order_by().values("reader").annotate(number=Count("pk")).values_list("reader", "number")


def ties(waiting: Sequence[Sampled], readers: Sequence[Person], draw: Draw, on: date) -> set[tuple[int, int]]:
    """Which of these readers may not read which record. Three queries, however many there are.

    Not the leader, the colleague helped or who asked; nobody of either school, or of its trust where the Alliance says
    so; nobody with a conflict recorded with either school; nobody who stood back from this very record.
    """
    by_pk = {each.pk for each in readers}
    held = Post.objects.on(on).filter(person__in=by_pk, organisation__isnull=False).select_related("organisation")
    teaching = list(held)
    standing = Conflict.objects.standing(on, on).filter(alliance=draw.alliance_id, person__in=by_pk)
    apart = set(standing.order_by().values_list("person", "school"))
    stood_back = Q(state=ReadingState.STOOD_BACK, sampled__in=waiting, reader__in=by_pk)
    found = set(Reading.objects.filter(stood_back).order_by().values_list("sampled", "reader"))
    for row in waiting:
        work = row.record.visit.deployment
        taking_part = {work.leader_id, work.supported_id, work.request.contact_id}
        found |= {(row.pk, pk) for pk in by_pk & taking_part}
        found |= {(row.pk, post.person_id) for post in teaching if is_close(post, work, draw)}
        found |= {(row.pk, pk) for pk, school in apart if school in (work.home_school_id, work.receiving_school_id)}
    return found


def is_close(post: Post, work: Deployment, draw: Draw) -> bool:
    """A post at one of the two schools; or in the trust of one, where that is a conflict."""
    schools = (work.home_school, work.receiving_school)
    if post.organisation_id in {school.pk for school in schools}:
        return True
    trusts = {school.trust_name for school in schools if school.trust_name}
    here = post.organisation
    return draw.alliance.same_trust_is_conflict and bool(here and trusts & {here.trust_name, here.name})


@transaction.atomic
def begin(reading: Reading, *, by: Person, at: datetime) -> Reading:
    """She begins to read: her sheet is laid out. Beginning twice gives the same sheet."""
    if not reads(by, reading):
        raise NotAllowed(f"{by} was not asked to read {reading}")
    kept = Reading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    if kept.state == ReadingState.DUE:
        READING.move(kept, "start", by=by, at=at, sheet=sheets.start(FORM, kept.alliance_id, at))
    return kept


@transaction.atomic
def give(reading: Reading, *, by: Person, at: datetime) -> Reading:
    """Her sheet is given to the manager and the quality lead, and does not change any more.

    Raises questions' Unfinished when a needed answer is missing.
    """
    if reading.sheet is None:
        raise Refused("Read the record first.")
    READING.move(reading, "give", by=by, at=at, given_at=at)
    sheets.seal(reading.sheet, at=at)
    return reading


def stand_back(reading: Reading, *, because: str, by: Person, at: datetime) -> Reading:
    """She is too close, or the office takes it from her: she sees no more of it, and another may be asked."""
    return READING.move(reading, "stand_back", by=by, at=at, stood_back_because=because[:200])


def remind_late(*, at: datetime) -> int:
    """Reminds readers on the day by which they were to read, and a week on. Returns how many were queued."""
    today = localdate(at)
    rows = Reading.objects.filter(state__in=(ReadingState.DUE, ReadingState.DRAFT), due_on__lte=today)
    late = rows.select_related("reader", "sampled__draw__alliance", "sampled__draw__term").order_by("reader", "due_on")
    told = 0
    for reading in late.iterator(chunk_size=200):
        week = (today - reading.due_on).days // 7
        key = f"{reading.sampled.draw.term_id}/{reading.reader_id}/{reading.due_on}/{week}"
        told += week < 2 and emails.readings_due(reading, key=key, at=at) is not None
    return told
