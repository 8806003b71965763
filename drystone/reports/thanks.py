"""What a home school gave in a term, and what came back: one page for its head, to show to governors."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from drystone.alliances.models import Alliance, Term
from drystone.deployment.models import Visit
from drystone.payments.models import DueLine
from drystone.people.models import Person
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from . import learned

SHOWN = 6
"""How many terms one may go back."""


@dataclass(frozen=True)
class Given:
    """What one System Leader of the school gave in the term, at which schools, and how long she learned."""

    name: str
    half_days: int
    schools: list[str]
    minutes: int

    @property
    def hours(self) -> str:
        return learned.hours(self.minutes)


@dataclass(frozen=True)
class Thanks:
    """The term of one home school."""

    school: Organisation
    term: Term
    given: list[Given]
    pence: int

    @property
    def half_days(self) -> int:
        return sum(each.half_days for each in self.given)

    @property
    def schools(self) -> list[str]:
        return sorted({name for each in self.given for name in each.schools})

    @property
    def hours(self) -> str:
        return learned.hours(sum(each.minutes for each in self.given))


def terms(alliance: Alliance, on: date) -> list[Term]:
    """The terms that have begun by a day, the latest first."""
    return list(Term.objects.filter(alliance=alliance, starts__lte=on).order_by("-starts")[:SHOWN])


def of_term(school: Organisation, alliance: Alliance, term: Term) -> Thanks:
    """Of everybody who is a System Leader there or went out from there in the term. Five queries."""
    held = Visit.objects.filter(
        alliance=alliance, deployment__home_school=school, state="held",
        starts_at__date__gte=term.starts, starts_at__date__lte=term.ends,
    ).select_related("deployment__leader", "deployment__receiving_school")  # fmt: skip
    people: dict[int, Person] = {visit.deployment.leader_id: visit.deployment.leader for visit in held}
    living = Designation.objects.filter(alliance=alliance, home_school=school, state__in=LIVING)
    people |= {row.person_id: row.person for row in living.select_related("person")}
    lines = learned.between(alliance, people.values(), term.starts, term.ends)
    given = [
        Given(
            person.name,
            sum(visit.half_days for visit in held if visit.deployment.leader_id == pk),
            sorted({visit.deployment.receiving_school.name for visit in held if visit.deployment.leader_id == pk}),
            learned.total(line for line in lines if line.person_id == pk),
        )
        for pk, person in people.items()
    ]
    due = DueLine.objects.filter(alliance=alliance, home_school=school, on__gte=term.starts, on__lte=term.ends)
    pence = due.aggregate(sum=Sum("reimbursement_pence"))["sum"] or 0
    return Thanks(school, term, sorted(given, key=lambda each: each.name), pence)
