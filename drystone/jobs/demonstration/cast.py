"""The invented people of the demonstration, on real schools of the Dales."""

from dataclasses import dataclass
from datetime import date, datetime

from drystone.alliances import founding
from drystone.alliances.models import Alliance, CancellationTerm
from drystone.payments import rates
from drystone.people import access
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.schools.models import Membership, Organisation

SCHOOLS = {
    "reeth": "121311",
    "gunnerside": "121542",
    "hawes": "143523",
    "leyburn": "144159",
    "richmond": "145090",
    "wensleydale": "121679",
    "askrigg": "121602",
    "bainbridge": "121477",
    "bedale": "121479",
    "hunton": "121302",
    "ravensworth": "144161",
    "middleham": "121614",
    "spennithorne": "121517",
    "colburn": "121334",
    "hipswell": "121499",
    "melsonby": "121543",
    "barton": "144155",
    "michael-syddall": "121609",
}
HEADS = {
    "reeth": "Ann Peel",
    "gunnerside": "Ruth Kearton",
    "hawes": "James Coates",
    "leyburn": "Susan Iveson",
    "richmond": "Martin Hillary",
    "wensleydale": "Deborah Sunter",
    "askrigg": "Peter Metcalfe",
    "bainbridge": "Joan Calvert",
    "bedale": "Neil Prudhoe",
    "hunton": "Alison Tennant",
    "ravensworth": "Robert Dent",
    "middleham": "Caroline Topham",
    "spennithorne": "Philip Scarr",
    "colburn": "Yvonne Harker",
    "hipswell": "Simon Pratt",
    "melsonby": "Gillian Sayer",
    "barton": "Andrew Fawcett",
    "michael-syddall": "Judith Binks",
}
# System Leaders of the first round: school, areas, whether she leads the school.
LEADERS = {
    "Tom Raine": ("reeth", ("english", "phonics"), False),
    "Farah Siddiqui": ("richmond", ("maths",), False),
    "Hannah Alderson": ("leyburn", ("early-years", "phonics"), False),
    "Owen Pratt": ("wensleydale", ("behaviour", "attendance"), False),
    "Joan Calvert": ("bainbridge", ("small-schools", "curriculum"), True),
    "Grace Oyelaran": ("bedale", ("send", "inclusion"), False),
    "David Cleasby": ("hawes", ("english", "writing"), False),
    "Mark Brennand": ("hunton", ("attendance",), False),
}
# Designated in a round before that one: their last year has begun.
VETERANS = ("Hannah Alderson", "Mark Brennand")


@dataclass
class Company:
    """Everybody by name, and the places."""

    alliance: Alliance
    schools: dict[str, Organisation]
    people: dict[str, Person]

    def acting(self, name: str, at: datetime) -> Person:
        """The person as a door would prepare her on that day."""
        return access.as_of(Person.objects.get(pk=self.people[name].pk), at.date(), through="demonstration")

    def head(self, school: str, at: datetime) -> Person:
        return self.acting(HEADS[school], at)


OFFICE = {
    "Margaret Alderson": (Role.MANAGER, "The Alliance manager: everything of the office, two days a week"),
    "Colin Thistlethwaite": (Role.FINANCE, "Looks after the money, and is the second pair of eyes"),
    "Priya Raman": (Role.QUALITY, "Quality lead: evaluations and concerns"),
    "Hugh Metcalfe": (Role.DIRECTOR, "Director: figures, and the concerns that come to the directors"),
}
SIGN_IN = {
    "Martin Hillary": "Headteacher on the panel: applications to score, an interview to hold",
    "Deborah Sunter": "Headteacher on the panel",
    "Ann Peel": "Headteacher of a System Leader's school: an enquiry and a statement to answer",
    "Susan Iveson": "Headteacher of a school that is being helped",
    "Tom Raine": "System Leader: a visit to write up",
    "Beth Lundy": "Applicant: half-way through an application",
    "Hannah Alderson": "System Leader in her last year: another term to begin",
}


def assemble(*, at: datetime) -> Company:
    """The alliance, its terms and rates, its member schools, their heads, and the office."""
    alliance = Alliance.objects.create(
        name="Swaledale Alliance",
        slug="swaledale",
        legal_body="Swaledale Alliance, a partnership of schools",
        contact_name="Margaret Alderson",
        contact_email="office@swaledale-alliance.example",
        contact_phone="01632 960101",
        is_default=True,
        rearranged_within_days=14,
    )
    for notice, per_cent in ((2, 100), (5, 50)):  # what calling off late costs, on every agreement drawn up here
        CancellationTerm.objects.create(
            alliance=alliance, notice_working_days=notice, charged_per_cent=per_cent, reimbursed_per_cent=per_cent
        )
    started = date(at.year - 5, 9, 1)
    schools = {key: Organisation.objects.get(urn=urn) for key, urn in SCHOOLS.items()}
    for school in schools.values():
        Membership.objects.create(alliance=alliance, organisation=school, starts=started)
    for year in range(at.year - 5, at.year + 2):
        founding.usual_terms(alliance, year)
    rates.begin(alliance, since=started, by=None, at=at)
    company = Company(alliance, schools, {})
    for key, name in HEADS.items():
        employ(company, name, Role.HEAD, schools[key], since=started)
    for name, (role, note) in OFFICE.items():
        employ(company, name, role, None, since=started, note=note)
    for name in ("Martin Hillary", "Deborah Sunter", "Gillian Sayer"):
        appoint(company, name, Role.PANEL, None, since=started)
    for name, (place, _, is_head) in LEADERS.items():
        if not is_head:
            employ(company, name, Role.STAFF, schools[place], since=started)
    employ(company, "Brian Outhwaite", Role.CHAIR, schools["bainbridge"], since=started)
    employ(company, "Linda Birkbeck", Role.FINANCE_CONTACT, schools["reeth"], since=started)
    return company


def employ(
    company: Company, name: str, role: Role, school: Organisation | None, *, since: date, note: str = ""
) -> Person:
    """A person with an account and one post."""
    note = note or SIGN_IN.get(name, "")
    person = company.people.get(name) or Person.objects.create(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@{'swaledale-alliance' if school is None else 'dales'}.example",
        has_account=True,
        is_demonstration=bool(note),
        demonstration_note=note,
    )
    company.people[name] = person
    return appoint(company, name, role, school, since=since)


def appoint(company: Company, name: str, role: Role, school: Organisation | None, *, since: date) -> Person:
    person = company.people[name]
    Post.objects.create(alliance=company.alliance, person=person, role=role, organisation=school, starts=since)
    return person
