"""As on a day gone by: what a System Leader was then, whatever has happened since."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.register import conditions, designations, past, pauses, release
from drystone.register.conditions import Asked
from drystone.register.models import Assurance, Designation, Placement, Promise
from tests import cast
from tests.clock import LONDON, NOW
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CHRISTMAS, MARCH, MAY = date(2026, 12, 20), date(2027, 3, 1), date(2027, 5, 3)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)


@pytest.fixture
def dales():
    made = cast.alliance()
    cast.terms(made)
    return made


@pytest.fixture
def manager(dales):
    return cast.officer(dales)


@pytest.fixture
def tom(dales, manager) -> Designation:
    """English, and maths once a condition is met."""
    maths = cast.area("maths", "Maths")
    asked = [Asked(maths, "condition", "Core training", MARCH)]
    areas = [(cast.area(), ["primary"], 2), (maths, ["primary"], 2)]
    home = cast.school()
    cast.head(dales, home)
    return designations.designate(
        cast.person("Tom Raine"), alliance=dales, home_school=home, areas=areas, asking=asked, by=manager, at=NOW
    )


def held(tom: Designation, day: date) -> list[str]:
    return [f"{each.name}{' waits' if each.waits else ''}" for each in past.on(tom, day).areas]


def states(tom: Designation, *days: date) -> list[str]:
    return [past.on(tom, day).state for day in days]


def test_an_area_that_was_taken_back_is_held_on_the_days_before(tom, manager):
    condition = tom.conditions.get()
    conditions.miss(condition, note="Not done", by=manager, at=at(MARCH))
    conditions.take_area_back(condition, note="Agreed", by=manager, at=at(MAY))
    assert [held(tom, day) for day in (TODAY, MARCH, MAY - timedelta(days=1), MAY)] == [
        ["English", "Maths waits"],
        ["English", "Maths waits"],
        ["English", "Maths waits"],
        ["English"],
    ]


def test_a_condition_waits_until_the_day_it_was_met_and_not_after(tom, manager):
    conditions.meet(tom.conditions.get(), note="Seen", by=manager, at=at(MARCH))
    assert held(tom, MARCH - timedelta(days=1)) == ["English", "Maths waits"]
    assert held(tom, MARCH) == ["English", "Maths"]


def test_what_was_put_right_is_right_from_that_day_on(tom, manager):
    areas = [(cast.area(), ["secondary"], 3), (cast.area("art", "Art"), [], 2)]
    designations.correct(tom, areas, asking=[], by=manager, at=at(MARCH))
    assert held(tom, MARCH - timedelta(days=1)) == ["English", "Maths waits"]
    assert held(tom, MARCH) == ["Art", "English"]
    phases = [past.on(tom, day).areas[-1].phases for day in (MARCH, MARCH - timedelta(days=1))]
    assert phases == ["Secondary", "Primary"]


def test_what_was_held_for_no_day_leaves_nothing(tom, manager):
    designations.correct(tom, [(cast.area(), ["primary"], 2)], asking=[], by=manager, at=NOW)
    assert (held(tom, TODAY), tom.former_areas.count()) == (["English"], 0)


def test_its_state_before_it_began_in_a_pause_and_after_its_end(tom, manager):
    away = pauses.pause(tom, reason="leave", starts=CHRISTMAS, back_on=MAY, by=manager, at=at(CHRISTMAS))
    pauses.come_back(away, on=MARCH, by=manager, at=at(MAY))
    designations.resign(tom, by=manager, at=at(MAY))
    assert states(tom, TODAY - timedelta(days=1), TODAY, CHRISTMAS, MARCH, MAY, MAY + timedelta(days=1)) == [
        "Not designated yet",
        "Active",
        "Paused, away until Monday 1 March 2027",
        "Active",
        "Active",
        "Resigned",
    ]
    assert held(tom, MAY + timedelta(days=1)) == held(tom, TODAY - timedelta(days=1)) == []


def test_who_waited_with_every_area_was_pending(dales, manager):
    asked = [Asked(cast.area(), "condition", "Core training", MARCH)]
    made = designations.designate(
        cast.person("Beth Lundy"), alliance=dales, home_school=cast.school(), areas=[(cast.area(), [], 2)],
        asking=asked, by=manager, at=NOW,
    )  # fmt: skip
    conditions.meet(made.conditions.get(), note="Seen", by=manager, at=at(MARCH))
    assert states(made, TODAY, MARCH) == ["Pending a condition", "Active"]


def test_days_are_those_that_had_been_said_and_promised_by_then(dales, tom, manager):
    autumn = release.coming_terms(dales.pk, TODAY)[0]
    for day, half_days in ((TODAY, 6), (CHRISTMAS - timedelta(days=5), 4)):
        release.grant(tom.home_school, autumn, half_days=half_days, person=tom.person, by=manager, at=at(day))
    Promise.objects.create(
        alliance=dales, person=tom.person, home_school=tom.home_school, term=autumn, half_days=3, starts=TODAY,
        ends=CHRISTMAS, for_type="deployment.deployment", for_id=1, made_at=at(date(2026, 11, 20)),
        given_back_at=at(date(2026, 12, 1)),
    )  # fmt: skip
    then = [past.on(tom, day) for day in (TODAY, date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 16), MARCH)]
    assert [(each.granted, each.promised) for each in then] == [(6, 0), (6, 3), (6, 0), (4, 0), (None, 0)]


def test_where_she_worked_on_the_day(tom):
    hawes = cast.school("Hawes Primary School")
    tom.placements.update(ends=MARCH - timedelta(days=1))
    Placement.objects.create(
        alliance=tom.alliance, designation=tom, school=hawes, is_headteacher=True, job_title="", starts=MARCH
    )
    days = [past.on(tom, day) for day in (MARCH - timedelta(days=1), MARCH)]
    assert [(each.home_school.name, each.is_headteacher) for each in days] == [
        ("Reeth Community Primary School", False),
        ("Hawes Primary School", True),
    ]


def test_the_assurance_is_the_one_that_held(dales, tom):
    for confirmed, until in ((TODAY, MARCH), (MAY, date(2028, 5, 2))):
        Assurance.objects.create(
            alliance=dales, person=tom.person, organisation=tom.home_school, level="enhanced",
            confirmed_by="Ann Peel, headteacher", confirmed_on=confirmed, until=until,
        )  # fmt: skip
    days = (TODAY, MARCH, date(2027, 4, 1), MAY)
    assert [(found := past.on(tom, day).assurance) and found.until for day in days] == [
        MARCH,
        MARCH,
        None,
        date(2028, 5, 2),
    ]


def test_the_office_asks_the_page_for_a_day(tom, manager, clock, query_count):
    clock.move_to(at(MAY))
    conditions.meet(tom.conditions.get(), note="Seen", by=manager, at=at(MARCH))
    office, here = sign_in(Client(), manager), reverse("office-leader-part", args=[tom.pk, "past"])
    day = {"day_day": "28", "day_month": "2", "day_year": "2027"}
    office.get(here, day)
    with query_count() as queries:
        said = words(office.get(here, day))
    assert "On Sunday 28 February 2027" in said
    assert "Maths: primary (waiting for a condition)" in said
    assert len(queries) <= 14 + OPENING
    assert "Choose a day that is past" in words(office.get(here, day | {"day_year": "2099"}))
    assert "There is a problem" in words(office.get(here, day | {"day_day": "31"}))
