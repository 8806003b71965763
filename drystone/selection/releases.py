"""The decisions of a round are released together: now, or by the clock at the time that the office has set."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from drystone.alliances.calendar import read_ahead
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.access import office
from drystone.people.models import Person

from . import emails, outcomes
from .decisions import settle
from .models import UNRELEASED, ApplicationArea, Decision, DecisionState, Reference, Round, RoundState
from .outcomes import CannotDecide

AREAS = Prefetch("application__areas", ApplicationArea.objects.select_related("area"))
READ = [f"application__{name}" for name in ("person", "school", "sheet__version", "interview", "renews")]
WITH = (
    AREAS,
    Prefetch("application__references", Reference.objects.select_related("referee")),
    "application__sheet__answers",
)
# By then the clock has sealed the letters, and whoever follows the mail finds hers.
SEALING = timedelta(minutes=2)


class Stopped(CannotDecide):
    """One decision of the round may not stand as it is, so none was released; the sentence names it."""

    def __init__(self, decision: Decision, why: str):
        self.decision = decision
        super().__init__(f"Nothing was released. {decision.application.person.name}: {why}")


@transaction.atomic
def release_round(round_: Round, *, by: Person | None, at: datetime) -> int:
    """Every decision of a round that a second person has seen and nobody holds back stands from now; how many.

    All or none: raises Stopped. The mail that tells everybody is queued with it and goes two minutes later; it leads
    to the page that says the decision. By then the clock has sealed the letters there.
    """
    rows = Decision.objects.ready().filter(application__round=round_).select_for_update(of=("self",)).order_by("pk")
    decided = [stood(known(decision, round_), by=by, at=at) for decision in all_of(rows, round_)]
    Round.objects.filter(pk=round_.pk).update(release_at=None)
    events.record(round_, "release", by=by, at=at, decisions=len(decided))
    return len(decided)


def all_of(rows: QuerySet[Decision], round_: Round) -> QuerySet[Decision]:
    """With all that a release asks of each, in a handful of queries for all of them."""
    read_ahead(round_.alliance)
    return rows.select_related(*READ).prefetch_related(*WITH)


def known(decision: Decision, round_: Round) -> Decision:
    """All of them are of this round and its alliance, whose terms were read ahead."""
    decision.alliance = decision.application.alliance = round_.alliance
    decision.application.round = round_
    return decision


def stood(decision: Decision, *, by: Person | None, at: datetime) -> Decision:
    try:
        return settle(decision, told_from=at + SEALING, by=by, at=at)
    except CannotDecide as no:
        raise Stopped(decision, str(no)) from no


@transaction.atomic
def set_time(round_: Round, release_at: datetime, *, by: Person, at: datetime) -> Round:
    """The clock releases what is ready at this moment. Set again, it moves. Raises CannotDecide for a past moment."""
    demand_office(by, round_)
    if round_.state != RoundState.PUBLISHED:
        raise CannotDecide("The round has not been published.")
    if release_at <= at:
        raise CannotDecide("Choose a time that is still to come, or release the decisions now.")
    if round_.release_at != release_at:
        Round.objects.filter(pk=round_.pk).update(release_at=release_at)
        events.record(round_, "set_release", by=by, at=at, release_at=release_at.isoformat())
    round_.release_at = release_at
    return round_


@transaction.atomic
def take_back(round_: Round, *, by: Person, at: datetime) -> None:
    """The clock does not release them after all. Raises CannotDecide where no time is set any more."""
    demand_office(by, round_)
    if not Round.objects.filter(pk=round_.pk, release_at__isnull=False).update(release_at=None):
        raise CannotDecide("No time is set. Either somebody took it back, or the decisions were released just now.")
    events.record(round_, "take_back_release", by=by, at=at)


@transaction.atomic
def hold_back(decision: Decision, reason: str, *, by: Person, at: datetime) -> Decision:
    """One decision stays when its round is released, until it is let go. Nobody outside learns of it."""
    demand_office(by, decision)
    if not reason.strip():
        raise CannotDecide("Say why it is held back.")
    return mark(decision, reason.strip(), "hold_back", by=by, at=at)


@transaction.atomic
def let_go(decision: Decision, *, by: Person, at: datetime) -> Decision:
    """It is released with the others again."""
    demand_office(by, decision)
    return mark(decision, "", "let_go", by=by, at=at)


def mark(decision: Decision, reason: str, verb: str, *, by: Person, at: datetime) -> Decision:
    """Of this and a release at the same moment one comes first; the same said twice is said once."""
    changed = Decision.objects.filter(pk=decision.pk, state__in=UNRELEASED).exclude(held_back=reason)
    if changed.update(held_back=reason):
        events.record(decision, verb, by=by, at=at, note=reason)
    decision.refresh_from_db(fields=["held_back", "state"])
    if decision.state not in UNRELEASED:
        raise AlreadyMoved(decision, verb, decision.state)
    return decision


def release_due(*, at: datetime) -> int:
    """The rounds whose time has come are released; returns how many decisions."""
    due = Round.objects.filter(release_at__lte=at, alliance__suspended_on__isnull=True).order_by("release_at", "pk")
    return sum(release_in_time(round_, at=at) for round_ in due.select_related("alliance"))


def release_in_time(round_: Round, *, at: datetime) -> int:
    """Where somebody withdraws in this very moment, all wait for the next minute."""
    try:
        return release_by_clock(round_, at=at)
    except AlreadyMoved:
        return 0


@transaction.atomic
def release_by_clock(round_: Round, *, at: datetime) -> int:
    """Two clocks at once release once: whichever takes the time away. The office is told what came of it."""
    if not Round.objects.filter(pk=round_.pk, release_at=round_.release_at).update(release_at=None):
        return 0
    try:
        released = release_round(round_, by=None, at=at)
    except Stopped as stopped:
        events.record(round_, "stop_release", by=None, at=at, note=str(stopped))
        emails.release_stopped(stopped.decision, at=at)
        return 0
    emails.round_released(round_, released, *left_behind(round_), at=at)
    return released


def of_round(round_: Round) -> list[Decision]:
    """All that waits to be released, with what a list of it says; those that a release takes first. Two queries."""
    rows = Decision.objects.waiting().filter(application__round=round_)
    found = rows.select_related("application__person", "application__school").prefetch_related(AREAS)
    found = found.order_by("application__person__name")
    for row in found:
        row.said = outcomes.summary(outcomes.lines(row.application), row.outcome)  # type: ignore[attr-defined]
    return sorted(found, key=lambda row: (bool(row.held_back), row.state != DecisionState.CHECKED))


def with_letters(round_: Round) -> list[Decision]:
    """Those that a second person has seen, held back or not, with all that their letters say. Three queries."""
    rows = Decision.objects.waiting().filter(application__round=round_, state=DecisionState.CHECKED)
    more = ("alliance", "application__person", "application__school", "application__round", "designation")
    return list(rows.select_related(*more).prefetch_related(AREAS).order_by("application__person__name", "pk"))


def left_behind(round_: Round) -> tuple[int, int]:
    """How many decisions of a round nobody has seen as the second person yet, and how many are held back."""
    held = list(Decision.objects.waiting().filter(application__round=round_).values_list("held_back", flat=True))
    return sum(not reason for reason in held), sum(bool(reason) for reason in held)


def mark_of(decisions: Iterable[Decision]) -> str:
    """By this the same decisions, as they were looked at, are known again."""
    seen = " ".join(f"{decision.pk} {decision.state_since.timestamp()}" for decision in decisions)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def demand_office(by: Person, record: Round | Decision) -> None:
    if not office(by, record):
        raise NotAllowed(f"{by} does not release decisions of this alliance")
