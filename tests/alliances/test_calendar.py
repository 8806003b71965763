from datetime import date, datetime

import pytest

from drystone.alliances.calendar import (
    LONDON,
    WorkingDays,
    academic_year,
    academic_year_days,
    anniversary,
    is_bank_holiday,
)
from tests import cast


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_the_academic_year_begins_on_the_first_of_september(day, year):
    assert academic_year(day) == year
    assert academic_year_days(2026) == (date(2026, 9, 1), date(2027, 8, 31))


def test_the_kings_coronation_and_a_moved_boxing_day_are_bank_holidays():
    assert is_bank_holiday(date(2023, 5, 8))
    assert is_bank_holiday(date(2026, 12, 28))
    assert not is_bank_holiday(date(2026, 12, 29))


@pytest.mark.django_db
def test_five_working_days_skip_weekends_half_term_and_the_holidays():
    dales = cast.alliance()
    cast.terms(dales)
    days = WorkingDays(dales)
    assert days.after(date(2026, 10, 22), 2) == date(2026, 11, 2)
    assert days.after(date(2026, 12, 17), 2) == date(2027, 1, 5)
    assert days.after(date(2027, 3, 25), 1) == date(2027, 4, 12)
    assert days.after(date(2026, 11, 16), -1) == date(2026, 11, 13)


@pytest.mark.django_db
def test_an_alliance_without_terms_works_every_weekday_but_bank_holidays():
    days = WorkingDays(cast.alliance())
    assert days.after(date(2026, 12, 24), 1) == date(2026, 12, 29)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 8, 10), False),  # the summer after the last term that was entered
        (date(2027, 9, 6), True),
        (date(2027, 10, 1), True),
        (date(2027, 6, 2), False),  # half-term, far from both ends of its term
        (date(2026, 6, 1), True),
    ],
)
def test_next_years_terms_may_still_be_missing_without_making_october_a_holiday(day, works):
    alliance = cast.alliance()
    cast.terms(alliance)
    assert WorkingDays(alliance).includes(day) is works


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "goes"),
    [
        (datetime(2026, 11, 11, 20, 0), datetime(2026, 11, 11, 20, 0)),
        (datetime(2026, 11, 13, 14, 59), datetime(2026, 11, 13, 14, 59)),
        (datetime(2026, 11, 13, 15, 0), datetime(2026, 11, 16, 7, 30)),
        (datetime(2026, 10, 27, 10, 0), datetime(2026, 11, 2, 7, 30)),
    ],
)
def test_messages_wait_through_holidays_and_late_fridays(at, goes):
    dales = cast.alliance()
    cast.terms(dales)
    assert WorkingDays(dales).good_moment(at.replace(tzinfo=LONDON)) == goes.replace(tzinfo=LONDON)


def test_the_29th_of_february_comes_round_on_the_first_of_march_in_other_years():
    assert anniversary(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert anniversary(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert anniversary(date(2026, 9, 1), 4) == date(2030, 9, 1)
