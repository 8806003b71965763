"""Drawing up what the parties agree to. A changed term makes a new version, and asks anew only whom it touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.people.models import Person

from . import consents, days, differences, parties, wording
from .lifecycle import DEPLOYMENT
from .models import Agreement, Consent, ConsentState, Deployment, Objective, VisitState
from .parties import NobodyToAsk
from .terms import Terms, draft

__all__ = ["NobodyToAsk", "NotPossible", "Preview", "Terms", "TooFewDays", "draw_up", "preview"]

Party = Consent.Party
DAYS_TO_ANSWER = 5


class TooFewDays(Exception):
    """Fewer days than are planned or delivered already; the sentence says how many those are."""


class NotPossible(Exception):
    """More days than the rules of the home school leave room for; the sentence says how many they do."""


@dataclass(frozen=True)
class Preview:
    """What would change, whom it would be put to, and whose consent would stand; parties in the order of asking."""

    changes: list[differences.Difference]
    asked: list[Consent]
    carried: list[Consent]


def preview(deployment: Deployment, terms: Terms, *, by: Person, at: datetime) -> Preview:
    """The next version as it would be. Nobody is asked and nothing is kept. Raises NobodyToAsk."""
    found = parties.of(deployment, terms.payer, by, localdate(at))
    after, versions = draft(deployment, terms), consents.versions(deployment)
    rows = [consents.put_to(after, party, who, versions, terms.objectives) for party, who in found.items()]
    before = versions[0] if versions else None
    return Preview(
        differences.between(before, after, Party.ALLIANCE, terms.objectives) if before else [],
        [row for row in rows if row.carried_from is None],
        [row for row in rows if row.carried_from is not None],
    )


@transaction.atomic
def draw_up(deployment: Deployment, terms: Terms, *, by: Person, at: datetime) -> Agreement:
    """Makes the next version, takes its half-days out of the release budgets, and asks every party it touches.

    The same terms drawn up twice are one version. Raises promises.NotEnoughRelease when the budgets cannot carry the
    days, TooFewDays below what is planned already, NotPossible above what the rules of the home school leave room for,
    NobodyToAsk when a party is not on record.
    """
    Deployment.objects.select_for_update().get(pk=deployment.pk)
    deployment.refresh_from_db(fields=["state"])
    asked = parties.of(deployment, terms.payer, by, localdate(at))
    versions, standing = consents.versions(deployment), wording.in_force(deployment)
    before = versions[0] if versions else None
    if before and says_the_same(before, deployment, terms) and still_asks(before, asked):
        return before
    check_days(deployment, terms, localdate(at))
    DEPLOYMENT.move(deployment, "draw_up", by=by, at=at)
    agreement = write(deployment, terms, number=before.number + 1 if before else 1, by=by, at=at)
    write_objectives(deployment, agreement, terms.objectives)
    hold_days(deployment, standing, agreement, at)
    events.record(agreement, "drawn_up", by=by, at=at, number=agreement.number)
    for party, person in asked.items():
        consents.ask(consents.put_to(agreement, party, person, versions, terms.objectives), by=by, at=at)
    consents.settle(agreement, by=by, at=at)
    return agreement


def says_the_same(before: Agreement, deployment: Deployment, terms: Terms) -> bool:
    """Nothing that anybody agrees to differs."""
    after, aims = draft(deployment, terms), set(wording.pairs_of(wording.objectives(before)))
    same = all(getattr(before, name) == getattr(after, name) for name in (*differences.TOUCHES, "terms"))
    return same and aims == set(terms.objectives)


def still_asks(before: Agreement, asked: dict[str, Person]) -> bool:
    """The version before was put to the same people, whoever of the office signs, and none of them refused."""
    rows = list(before.consents.all())
    people = {row.party: row.person_id for row in rows if row.party != Party.ALLIANCE}
    wanted = {party: person.pk for party, person in asked.items() if party != Party.ALLIANCE}
    return people == wanted and all(row.state != ConsentState.REFUSED for row in rows)


def check_days(deployment: Deployment, terms: Terms, today: date) -> None:
    used = days.half_days_of(deployment, VisitState.PLANNED, VisitState.HELD)
    if terms.half_days < used:
        raise TooFewDays(f"Planned or delivered already: {saying.days(used)}. Call off a visit first.")
    possible = days.possible(deployment, terms.starts, terms.ends, today=today)
    if possible is not None and terms.half_days - used > possible:
        school, room = deployment.home_school, saying.days(possible)
        raise NotPossible(f"The rules of {school} leave room for {room} more between these dates.")


def hold_days(deployment: Deployment, standing: Agreement | None, agreement: Agreement, at: datetime) -> None:
    if standing:
        days.hold_both(deployment, standing, agreement, at=at)
    else:
        days.hold(deployment, agreement, at=at)


def write(deployment: Deployment, terms: Terms, *, number: int, by: Person, at: datetime) -> Agreement:
    agreement = draft(deployment, terms)
    agreement.number, agreement.drawn_up_by, agreement.drawn_up_at = number, by, at
    agreement.answer_by = WorkingDays(deployment.alliance).after(localdate(at), DAYS_TO_ANSWER)
    agreement.save()
    return agreement


def write_objectives(deployment: Deployment, agreement: Agreement, wanted: Iterable[tuple[str, str]]) -> None:
    """Keeps objectives that stand, drops those gone, adds new ones."""
    wanted = list(wanted)
    standing = {(o.text, o.success): o for o in deployment.objectives.filter(dropped_in__isnull=True)}
    gone = [o.pk for words, o in standing.items() if words not in wanted]
    Objective.objects.filter(pk__in=gone).update(dropped_in=agreement.number)
    Objective.objects.bulk_create(
        Objective(
            alliance_id=deployment.alliance_id,
            deployment=deployment,
            text=text,
            success=success,
            since_agreement=agreement.number,
        )
        for text, success in wanted
        if (text, success) not in standing
    )
