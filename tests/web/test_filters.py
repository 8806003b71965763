"""Dates, money, days and distances are said as the office would say them, and truly."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drystone.web.templatetags import say
from tests.clock import LONDON, NOW


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2023, 3, 2), "Thursday 2 March 2023"),  # a form of 2023 called it a Friday
        (date(2023, 3, 3), "Friday 3 March 2023"),
        (date(2024, 2, 29), "Thursday 29 February 2024"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July 2026"),  # half past midnight in London
        (None, ""),
    ],
)
def test_the_weekday_of_a_day_is_the_true_one_in_london(on: date, said: str) -> None:
    assert say.day(on) == said


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_reads_back_as_itself(on: date) -> None:
    assert datetime.strptime(say.day(on), "%A %d %B %Y").replace(tzinfo=LONDON).date() == on


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (17, 0, "5pm"),
        (10, 42, "10:42am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (12, 30, "12:30pm"),
    ],
)
def test_a_time_of_day_is_short(hour: int, minute: int, said: str) -> None:
    assert say.clock(datetime(2026, 11, 11, hour, minute, tzinfo=LONDON)) == said


def test_a_moment_has_its_weekday_and_time() -> None:
    assert say.moment(datetime(2023, 3, 3, 17, 0, tzinfo=UTC)) == "Friday 3 March 2023 at 5pm"
    assert say.moment(datetime(2026, 7, 1, 16, 0, tzinfo=UTC)) == "Wednesday 1 July 2026 at 5pm"
    assert say.moment(None) == ""


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 11), "today"),
        (date(2026, 11, 10), "yesterday"),
        (date(2026, 11, 9), "Monday"),
        (date(2026, 11, 5), "Thursday"),
        (date(2026, 11, 4), "4 November"),
        (date(2025, 11, 4), "4 November 2025"),
        (date(2026, 11, 12), "12 November"),
        (None, ""),
    ],
)
def test_since_when_is_a_weekday_within_the_week(on: date, said: str) -> None:
    assert say.since(on) == said


@pytest.mark.parametrize(
    ("left", "said"), [(0, "today"), (1, "tomorrow"), (5, "in 5 days"), (-1, "yesterday"), (-3, "3 days ago")]
)
def test_a_countdown_counts_days_not_hours(left: int, said: str) -> None:
    assert say.countdown(NOW.date() + timedelta(days=left)) == said


@pytest.mark.parametrize(
    ("pence", "said"),
    [(45000, "£450"), (123450, "£1,234.50"), (5, "£0.05"), (-30000, "−£300"), (-1, "−£0.01"), (0, "£0"), (None, "")],
)
def test_pence_are_shown_as_pounds_to_the_penny(pence: int, said: str) -> None:
    assert say.pounds(pence) == said


@pytest.mark.parametrize(
    ("half_days", "said"),
    [(0, "0 days"), (1, "½ day"), (2, "1 day"), (3, "1½ days"), (4, "2 days"), (-1, "−½ day"), (None, "")],
)
def test_half_days_are_shown_as_days(half_days: int, said: str) -> None:
    assert say.days(half_days) == said


@pytest.mark.parametrize(
    ("metres", "said"),
    [(0, "under a mile"), (1609, "under a mile"), (1610, "1 mile"), (2414, "1 mile"), (2415, "2 miles"), (None, "")],
)
def test_metres_are_shown_as_the_nearest_mile(metres: int, said: str) -> None:
    assert say.miles(metres) == said


def test_a_number_agrees_with_its_noun() -> None:
    assert [say.counted(n, "visit") for n in (0, 1, 1200)] == ["0 visits", "1 visit", "1,200 visits"]
    assert say.counted(2, "child,children") == "2 children"
