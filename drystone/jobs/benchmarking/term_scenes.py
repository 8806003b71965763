"""A term of a region that is one alliance: 600 System Leaders, 1,500 requests; gathered, planned, looked at."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance, Term
from drystone.brokering import tasks
from drystone.brokering.models import SupportRequest, TermPlan
from drystone.brokering.planning.weights import Weights
from drystone.brokering.terms import gathering, known
from drystone.people.models import Person
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area, Designation
from drystone.schools.models import Organisation

from .building import Built, save
from .leaders import designate
from .measuring import page
from .work import sheets_of

LEADERS, REQUESTS, SCHOOLS, HOMES = 600, 1_500, 1_000, 400
RICHMOND = (417_000, 501_000)
Scene = tuple[str, Callable[[], Any]]


def scenes(office: Client, manager: Person, alliance: Alliance, at: datetime) -> Iterator[Scene]:
    """Gathering is measured by itself; the plan is made once, for its pages."""
    term = region(alliance, manager, at)
    yield "job: term of 1,500 requests gathered", lambda: gather(alliance, term, at)
    plan = TermPlan.objects.create(alliance=alliance, term=term, asked_by=manager, asked_at=at, state_since=at)
    tasks.make(plan, at=at)
    yield "term: office-term-plans", page(office, reverse("office-term-plans"))
    yield "term: office-term-plan of 1,500 requests", page(office, reverse("office-term-plan", args=[plan.pk]))
    yield "term: office-term-plan-unmet", page(office, reverse("office-term-plan-unmet", args=[plan.pk]))


def gather(alliance: Alliance, term: Term, at: datetime) -> gathering.Gathered:
    return gathering.gather(known.read(alliance, term, on=at.date()), Weights())


def region(alliance: Alliance, manager: Person, at: datetime) -> Term:
    """The schools nearest to Richmond, with leaders at some of them and requests from all."""
    term = next(each for each in Term.objects.filter(alliance=alliance, ends__gt=at.date()))
    east, north = RICHMOND
    rows: Any = Organisation.objects.open().filter(easting__isnull=False, kind="school")
    near = sorted(rows, key=lambda each: ((each.easting - east) ** 2 + (each.northing - north) ** 2, each.pk))[
        :SCHOOLS
    ]
    homes = near[:: max(1, len(near) // HOMES)]
    heads = dict.fromkeys((school.pk for school in homes), manager.pk)
    built = Built(at, [alliance], {alliance.pk: homes}, {alliance.pk: [term]}, heads, {})
    leaders = designate(built, LEADERS, who="Dalesman", series="DL")
    ask(alliance, manager, near, leaders, at, term)
    return term


def ask(
    alliance: Alliance,
    manager: Person,
    schools: list[Organisation],
    leaders: list[Designation],
    at: datetime,
    term: Term,
) -> None:
    areas = list(Area.objects.filter(alliance__isnull=True)[:20])
    sheets = save(AnswerSheet, sheets_of("support_request", [alliance.pk] * REQUESTS, at, sealed=True))
    first = max(term.starts, at.date())
    whole = max(7, (term.ends - first).days)

    def asked(number: int, sheet: AnswerSheet) -> SupportRequest:
        starts = first + timedelta(days=number * 7 % max(1, whole // 2))
        return SupportRequest(
            alliance=alliance,
            school=schools[number * 13 % len(schools)],
            contact=manager,
            sheet=sheet,
            state="accepted",
            state_since=at,
            submitted_at=at - timedelta(days=number % 60),
            area=areas[number * 7 % len(areas)],
            phase="primary",
            half_days=2 + number % 7,
            from_on=starts,
            until_on=min(term.ends, starts + timedelta(days=14 + number % 60)),
            priority=number % 4 + 1,
        )

    save(SupportRequest, (asked(number, sheet) for number, sheet in enumerate(sheets)))
