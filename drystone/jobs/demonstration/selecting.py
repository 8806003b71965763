"""Rounds of the demonstration: one long past that designated the leaders, one being assessed, one open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from drystone.people.roles import Role
from drystone.register import designations
from drystone.register.models import Designation
from drystone.selection import (
    applications,
    assessments,
    criteria,
    decisions,
    interviews,
    panels,
    references,
    rounds,
    slots,
)
from drystone.selection.models import Application, PanelMember, Round

from .cast import HEADS, LEADERS, SCHOOLS, VETERANS, Company, employ
from .filling import fill
from .settling import settle_in

MANAGER, SECOND = "Margaret Alderson", "Colin Thistlethwaite"
PANEL = ("Martin Hillary", "Deborah Sunter", "Gillian Sayer")


@dataclass(frozen=True)
class Calendar:
    """The days of one round, counted from the day on which it opens."""

    opens: datetime

    def on(self, days: int, hour: int = 10) -> datetime:
        day = timezone.localtime(self.opens).date() + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(hour)))


def hold_round(company: Company, title: str, days: Calendar) -> Round:
    """Published on its first day; open four weeks, references a week more, interviews in the seventh week."""
    fields = {
        "title": title,
        "opens_at": days.on(0, 9),
        "closes_at": days.on(28, 17),
        "references_close_at": days.on(35, 17),
        "shortlist_by": days.on(42).date(),
        "interviews_from": days.on(49).date(),
        "interviews_to": days.on(53).date(),
        "decisions_by": days.on(60).date(),
        "induction_on": days.on(74).date(),
    }
    manager = company.acting(MANAGER, days.opens)
    made = rounds.draft(company.alliance, fields, by=manager, at=days.opens - timedelta(days=7))
    return rounds.publish(made, by=manager, at=days.opens - timedelta(days=6))


def apply(company: Company, round_: Round, name: str, days: Calendar, *, day: int = 5) -> Application:
    """She fills in the whole form and sends it."""
    draft = begin(company, round_, name, days, day=day)
    at = days.on(day + 3, 20)
    return applications.submit(draft, by=company.acting(name, at), at=at)


def begin(
    company: Company, round_: Round, name: str, days: Calendar, *, day: int = 5, pages: int | None = None
) -> Application:
    at = days.on(day, 19)
    person = company.acting(name, at)
    draft = applications.start(round_, person, by=person, at=at)
    school, areas, is_head = APPLICANTS[name]
    referee = (
        {"role": "Chair of governors", "name": "Brian Outhwaite"}
        if is_head
        else {"role": "Headteacher", "name": HEADS[school]}
    )
    given = {
        "school": SCHOOLS[school],
        "main_area": areas[0],
        "main_area_phases": ["primary"],
        "main_area_years": "6",
        "is_headteacher": "yes" if is_head else "no",
        "job": "Headteacher" if is_head else "Subject leader",
        "leading_since": "2017-09-01",
        "job_since": "2019-09-01",
        "governing_body" if is_head else "headteacher": referee | {"email": company.people[referee["name"]].email},
        "publish_profile": "yes",
        "signature": {"name": name, "role": "Applicant", "agreed": True},
    }
    if len(areas) > 1:
        given |= {
            "offers_second_area": "yes",
            "second_area": areas[1],
            "second_area_phases": ["primary"],
            "second_area_years": "3",
        }
    fill(draft.sheet, at, pages, **given)
    return draft


SUPPORTED = "Grace Oyelaran"
APPLICANTS = LEADERS | {
    "Beth Lundy": ("hunton", ("maths",), False),
    "Callum Rudd": ("colburn", ("attendance",), False),
    "Meera Joshi": ("ravensworth", ("science",), False),
    "Edward Tiplady": ("middleham", ("music",), False),
    "Rosie Kilburn": ("spennithorne", ("reading",), False),
    "Stephen Wharton": ("hipswell", ("computing",), False),
    "Leah Close": ("michael-syddall", ("geography",), False),
    "Amir Hussain": ("barton", ("send",), False),
}


def newcomers(company: Company, since) -> None:
    """The applicants of this year's rounds."""
    for name, (school, _, _) in APPLICANTS.items():
        if name not in company.people:
            employ(company, name, Role.STAFF, company.schools[school], since=since)


def refer(company: Company, application: Application, at: datetime) -> None:
    """The head gives her reference and signs it."""
    reference = application.references.filter(state__in=["waiting", "asked", "started"]).get()
    if reference.state == "waiting":
        references.ask(reference, by=company.acting(MANAGER, at), at=at)
    referee = company.acting(reference.referee.name, at)
    references.start(reference, by=referee, at=at)
    signed = {"name": referee.name, "role": reference.referee_role or "Headteacher", "agreed": True}
    fill(reference.sheet, at, supports_application="yes", days_a_year="12", signature=signed)
    references.give(reference, link=None, by=referee, at=at + timedelta(minutes=7))


def judges(application: Application) -> tuple[str, str]:
    """Two heads of the panel who do not lead the applicant's own school."""
    own = HEADS[APPLICANTS[application.person.name][0]]
    first, second, *_ = (name for name in PANEL if name != own)
    return first, second


def assess(company: Company, application: Application, days: Calendar) -> None:
    """Two heads of the panel score it, each for herself, and the manager agrees the scores."""
    for name in judges(application):
        assign(company, application, name, days.on(30))
    for number, name in enumerate(judges(application)):
        score(company, application, name, days.on(36 + number, 20))
    at = days.on(39)
    agreed = agreed_on(criteria.compared(application))
    assessments.moderate(
        application, agreed, reason="As both assessors scored.", by=company.acting(MANAGER, at), at=at
    )


def assign(company: Company, application: Application, name: str, at: datetime):
    return assessments.assign(application, company.people[name], by=company.acting(MANAGER, at), at=at)


def score(company: Company, application: Application, name: str, at: datetime) -> None:
    assessment = application.assessments.get(assessor__name=name)
    fill(assessment.sheet, at)
    who = company.acting(name, at)
    assessments.score(assessment, by=who, at=at)
    assessments.lock(assessment, by=who, at=at + timedelta(minutes=20))


def agreed_on(lines: list[criteria.Line]) -> dict[str, str]:
    """What the first who judged gave, line by line."""
    return {line.key: line.given[0] for line in lines}


def interview(company: Company, application: Application, days: Calendar, *, slot: int, hold: bool = True) -> None:
    """Offered, booked, held; the panel's two heads mark, then agree."""
    manager = company.acting(MANAGER, days.on(43))
    starts = days.on(49 + slot // 4, 9 + slot % 4)
    made = slots.add(
        application.round, starts_at=starts, ends_at=starts + timedelta(minutes=40), place="Richmond School, room 4",
        by=manager, at=days.on(43),
    )  # fmt: skip
    offered = interviews.offer(application, by=manager, at=days.on(43, 11))
    panels.name(
        offered,
        [company.people[n] for n in judges(application)],
        company.people[judges(application)[0]],
        by=manager,
        at=days.on(43, 12),
    )
    interviews.book(offered, made, by=company.acting(application.person.name, days.on(44)), at=days.on(44, 18))
    if not hold:
        return
    done = starts + timedelta(hours=1)
    interviews.hold(offered, by=company.acting(MANAGER, done), at=done)
    for member in PanelMember.objects.filter(interview=offered).select_related("person"):
        fill(member.sheet, done)
        interviews.give_marks(member, by=company.acting(member.person.name, done), at=done)
    marks = agreed_on(criteria.compared_marks(offered))
    interviews.agree(offered, marks, reason="Both agree.", by=company.acting(judges(application)[0], done), at=done)


def supported(at: datetime) -> dict[str, Any]:
    """A yes with support that is still to be given, in these very days."""
    due_on = timezone.localdate(at) + timedelta(days=9)
    return {"outcome": "with_support", "terms": "A mentor in the first two deployments.", "due_on": due_on}


def decide(company: Company, application: Application, at: datetime, outcome: str = "designate", **terms: Any) -> None:
    """Prepared and seen; and released the day after."""
    manager, second = company.acting(MANAGER, at), company.acting(SECOND, at)
    given = {"feedback": "A strong application.", **terms}
    decision = decisions.prepare(application, outcome, **given, by=manager, at=at)
    decisions.check(decision, by=second, at=at + timedelta(hours=3))
    decisions.release(decision, by=manager, at=at + timedelta(days=1))


def select(company: Company, *, at: datetime) -> None:
    """The rounds of some years ago and of last year, the one being assessed, and the one that is open."""
    long_past, past, running, fresh = (Calendar(at - timedelta(days=days)) for days in (1300, 430, 50, 12))
    newcomers(company, past.opens.date())
    designate(company, VETERANS, long_past, at)
    designate(company, [name for name in LEADERS if name not in VETERANS], past, at)
    settle_in(company, past.on(62), at)
    second = hold_round(company, f"System Leaders {running.opens:%B %Y}", running)
    in_every_state(company, second, running)
    third = hold_round(company, f"System Leaders {fresh.opens:%B %Y}", fresh)
    begin(company, third, "Beth Lundy", fresh, day=6, pages=4)
    apply(company, third, "Amir Hussain", fresh, day=4)


def designate(company: Company, names: Sequence[str], days: Calendar, at: datetime) -> None:
    """A whole round, in which everybody succeeded; one of them with support."""
    round_ = hold_round(company, f"System Leaders {days.opens.year}", days)
    for number, name in enumerate(names):
        application = apply(company, round_, name, days, day=3 + number)
        through(company, application, days, slot=number)
        decide(company, application, days.on(57), **(supported(at) if name == SUPPORTED else {}))
        accept(company, name, days.on(59, 19))


def accept(company: Company, name: str, at: datetime) -> None:
    """She says yes on the evening of the letter."""
    who = company.acting(name, at)
    designations.accept(Designation.objects.get(alliance=company.alliance, person=who), by=who, at=at)


def through(company: Company, application: Application, days: Calendar, *, slot: int) -> None:
    refer(company, application, days.on(20, 16))
    assess(company, application, days)
    at = days.on(40)
    assessments.shortlist(application, by=company.acting(MANAGER, at), at=at)
    interview(company, application, days, slot=slot)


def in_every_state(company: Company, round_: Round, days: Calendar) -> None:
    """Six applicants, each a step further than the one before; the last waits for the second person."""
    steps: list[Callable[[Application], None]] = [
        lambda a: refer(company, a, days.on(20, 16)),
        lambda a: assign_both(company, a, days),
        lambda a: assess_open(company, a, days),
        lambda a: shortlist_and_book(company, a, days),
    ]
    names = ("Callum Rudd", "Meera Joshi", "Edward Tiplady", "Rosie Kilburn", "Stephen Wharton")
    for reached, name in enumerate(names):
        application = apply(company, round_, name, days, day=4 + reached)
        for step in steps[:reached]:
            step(application)
    declined = apply(company, round_, "Leah Close", days, day=9)
    reference = declined.references.filter(state="asked").first()
    if reference:
        who = company.acting(reference.referee.name, days.on(15))
        references.decline(reference, "time", reason="I have only just started here.", by=who, at=days.on(15))


def assign_both(company: Company, application: Application, days: Calendar) -> None:
    for name in judges(application):
        assign(company, application, name, days.on(36))


def assess_open(company: Company, application: Application, days: Calendar) -> None:
    for number, name in enumerate(judges(application)):
        score(company, application, name, days.on(38, 20 + number))


def shortlist_and_book(company: Company, application: Application, days: Calendar) -> None:
    at = days.on(40)
    manager = company.acting(MANAGER, at)
    assessments.moderate(
        application, agreed_on(criteria.compared(application)), reason="As scored.", by=manager, at=at
    )
    assessments.shortlist(application, by=manager, at=at)
    interview(company, application, days, slot=6, hold=False)
