"""The groups of the demonstration: all System Leaders, and teachers who learn together from one of them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from drystone.alliances.calendar import WorkingDays
from drystone.brokering import needs
from drystone.brokering.needs import Noticed
from drystone.groups import belonging, groups, meetings, projects, registers, resources
from drystone.groups.meetings import Details
from drystone.groups.models import Group, Meeting
from drystone.groups.registers import Line
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.register.models import Area, Designation

from .cast import Company, appoint

MANAGER = "Margaret Alderson"
NOTICED = [
    ("Tom Raine", "gunnerside", "english", 2),
    ("Hannah Alderson", "askrigg", "phonics", 3),
    ("Hannah Alderson", "middleham", "phonics", 2),
    ("Ann Peel", "reeth", "computing", 2),
    (MANAGER, "hunton", "computing", 3),
    ("Owen Pratt", "colburn", "attendance", 3),
    ("Owen Pratt", "hipswell", "attendance", 2),
    (MANAGER, "barton", "maths", 1),
]
SHARED = [
    ("Hannah Alderson", "Hearing a child read, in four minutes", "phonics"),
    ("Farah Siddiqui", "A lesson study in key stage 2 maths", "maths"),
]
TEACHERS = {"Kate Lister": "leyburn", "Ben Sowerby": "askrigg", "Lucy Arden": "gunnerside", "Imran Sheikh": "bedale"}


def learn(company: Company, *, at: datetime) -> None:
    """Two groups have met once and meet again; core training is planned."""
    leaders(company, at)
    writing(company, at)
    training(company, at)
    notice(company, at)
    share(company, at)


def leaders(company: Company, at: datetime) -> Group:
    began = on(company, at, -80, 9)
    by = company.acting(MANAGER, began)
    made = groups.start(
        company.alliance,
        kind="system_leaders",
        name="System Leaders of Swaledale",
        purpose="To learn from each other's work in schools: what we saw, what helped, what we would not do again.",
        by=by,
        at=began,
    )
    joan = company.people["Joan Calvert"]
    groups.add(made, joan, facilitates=True, by=by, at=began)
    met(company, made, "Joan Calvert", on(company, at, -40, 14), "Coaching that lasts")
    plan(company, made, "Joan Calvert", on(company, at, 25, 14), "What heads tell us", at - timedelta(days=2))
    return made


def writing(company: Company, at: datetime) -> Group:
    began = on(company, at, -75, 9)
    by = company.acting(MANAGER, began)
    made = groups.start(
        company.alliance,
        kind="joint_practice",
        name="Writing in mixed-age classes",
        purpose="Five schools plan, teach and look at books together.",
        area=Area.objects.get(alliance=None, code="writing"),
        by=by,
        at=began,
    )
    groups.add(made, company.people["David Cleasby"], facilitates=True, by=by, at=began)
    david = company.acting("David Cleasby", began)
    for name, school in TEACHERS.items():
        company.people[name] = teacher(name)
        appoint(company, name, Role.STAFF, company.schools[school], since=began.date())
        groups.add(made, company.people[name], by=david, at=began)
    met(company, made, "David Cleasby", on(company, at, -35, 13), "Moderating a piece of writing")
    plan(company, made, "David Cleasby", on(company, at, 18, 13), "Planning a unit together", at - timedelta(days=3))
    return made


def training(company: Company, at: datetime) -> Group:
    """A session is planned, in which whoever is new may book a place."""
    began = at - timedelta(days=4)
    by = company.acting(MANAGER, began)
    made = groups.start(
        company.alliance,
        kind="training",
        name="Starting as a System Leader",
        purpose="One day: listening, coaching, confidentiality, and how a visit is written up.",
        by=by,
        at=began,
    )
    groups.add(made, company.people["Joan Calvert"], facilitates=True, by=by, at=began)
    plan(company, made, MANAGER, on(company, at, 32, 9), "Core training", began + timedelta(hours=1))
    return made


def teacher(name: str) -> Person:
    """Some of them are helped by a System Leader as well."""
    address = f"{name.lower().replace(' ', '.')}@dales.example"
    return Person.objects.get_or_create(name=name, email=address, defaults={"has_account": False})[0]


def met(company: Company, group: Group, who: str, starts: datetime, focus: str) -> Meeting:
    meeting = plan(company, group, who, starts, focus, starts - timedelta(days=20))
    after = starts + timedelta(hours=3)
    by = company.acting(who, after)
    came = belonging.of(group, starts.date())
    lines = {
        each.person: Line(place % 5 != 4, 1 if each.facilitates else 0)  # one in five sends her apologies
        for place, each in enumerate(came)
    }
    return registers.take(meeting, lines, by=by, at=after)


def plan(company: Company, group: Group, who: str, starts: datetime, focus: str, at: datetime) -> Meeting:
    return meetings.plan(
        group,
        Details("Leyburn Community Primary School", focus=focus),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        by=company.acting(who, at),
        at=at,
    )


def on(company: Company, at: datetime, days: int, hour: int) -> datetime:
    """That hour of a school day so many days from now."""
    day, working = timezone.localdate(at) + timedelta(days=days), WorkingDays(company.alliance)
    while not working.includes(day):
        day += timedelta(days=1 if days > 0 else -1)
    return timezone.make_aware(datetime.combine(day, time(hour)))


def notice(company: Company, at: datetime) -> None:
    """What leaders, a head and the office saw in schools."""
    for place, (who, school, area, strength) in enumerate(NOTICED):
        seen = at - timedelta(minutes=len(NOTICED) - place)
        noticed = Noticed(
            Area.objects.get(alliance=None, code=area),
            company.schools[school],
            phase="primary",
            strength=strength,
            source="visit",
        )
        needs.note(company.alliance, noticed, by=company.acting(who, seen), at=seen)


def share(company: Company, at: datetime) -> None:
    """A project of two leaders, and what two of them made for all."""
    seen = at - timedelta(minutes=1)
    office, people = company.acting(MANAGER, seen), company.people
    about = projects.About(
        "From nursery into reception",
        "One way of telling reception teachers what they need to know, tried in six schools.",
        on(company, at, -60, 9).date(),
    )
    leaders = [people["Hannah Alderson"], people["Grace Oyelaran"]]
    projects.start(company.alliance, about, leaders, by=office, at=seen)
    for who, title, area in SHARED:
        designation = Designation.objects.get(alliance=company.alliance, person=people[who])
        where = Area.objects.get(alliance=None, code=area)
        address = f"https://video.example/{area}"
        resources.share(company.alliance, title, where, url=address, made_by=designation, by=office, at=seen)
