"""A write-up that was typed where there was no signal: taken once, in order, and never over what she has not seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.models import Person
from drystone.questions import beside, sheets
from drystone.questions.answers import Problem
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import NoSuchQuestion

from . import pupils, records
from .access import leads
from .models import Visit, VisitRecord, VisitState
from .models.visit import DeviceChange

AHEAD, BEHIND, MOST = timedelta(days=2), timedelta(days=60), 8
REMEMBERED = timedelta(days=60)  # longer than any device keeps what it could not send
SENT_ALREADY = "This visit was written up and sent from elsewhere, and does not change any more."


@dataclass(frozen=True)
class Change:
    """One answer from a device. `read` gives it as its kind of question wants it, from what was typed there."""

    number: UUID
    document: str
    question: str
    read: Callable[[AnswerSheet], Any]
    seen: str


@dataclass(frozen=True)
class Taken:
    """What became of a change: kept, or not, and why; then with both texts, and a sign of what stands there."""

    number: UUID
    state: Literal["kept", "clash", "closed", "gone"]
    mark: str = ""
    question: str = ""
    yours: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Sent:
    """Whether the write-up has gone; if it has not: why, what is missing, what says something else by now, and what
    looks like a pupil's name."""

    done: bool
    why: str = ""
    names: Sequence[str] = ()
    missing: Sequence[tuple[str, Problem]] = ()
    changed: Sequence[tuple[str, str]] = ()


def to_keep_ready(person: Person, *, at: datetime) -> list[Visit]:
    """Her visits of the next two days, and those not written up: what her device should be able to open by itself."""
    hers = Visit.objects.filter(deployment__leader=person, state__in=(VisitState.PLANNED, VisitState.HELD))
    near = hers.filter(starts_at__lte=at + AHEAD, starts_at__gte=at - BEHIND)
    open_ = near.exclude(record__state__in=VisitRecord.SENT, evaluation__state__in=("given", "not_needed"))
    rows = list(open_.order_by("-starts_at")[:MOST])
    return [row for row in rows if row.starts_at <= at or not comes_after(row, rows)]


def comes_after(visit: Visit, others: list[Visit]) -> bool:
    """An earlier visit is still to be written up: what it will agree belongs on this one's pages."""
    return any(each.deployment_id == visit.deployment_id and each.starts_at < visit.starts_at for each in others)


@transaction.atomic
def take(visit: Visit, changes: Iterable[Change], *, by: Person, at: datetime) -> list[Taken]:
    """Answers typed on a device go into the drafts; those that came before are not applied again.

    Two devices take their turns: where the first one changed an answer that the second one has not seen, the
    second one's is not kept, and comes back with both texts.
    """
    if not leads(by, visit):
        raise NotAllowed("Only the leader who made a visit writes it up.")
    record, evaluation = records.begin(visit, by=by, at=at)
    written = {"record": record.sheet, "evaluation": evaluation.sheet}
    known = set(DeviceChange.objects.filter(visit=visit).values_list("number", flat=True))
    taken, new = [], []
    for change in changes:
        done = once(written.get(change.document), change, change.number in known, at)
        taken.append(done)
        if done.state == "kept" and change.number not in known:
            known.add(change.number)
            new.append(DeviceChange(alliance=visit.alliance, visit=visit, number=change.number, by=by, at=at))
    DeviceChange.objects.bulk_create(new)
    return taken


def once(sheet: AnswerSheet | None, change: Change, is_known: bool, at: datetime) -> Taken:
    if sheet is None:
        return Taken(change.number, "gone")
    try:
        raw = change.read(sheet)
        if not is_known and not beside.is_untouched(sheet, change.question, raw, change.seen):
            with transaction.atomic():
                sheets.save(sheet, change.question, raw, at=at, seen=change.seen)
        return Taken(change.number, "kept", mark=beside.mark(sheet, change.question))
    except NoSuchQuestion:
        return Taken(change.number, "gone")
    except (sheets.Clash, sheets.Sealed) as no:
        sides = beside.of(sheet, change.question, raw)
        state: Literal["clash", "closed"] = "clash" if isinstance(no, sheets.Clash) else "closed"
        return Taken(change.number, state, sides.mark, sides.question, sides.yours, sides.theirs)


@dataclass(frozen=True)
class Pressed:
    """What she pressed on her device: what she had read of each document, the names of which she was warned and lets
    stand, and whether the next visit is to be planned as the record names it."""

    seen: dict[str, str]
    names: Sequence[str] = ()
    plan_next: bool = False


def send(visit: Visit, pressed: Pressed, *, by: Person, at: datetime) -> Sent:
    """Both documents go, once, as she saw them on her device; not where an answer says something else by now, nor
    before she was told of what looks like a pupil's name."""
    if not leads(by, visit):
        raise NotAllowed("Only the leader who made a visit sends its write-up.")
    with transaction.atomic():
        records.begin(visit, by=by, at=at)
        visit = Visit.objects.select_related("record__sheet", "evaluation__sheet", "deployment").get(pk=visit.pk)
        if records.is_sent(visit):
            return Sent(done=True)
        halves = {name: half.sheet for name, half in records.to_go(visit).items()}
        if changed := [
            each for name, sheet in halves.items() for each in beside.changed(sheet, pressed.seen.get(name, ""))
        ]:
            return Sent(False, "Another device changed an answer since you read it here.", changed=changed)
        missing = [(name, problem) for name, sheet in halves.items() for problem in sheets.problems(sheet)]
        if missing:
            return Sent(False, "Some answers are still missing.", missing=missing)
        if names := unwarned(visit, pressed):
            return Sent(False, "This may name a pupil.", names=names)
        try:
            records.send_both(visit, by=by, at=at)
        except records.MAY_NOT_GO as no:
            return Sent(False, str(no))
        except AlreadyMoved:
            return Sent(False, "Somebody was quicker. Open the visit to see how it stands.")
    return Sent(done=True)


def unwarned(visit: Visit, pressed: Pressed) -> list[str]:
    """What looks like a pupil's name in either document, and she was not told of before she pressed."""
    found = [
        name for half in records.to_go(visit).values() for names in pupils.noticed(half).values() for name in names
    ]
    return [name for name in dict.fromkeys(found) if name not in pressed.names]


def forget(*, at: datetime) -> int:
    """Numbers that no device can send again are forgotten. Says how many."""
    return DeviceChange.objects.filter(at__lt=at - REMEMBERED).delete()[0]
