"""What a home school gave in a term, and what came back: one page for its head, to show to governors."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery, Sum, Value
from django.db.models.functions import Coalesce

from drystone import saying
from drystone.alliances.models import Alliance, Term
from drystone.deployment.models import Review, Visit
from drystone.deployment.thanking import LAST_DAYS
from drystone.payments.models import DueLine
from drystone.people.models import Person
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from . import learned, said

SHOWN = 6
"""How many terms one may go back."""
FEWEST = 3
"""Schools that spoke, before words without a name are shown: of fewer it could be told whose they are."""


@dataclass(frozen=True)
class Given:
    """What one System Leader of the school gave in the term, at which schools, and how long she learned."""

    name: str
    half_days: int
    schools: list[str]
    minutes: int

    @property
    def hours(self) -> str:
        return saying.hours(self.minutes)


@dataclass(frozen=True)
class Thanks:
    """The term of one home school."""

    school: Organisation
    term: Term
    given: list[Given]
    pence: int
    quotes: tuple[said.Quote, ...]

    @property
    def half_days(self) -> int:
        return sum(each.half_days for each in self.given)

    @property
    def schools(self) -> list[str]:
        return sorted({name for each in self.given for name in each.schools})

    @property
    def hours(self) -> str:
        return saying.hours(sum(each.minutes for each in self.given))


def terms(alliance: Alliance, on: date) -> list[Term]:
    """The terms that have begun by a day, the latest first."""
    return list(Term.objects.filter(alliance=alliance, starts__lte=on).order_by("-starts")[:SHOWN])


def latest(begun: list[Term], on: date) -> Term | None:
    """The term that one gives thanks for on a day: the one that ended last or is about to, or else the first."""
    over = [term for term in begun if term.ends <= on + LAST_DAYS]
    return next(iter([*over, *begun[::-1]]), None)


def of_term(school: Organisation, alliance: Alliance, term: Term) -> Thanks:
    """Of everybody who is a System Leader there or went out from there in the term. Eight queries at most."""
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
    due = DueLine.objects.for_work().filter(
        alliance=alliance, home_school=school, on__gte=term.starts, on__lte=term.ends
    )
    pence = due.aggregate(sum=Sum("reimbursement_pence"))["sum"] or 0
    return Thanks(school, term, sorted(given, key=lambda each: each.name), pence, quoted(school, alliance, term))


def quoted(school: Organisation, alliance: Alliance, term: Term) -> tuple[said.Quote, ...]:
    """What schools let be quoted of their evaluations, from this term to the next.

    Words without a name are left out where so few schools spoke that one would know whose they are.
    """
    after = Term.objects.filter(alliance=alliance, starts__gt=term.starts).order_by("starts").values("starts")[:1]
    reviews = Review.objects.filter(
        alliance=alliance, deployment__home_school=school, kind__in=(said.EVALUATION, said.FOLLOW_UP), state="given",
        given_at__date__gte=term.starts, given_at__date__lt=Coalesce(Subquery(after), Value(date.max)),
    )  # fmt: skip
    school_of = "deployment__receiving_school__name"
    rows = list(reviews.order_by().values_list("kind", "sheet", "deployment", "given_at", school_of))
    schools = {row[2]: row[4] for row in rows}
    spoken = said.read(said.Sheet(*row[:4]) for row in rows) if rows else []
    hidden = len(set(schools.values())) < FEWEST
    return tuple(quote for quote in said.quotes(spoken, schools) if quote.whose or not hidden)
