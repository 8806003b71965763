"""System Leaders in bulk: designations, areas, days and assurance."""

from datetime import timedelta

from drystone.alliances.models import Alliance
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.register.models import (
    Area,
    Assurance,
    DesignatedArea,
    Designation,
    Placement,
    ReleaseBudget,
    ReleaseRule,
)
from drystone.schools.models import Organisation

from .building import Built, person, save

YEARS = timedelta(days=1_460)
PORTRAITS = (
    "I lead English in a small school. Whoever works with me says that I listen first, and that we look at books.",
    "I came to leading late. I like the first visit best, when we find out together what the question is.",
    "",
)


def designate(built: Built, number: int, *, who: str = "Leader", series: str = "BN") -> list[Designation]:
    """Leaders spread over the alliances, in one or two areas, with days, assurance and a standing promise or none."""
    people = save(Person, (person(who, n) for n in range(number)))
    homes = [home(built, n) for n in range(number)]
    leaders = save(
        Designation,
        (
            Designation(
                alliance=a,
                person=p,
                home_school=s,
                number=f"{series}-{n:07}",
                starts=built.at.date() - timedelta(days=begun(n)),
                ends=built.at.date() - timedelta(days=begun(n)) + YEARS,
                state="active",
                state_since=built.at,
                shown_in_directory=n % 5 != 4,
                portrait=PORTRAITS[n % len(PORTRAITS)],
            )
            for n, (p, (a, s)) in enumerate(zip(people, homes, strict=True))
        ),
    )
    hold_areas(leaders)
    place(leaders)
    give_days(built, leaders)
    assure(built, leaders)
    return leaders


def hold_areas(leaders: list[Designation]) -> None:
    areas = list(Area.objects.filter(alliance__isnull=True)[:20])
    save(
        DesignatedArea,
        (
            DesignatedArea(
                alliance_id=d.alliance_id,
                designation=d,
                area=areas[(n + more * 3) % len(areas)],
                phases=["primary"],
                level=n % 3 + 1,
            )
            for n, d in enumerate(leaders)
            for more in range(1 + n % 2)
        ),
    )


def begun(number: int) -> int:
    """So many days ago a leader was designated; the first of them longest."""
    return 1_300 - number * 37 % 1_100


def home(built: Built, number: int) -> tuple[Alliance, Organisation]:
    alliance = built.alliances[number % len(built.alliances)]
    schools = built.schools[alliance.pk]
    return alliance, schools[number // len(built.alliances) % len(schools)]


def place(leaders: list[Designation]) -> None:
    """Each works at her home school."""
    save(
        Post,
        (
            Post(
                alliance_id=d.alliance_id,
                organisation_id=d.home_school_id,
                person_id=d.person_id,
                role=Role.STAFF,
                starts=d.starts,
            )
            for d in leaders
        ),
    )
    save(
        Placement,
        (
            Placement(
                alliance_id=d.alliance_id, designation=d, school_id=d.home_school_id, starts=d.starts, begun=True
            )
            for d in leaders
        ),
    )


def give_days(built: Built, leaders: list[Designation]) -> None:
    at, head = built.at, built.heads
    save(
        ReleaseBudget,
        (
            ReleaseBudget(
                alliance_id=d.alliance_id,
                home_school_id=d.home_school_id,
                person_id=d.person_id,
                term=term,
                half_days=12,
                granted_by_id=head[d.home_school_id],
                granted_at=at,
            )
            for d in leaders
            for term in built.terms[d.alliance_id]
        ),
    )
    save(
        ReleaseRule,
        (
            ReleaseRule(
                alliance_id=d.alliance_id,
                home_school_id=d.home_school_id,
                person_id=d.person_id,
                half_days_a_week=2,
                never_on=[4],
                notice_working_days=3,
            )
            for d in leaders
        ),
    )


def assure(built: Built, leaders: list[Designation]) -> None:
    at = built.at
    save(
        Assurance,
        (
            Assurance(
                alliance_id=d.alliance_id,
                person_id=d.person_id,
                organisation_id=d.home_school_id,
                level="enhanced_barred",
                confirmed_by="The headteacher",
                confirmed_on=at.date() - timedelta(days=30),
                until=at.date() + timedelta(days=335),
            )
            for d in leaders
        ),
    )
