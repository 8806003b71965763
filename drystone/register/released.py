"""The System Leaders whom somebody releases, with the days of each; and one press that changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from drystone import saying
from drystone.alliances.models import Alliance, Term
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import access as people_access
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.schools.models import Organisation

from . import emails, release
from .lifecycle import LIVING
from .models import Designation, ReleaseBudget
from .release import Meter
from .release_rules import check_may

MOST = 120


@dataclass(frozen=True)
class TermDays:
    """One leader's days in one term, and what they were before the last press."""

    meter: Meter
    before: int | None


def by(person: Person, alliance: Alliance) -> QuerySet[Designation]:
    """Those of the staff of the schools she leads; the heads of those she governs. Never herself."""
    governed = people_access.rows_at(person, "home_school", Role.CHAIR, Role.TRUST_CEO)
    trusts = {place for _, place in people_access.places_as(person, Role.TRUST_CEO)}
    names = Organisation.objects.filter(pk__in=trusts, kind=Organisation.Kind.TRUST).values("name")
    in_trust = Q(home_school__trust_name__in=names) if trusts else Q(pk__in=[])
    mine = people_access.rows_at(person, "home_school", Role.HEAD) & Q(is_headteacher=False)
    rows = Designation.objects.filter(mine | Q(is_headteacher=True) & (governed | in_trust), alliance=alliance)
    return (
        rows.filter(state__in=LIVING)
        .exclude(person=person)
        .select_related("person", "home_school")
        .order_by("person__name")
    )


def days(designations: Sequence[Designation], terms: list[Term]) -> dict[int, list[TermDays]]:
    """Of each of these leaders of one alliance the days in each term: two questions, however many leaders."""
    if not designations:
        return {}
    alliance, schools = designations[0].alliance_id, {each.home_school_id for each in designations}
    budgets = list(ReleaseBudget.objects.filter(alliance_id=alliance, home_school__in=schools, term__in=terms))
    people = {each.person_id for each in designations}
    promises = release.standing(alliance, Q(person__in=people) | Q(home_school__in=schools), terms)
    found = {}
    for each in designations:
        rows = [row for row in budgets if row.home_school_id == each.home_school_id]
        mine = {row.term_id: row for row in rows if row.person_id == each.person_id}
        ceilings = {row.term_id: row.half_days for row in rows if row.person_id is None}
        granted = {term: row.half_days for term, row in mine.items()}
        meters = release.reckoned(each.person_id, each.home_school_id, terms, granted, ceilings, promises)
        found[each.pk] = [TermDays(m, mine[m.term.pk].half_days_before if m.term.pk in mine else None) for m in meters]
    return found


@transaction.atomic
def change(
    designation: Designation, term: Term, *, was: int, to: int, said_by: str = "", by: Person, at: datetime
) -> None:
    """One press: so many half-days a term instead of so many. What is promised stands. She is told.

    The office may write down what the head said. Pressed twice it is done once; whoever pressed on a page that is
    older than somebody else's press is refused, and sees what stands now. Raises NotAllowed, Refused.
    """
    check_may(by, designation)
    Designation.objects.locked(designation.pk)
    whose = {"home_school": designation.home_school, "person": designation.person, "term": term}
    stands = ReleaseBudget.objects.filter(**whose).values_list("half_days", flat=True).first() or 0
    if stands == to or not 0 <= to <= MOST:
        return
    if stands != was:
        raise Refused(f"Meanwhile it was changed to {saying.days(stands)} in {term}. Please look, and press again.")
    release.grant(designation.home_school, term, half_days=to, person=designation.person, by=by, at=at)
    facts: dict[str, Any] = {"term": term.name, "half_days": to, "before": was}
    events.record(designation, "changed_days", by=by, at=at, note=said_by, **facts)
    emails.days_changed(designation, at=at)
