"""Being designated: the period to the day, the number, the areas, the induction that begins, the certificate."""

from datetime import date, datetime

import pytest

from drystone.documents import papers
from drystone.history import events
from drystone.register import certificates, designations
from drystone.register.certificates import CERTIFICATE
from drystone.register.designations import designate, last_day
from drystone.register.models import Designation, InductionItem
from tests import cast
from tests.clock import LONDON, NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts", "years", "ends"),
    [
        (date(2026, 9, 1), 4, date(2030, 8, 31)),
        (date(2023, 3, 3), 4, date(2027, 3, 2)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 3, 1), 4, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 12, 30)),
        (date(2096, 2, 29), 4, date(2100, 2, 28)),
    ],
)
def test_the_last_day_is_the_day_before_the_anniversary(starts: date, years: int, ends: date):
    """Features 30: Register of appointed people with term + expiry."""
    assert last_day(starts, years) == ends


def designated(at: datetime = NOW, **fields) -> Designation:
    alliance = cast.alliance(designation_years=fields.pop("years", 4))
    manager = cast.officer(alliance)
    areas = [(cast.area(), ["primary", "early_years"], 3)]
    return designate(
        cast.person("Rosie Metcalfe"),
        alliance=alliance,
        home_school=cast.school(),
        areas=areas,
        by=manager,
        at=at,
        **fields,
    )


def test_designated_from_today_in_areas_and_phases():
    """Features 30: Register of appointed people with term + expiry."""
    designation = designated()
    assert (designation.starts, designation.ends) == (date(2026, 11, 11), date(2030, 11, 10))
    assert [(row.area.name, row.phases, row.level) for row in designation.areas.all()] == [
        ("English", ["primary", "early_years"], 3)
    ]
    assert designation.is_in_force(date(2030, 11, 10))
    assert not designation.is_in_force(date(2030, 11, 11))
    assert [e.verb for e in events.record_of(designation)] == ["designate"]


def test_the_alliance_may_set_another_length():
    assert designated(years=3).ends == date(2029, 11, 10)


def test_late_in_the_evening_of_summer_it_is_still_that_day():
    assert designated(datetime(2027, 6, 30, 23, 30, tzinfo=LONDON)).starts == date(2027, 6, 30)


def test_her_induction_begins():
    designation = designated()
    assert InductionItem.objects.filter(designation=designation).exists()


def test_numbers_are_unique_and_hold_no_letters_that_are_mistaken_for_others():
    numbers = {designations.new_number() for _ in range(2000)}
    assert len(numbers) == 2000
    assert {len(number) for number in numbers} == {12}
    assert not {letter for number in numbers for letter in number[3:]} & set("01ILOU")


def test_the_certificate_is_made_once():
    """Features 33: Certificate generated."""
    designation = designated()
    paper = certificates.certificate(designation, by=None, at=NOW)
    assert certificates.certificate(designation, by=None, at=NOW) == paper
    assert (paper.kind, papers.read(paper)[:5]) == (CERTIFICATE, b"%PDF-")
