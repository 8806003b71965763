"""Fills a database with alliances, leaders, requests, deployments and visits, in bulk, on the schools it holds.

Rows are made as the rooms' constraints want them; nothing is mailed, and only as much history is written as asked.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from drystone.alliances.models import Alliance, Term
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.schools.models import Membership, Organisation

from . import sampling
from .building import Built, Size, person, save
from .candidates import apply
from .great_round import hold
from .leaders import designate
from .learning import learn
from .needs import notice
from .released_round import prepare
from .reviewing import review
from .visiting import visit
from .work import deploy, remember


def build(size: Size, *, at: datetime, say: Callable[[str], None] = print) -> Built:
    """Makes the whole data set in one go; `say` is told of each step."""
    with transaction.atomic():
        built = found_alliances(size, at)
        say(f"{len(built.alliances)} alliances")
        staff_schools(built)
        say(f"{sum(map(len, built.schools.values()))} member schools with heads")
        leaders = designate(built, size.leaders)
        say(f"{len(leaders)} leaders")
        learn(built, leaders)
        apply(built, leaders)
        hold(built, size.applications)
        say(f"{size.applications} applications in one round")
        prepare(built)
        deployments = deploy(built, leaders, size.deployments)
        say(f"{len(deployments)} deployments")
        visit(built, deployments, size.visits)
        say(f"{size.visits} visits")
        sampling.fill(built.alliances[-1], min(sampling.RECORDS, size.visits // 10), at)
        say(f"{review(built, deployments)} evaluations and follow-ups")
        say(f"{len(notice(built))} needs")
        remember(built, deployments, size.history)
        say(f"{size.history} rows of history")
    return built


def found_alliances(size: Size, at: datetime) -> Built:
    known = Alliance.objects.count()
    alliances = save(
        Alliance,
        (
            Alliance(
                name=f"Alliance {n:04}",
                slug=f"alliance-{n:04}",
                contact_email=f"office@alliance-{n:04}.example",
                is_default=not known and n == 0,
            )
            for n in range(size.alliances)
        ),
    )
    start = date(at.year if at.month >= 9 else at.year - 1, 9, 1)
    rows = [Term(alliance=a, name=name, starts=s, ends=e) for a in alliances for name, s, e in year_of(start)]
    terms: dict[int, list[Term]] = {}
    for term in save(Term, rows):
        terms.setdefault(term.alliance_id, []).append(term)
    places = list(Organisation.objects.open().filter(easting__isnull=False)[: size.schools])
    schools = {a.pk: places[n :: len(alliances)] for n, a in enumerate(alliances)}
    return Built(at, alliances, schools, terms, {}, {})


def year_of(start: date) -> list[tuple[str, date, date]]:
    year = start.year
    return [
        ("Autumn term", start, date(year, 12, 18)),
        ("Spring term", date(year + 1, 1, 5), date(year + 1, 3, 26)),
        ("Summer term", date(year + 1, 4, 12), date(year + 1, 7, 20)),
    ]


def staff_schools(built: Built) -> None:
    """A head for each school and a manager for each alliance."""
    since = built.at.date() - timedelta(days=900)
    owners = [(a, school) for a in built.alliances for school in built.schools[a.pk]]
    people = save(Person, (person("Head", n) for n in range(len(owners))))
    save(Membership, (Membership(alliance=a, organisation=s, starts=since) for a, s in owners))
    save(
        Post,
        (
            Post(alliance=a, organisation=s, person=p, role=Role.HEAD, starts=since)
            for (a, s), p in zip(owners, people, strict=True)
        ),
    )
    built.heads = {school.pk: p.pk for (_, school), p in zip(owners, people, strict=True)}
    managers = save(Person, (person("Manager", n) for n in range(len(built.alliances))))
    save(
        Post,
        (
            Post(alliance=a, person=p, role=Role.MANAGER, starts=since)
            for a, p in zip(built.alliances, managers, strict=True)
        ),
    )
    built.officers = {a.pk: p.pk for a, p in zip(built.alliances, managers, strict=True)}
