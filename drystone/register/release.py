"""The release budget: what a home head grants in a term, and what is promised, used and left of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from drystone.alliances.models import Term
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access as people_access
from drystone.people import links, posts
from drystone.people.models import Link, Person
from drystone.schools.models import Organisation

from . import access, emails
from .models import Away, Designation, Promise, ReleaseBudget

PURPOSE = "release"
TERMS_AHEAD = 3


@dataclass(frozen=True)
class Meter:
    """Half-days of one term: granted, promised (the used ones among them), left under the school's own ceiling."""

    term: Term
    granted: int
    promised: int
    left: int
    used: int = 0


@transaction.atomic
def ask(designation: Designation, *, by: Person | None, at: datetime) -> Link | None:
    """The home approver is asked how many days a term she releases the leader for; asked again, by the same link,
    and by mail once a day.

    None when the alliance knows nobody to ask, or no address of hers; the office then records the days itself.
    """
    alliance = designation.alliance
    approver = posts.approver_for(designation.person, alliance, designation.home_school, localdate(at))
    if approver is None or not approver.email:
        return None
    link = links.invite(approver, PURPOSE, designation, alliance=alliance, days=60, by=by, at=at)
    if emails.release_asked(designation, link=link, at=at):
        events.record(designation, "asked_release", by=by, at=at, of=approver.name)
    return link


def is_granted(designation: Designation, on: date) -> bool:
    """Whether her home school has said for a coming term how many days she may give."""
    terms = coming_terms(designation.alliance_id, on)
    rows = ReleaseBudget.objects.filter(home_school=designation.home_school_id, person=designation.person_id)
    return rows.filter(term__in=terms).exists()


@transaction.atomic
def settle(
    designation: Designation,
    leader: Mapping[Term, int],
    school: Mapping[Term, int | None],
    *,
    said_by: str = "",
    by: Person,
    at: datetime,
) -> None:
    """The home approver says, in half-days a term, what the leader may give and what the school can spare.

    None for the school takes its ceiling away. The office may write down what she said (`said_by`: who, how).
    The same said twice in a row on one day is said once.
    Raises NotAllowed for anybody else, and for the leader herself.
    """
    if not (access.releases(by, designation) or people_access.office(by, designation)):
        raise NotAllowed(f"{by} may not release {designation.person}")
    if said_last(designation, leader, school, by=by, at=at, note=said_by):
        return
    home = designation.home_school
    acting: dict[str, Any] = {"by": by, "at": at}
    for term, half_days in leader.items():
        grant(home, term, half_days=half_days, person=designation.person, **acting)
    for term, ceiling in school.items():
        if ceiling is None:
            lift(home, term, **acting)
        else:
            grant(home, term, half_days=ceiling, **acting)
    events.record(designation, "settled_release", note=said_by, **acting)


def said_last(
    designation: Designation,
    leader: Mapping[Term, int],
    school: Mapping[Term, int | None],
    *,
    by: Person,
    at: datetime,
    note: str,
) -> bool:
    """Whether it was she who said exactly this, today, and nothing has happened with the designation since."""
    last = events.record_of(designation).last()
    if last is None or (last.verb, last.by_id, last.note) != ("settled_release", by.pk, note):
        return False
    rows = ReleaseBudget.objects.filter(alliance_id=designation.alliance_id, home_school=designation.home_school)
    held: dict[tuple[int | None, int], int] = {(row.person_id, row.term_id): row.half_days for row in rows}
    said: dict[tuple[int | None, int], int | None] = {
        (designation.person_id, term.pk): days for term, days in leader.items()
    }
    said |= {(None, term.pk): days for term, days in school.items()}
    return localdate(last.at) == localdate(at) and all(held.get(key) == days for key, days in said.items())


@transaction.atomic
def lift(home_school: Organisation, term: Term, *, by: Person, at: datetime) -> None:
    """The school no longer sets a ceiling for a term; what each leader was granted stands."""
    rows = ReleaseBudget.objects.filter(alliance_id=term.alliance_id, home_school=home_school, term=term, person=None)
    for budget in rows:
        events.record(budget, "lifted", by=by, at=at, term=term.name)
        budget.delete()


def coming_terms(alliance_id: int, on: date) -> list[Term]:
    """The term of a day, or the next, and those after it: as far ahead as days are granted."""
    return list(Term.objects.filter(alliance_id=alliance_id, ends__gte=on)[:TERMS_AHEAD])


@transaction.atomic
def grant(
    home_school: Organisation,
    term: Term,
    *,
    half_days: int,
    person: Person | None = None,
    by: Person,
    at: datetime,
) -> ReleaseBudget:
    """The home head grants half-days for a term: to one leader, or (no person) to the school as a whole.

    Granting again replaces the number; what is promised already stands, even above the new number.
    """
    of: dict[str, Any] = {"alliance_id": term.alliance_id, "home_school": home_school, "person": person, "term": term}
    before = ReleaseBudget.objects.select_for_update().filter(**of).values_list("half_days", flat=True).first()
    said = {"half_days": half_days, "half_days_before": before, "granted_by": by, "granted_at": at}
    budget, _ = ReleaseBudget.objects.update_or_create(**of, defaults=said)
    events.record(budget, "granted", by=by, at=at, half_days=half_days, term=term.name)
    return budget


def terms_between(alliance_id: int, starts: date, ends: date) -> list[Term]:
    """The terms that a stretch of days touches, the earliest first."""
    return list(Term.objects.filter(alliance_id=alliance_id, ends__gte=starts, starts__lte=ends))


def meters(alliance_id: int, person: Person, home_school: Organisation, terms: list[Term]) -> list[Meter]:
    """What is left in each term, in two queries however many terms."""
    mine, school = budgets(alliance_id, person, home_school, terms)
    return measured(alliance_id, person, home_school, terms, mine, school)


def measured(
    alliance_id: int,
    person: Person,
    home_school: Organisation,
    terms: list[Term],
    mine: Mapping[int, int],
    school: Mapping[int, int],
) -> list[Meter]:
    """The meters of budgets that are known already."""
    rows = standing(alliance_id, Q(person=person) | Q(home_school=home_school), terms)
    return reckoned(person.pk, home_school.pk, terms, mine, school, rows)


def standing(alliance_id: int, whose: Q, terms: list[Term]) -> list[Any]:
    """Promises that stand in these terms, each with what of it is used."""
    rows = Promise.objects.filter(whose, alliance_id=alliance_id, term__in=terms, given_back_at=None)
    return list(rows.annotate(used=of_it_used()))


def reckoned(
    person: int, school: int, terms: list[Term], mine: Mapping[int, int], ceilings: Mapping[int, int], rows: list[Any]
) -> list[Meter]:
    found = []
    for term in terms:
        hers = [row for row in rows if (row.person_id, row.term_id) == (person, term.pk)]
        promised = sum(row.half_days for row in hers)
        left = mine.get(term.pk, 0) - promised
        if term.pk in ceilings:
            schools = sum(row.half_days for row in rows if (row.home_school_id, row.term_id) == (school, term.pk))
            left = min(left, ceilings[term.pk] - schools)
        used = sum(row.used for row in hers)
        found.append(Meter(term, mine.get(term.pk, 0), promised, max(left, 0), used))
    return found


def of_it_used() -> Coalesce:
    """Of a promise the half-days that took place in its term."""
    rows = Away.objects.filter(
        for_type=OuterRef("for_type"),
        for_id=OuterRef("for_id"),
        on__gte=OuterRef("term__starts"),
        on__lte=OuterRef("term__ends"),
        used=True,
    )
    total = rows.order_by().values("for_id").annotate(n=Sum("half_days")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def budgets(
    alliance_id: int, person: Person, home_school: Organisation, terms: list[Term]
) -> tuple[dict[int, int], dict[int, int]]:
    """Half-days by term: the leader's own, and the school's ceiling where one was set."""
    rows = ReleaseBudget.objects.filter(
        Q(person=person) | Q(person__isnull=True), alliance_id=alliance_id, home_school=home_school, term__in=terms
    )
    mine = {row.term_id: row.half_days for row in rows if row.person_id}
    school = {row.term_id: row.half_days for row in rows if not row.person_id}
    return mine, school


def lock(alliance_id: int, home_school: Organisation, terms: list[Term]) -> None:
    """Holds every budget of the school in these terms until the transaction ends, always in the same order.

    On SQLite the transaction itself is the lock (it begins IMMEDIATE).
    """
    rows = ReleaseBudget.objects.filter(alliance_id=alliance_id, home_school=home_school, term__in=terms)
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
