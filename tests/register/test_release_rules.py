"""May she be away on that day? What a home school says of its days, asked in one place."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drystone.alliances.calendar import WorkingDays
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.register import diary, release_rules
from drystone.register.diary import Closed, Diary, Rule, Who, monday
from drystone.register.models import Away, ClosedDates, Designation
from drystone.register.release_rules import Said
from tests import cast
from tests.clock import NOW

TUESDAY = date(2026, 11, 17)


@pytest.fixture
def leader(db) -> Designation:
    dales, home = cast.alliance(), cast.school("Reeth Primary School")
    cast.terms(dales)
    return cast.leader(dales, home)


@pytest.fixture
def head(leader: Designation):
    return cast.head(leader.alliance, leader.home_school)


def settle(leader: Designation, head, hers: Said = Said(), all_: Said = Said()) -> None:  # noqa: B008 a value
    release_rules.settle(leader, hers, all_, by=head, at=NOW)


def why_not(leader: Designation, day: date = TUESDAY, half_days: int = 1) -> str:
    book = Diary(leader.alliance_id, [leader.home_school_id], starts=day, ends=day)
    who = Who(leader.person_id, leader.home_school_id, "Tom Raine", "Reeth Primary School")
    return book.why_not(who, day, half_days, today=cast.TODAY, working=WorkingDays(leader.alliance))


def away(leader: Designation, day: date = TUESDAY, half_days: int = 1, stay: int = 1) -> Away:
    return Away.objects.create(
        alliance=leader.alliance, person=leader.person, home_school=leader.home_school, on=day, half_days=half_days,
        for_type="deployment.deployment", for_id=1, stay=stay,
    )  # fmt: skip


def test_without_a_rule_any_day_is_possible(leader):
    assert why_not(leader) == ""


def test_the_narrower_of_two_rules_holds(leader, head):
    settle(leader, head, Said(a_week=4, never_on=(4,), notice=2), Said(a_week=2, never_on=(0,), notice=5))
    assert why_not(leader, date(2026, 11, 20)) == "Reeth Primary School does not release Tom Raine on a Friday."
    assert why_not(leader, date(2026, 11, 23)) == "Reeth Primary School does not release Tom Raine on a Monday."
    assert "5 working days’ notice: not before Wednesday 18 November 2026" in why_not(leader)
    away(leader, date(2026, 11, 25), 2)
    assert why_not(leader, date(2026, 11, 26)) == (
        "Reeth Primary School releases all its System Leaders together for at most 1 day a week. "
        "Taken in the week of Monday 23 November 2026: 1 day."
    )


def test_a_week_is_full_for_her_alone_by_her_own_rule(leader, head):
    settle(leader, head, Said(a_week=1))
    away(leader)
    second = cast.leader(leader.alliance, leader.home_school, "Hannah Alderson")
    assert "releases Tom Raine for at most ½ day a week" in why_not(leader, TUESDAY + timedelta(days=3))
    assert why_not(second) == ""
    assert why_not(leader, TUESDAY + timedelta(days=6)) == ""


def test_closed_dates_say_why_and_can_be_opened_again(leader, head):
    dates = {"starts": TUESDAY, "ends": date(2026, 11, 19), "reason": "inspection week"}
    for _ in range(2):
        release_rules.close(leader, everybody=True, **dates, by=head, at=NOW)
    closed = ClosedDates.objects.get()
    assert why_not(leader, date(2026, 11, 19)).endswith("to Thursday 19 November 2026: inspection week.")
    for _ in range(2):
        release_rules.open_again(leader, closed.pk, by=head, at=NOW)
    assert why_not(leader) == ""


def test_another_schools_dates_are_not_hers_to_open(leader, head):
    other = cast.leader(leader.alliance, cast.school("Leyburn Primary School"), "Owen Pratt")
    theirs = cast.head(leader.alliance, other.home_school, "Susan Iveson")
    dates = {"starts": TUESDAY, "ends": TUESDAY, "reason": "fair"}
    closed = release_rules.close(other, everybody=True, **dates, by=theirs, at=NOW)
    release_rules.open_again(leader, closed.pk, by=head, at=NOW)
    assert ClosedDates.objects.count() == 1
    with pytest.raises(NotAllowed):
        release_rules.open_again(other, closed.pk, by=head, at=NOW)


def test_the_leader_is_told_once_a_day_and_she_may_not_say_it_herself(leader, head):
    settle(leader, head, Said(a_week=2))
    settle(leader, head, Said(a_week=3))
    settle(leader, head, Said(a_week=3))
    assert Message.objects.filter(kind="register.days_changed").count() == 1
    with pytest.raises(NotAllowed):
        settle(leader, cast.acting(leader.person), Said())


def test_the_rules_are_said_in_sentences(leader, head):
    settle(leader, head, Said(a_week=2, never_on=(4, 0)), Said(a_week=4, notice=1, note="Cover is booked by Jo."))
    release_rules.close(leader, everybody=False, starts=TUESDAY, ends=TUESDAY, reason="the play", by=head, at=NOW)
    rules = Diary(leader.alliance_id, [leader.home_school_id], starts=TUESDAY, ends=TUESDAY)
    assert diary.said(rules.of(leader.person_id, leader.home_school_id)) == [
        "At most 1 day a week.",
        "At most 2 days a week for all System Leaders of the school together.",
        "Never on Mondays and Fridays.",
        "At least 1 working day’s notice.",
        "Nobody goes on Tuesday 17 November 2026: the play.",
        "Cover is booked by Jo.",
    ]


def test_a_diary_asks_two_questions_however_many_leaders(leader, head, django_assert_num_queries):
    settle(leader, head, Said(a_week=2))
    for name in ("Hannah Alderson", "Owen Pratt"):
        cast.leader(leader.alliance, leader.home_school, name)
    with django_assert_num_queries(2):
        Diary(leader.alliance_id, [leader.home_school_id], starts=TUESDAY, ends=TUESDAY)


class Everyday(WorkingDays):
    """Terms that were never entered: every weekday is a working day."""

    def __init__(self) -> None:
        self.terms = []


days = st.dates(date(2026, 9, 1), date(2027, 8, 31))
rules = st.builds(
    Rule,
    a_week=st.none() | st.integers(1, 10),
    never_on=st.frozensets(st.integers(0, 4)),
    notice=st.integers(0, 20),
    closed=st.lists(
        st.builds(lambda d, n: Closed(d, d + timedelta(days=n), "x"), days, st.integers(0, 9)), max_size=3
    ),
)


@settings(max_examples=60, deadline=None)
@given(hers=rules, schools=rules, starts=days, length=st.integers(0, 60), today=days)
def test_as_many_half_days_are_possible_as_can_be_taken_one_by_one(hers, schools, starts, length, today):
    book = Diary.__new__(Diary)
    book.open, book.first = {}, {}
    book.rules, book.taken = {(1, 7): hers, (1, None): schools}, {1: diary.Taken()}
    ends, working, taken = starts + timedelta(days=length), Everyday(), 0
    for number in range(length + 1):
        day = starts + timedelta(days=number)
        for _ in range(2 if working.includes(day) and day >= today else 0):
            if not book.why_not(Who(7, 1, "", ""), day, 1, today=today, working=working):
                book.taken[1][7, monday(day)] += 1
                book.taken[1][None, monday(day)] += 1
                taken += 1
    book.taken = {1: diary.Taken()}
    possible = book.possible(7, 1, starts, ends, today=today, working=working)
    assert possible == taken or (possible is None and hers == schools == Rule())
