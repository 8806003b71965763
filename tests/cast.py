"""The cast of the tests: one alliance in the Dales, its schools and invented people, made row by row."""

from datetime import date
from itertools import count

from drystone.alliances.models import Alliance, Term
from drystone.people import access
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.register import placements
from drystone.register.models import Area, DesignatedArea, Designation
from drystone.schools.models import Organisation
from tests.clock import NOW
from tests.retelling import step

TODAY = NOW.date()
numbers = count(1)


def alliance(name: str = "Swaledale Alliance", *, default: bool = True, **fields) -> Alliance:
    slug = name.lower().replace(" ", "-")
    return Alliance.objects.create(
        name=name, slug=slug, contact_email=f"office@{slug}.example", is_default=default, **fields
    )


def terms(of: Alliance) -> list[Term]:
    """The three terms of 2026-27."""
    days = [
        ("Autumn term 2026", date(2026, 9, 1), date(2026, 12, 18), date(2026, 10, 26), date(2026, 10, 30)),
        ("Spring term 2027", date(2027, 1, 5), date(2027, 3, 25), date(2027, 2, 15), date(2027, 2, 19)),
        ("Summer term 2027", date(2027, 4, 12), date(2027, 7, 20), date(2027, 5, 31), date(2027, 6, 4)),
    ]
    return [
        Term.objects.create(alliance=of, name=n, starts=s, ends=e, half_term_starts=hs, half_term_ends=he)
        for n, s, e, hs, he in days
    ]


def school(name: str = "Reeth Community Primary School", *, east: int = 403_000, north: int = 499_000, **fields):
    n = next(numbers)
    return Organisation.objects.create(
        name=name, urn=str(900_000 + n), easting=east, northing=north, phase_code="2", postcode="DL11 6TF", **fields
    )


def person(name: str, *, account: bool = True, email: str = "") -> Person:
    address = email or f"{name.lower().replace(' ', '.')}.{next(numbers)}@dale.example"
    return Person.objects.create(name=name, email=address, has_account=account)


def post(of: Person, role: Role, at: Alliance, organisation=None, since: date = date(2020, 9, 1)) -> Post:
    return Post.objects.create(person=of, role=role, alliance=at, organisation=organisation, starts=since)


def acting(of: Person, on: date = TODAY, through: str = "account") -> Person:
    """The person as a door prepares her."""
    return access.as_of(of, on, through=through)


@step
def officer(at: Alliance, name: str = "Margaret Alderson", role: Role = Role.MANAGER) -> Person:
    who = person(name)
    post(who, role, at)
    return acting(who)


@step
def head(at: Alliance, of: Organisation, name: str = "Ann Peel") -> Person:
    who = person(name, account=False)
    post(who, Role.HEAD, at, of)
    return acting(who)


def area(code: str = "english", name: str = "English") -> Area:
    return Area.objects.get_or_create(code=code, alliance=None, defaults={"name": name})[0]


@step
def leader(at: Alliance, home: Organisation, name: str = "Tom Raine", areas: tuple[Area, ...] = ()) -> Designation:
    """A System Leader in force since 1 September 2026."""
    who = person(name)
    post(who, Role.STAFF, at, home)
    designation = Designation.objects.create(
        alliance=at, person=who, home_school=home, number=f"SL-{next(numbers):05}", starts=date(2026, 9, 1),
        ends=date(2030, 8, 31), state="active", state_since=NOW,
    )  # fmt: skip
    placements.begin(designation)
    for each in areas or (area(),):
        DesignatedArea.objects.create(alliance=at, designation=designation, area=each, phases=["primary"])
    return designation
