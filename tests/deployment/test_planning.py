"""Planning: what speaks against a day is said before the press, several days come from the pattern that was agreed."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from drystone.deployment import clashes, patterns, visits, wording
from drystone.deployment.models import Visit
from drystone.deployment.patterns import Pattern
from drystone.mail.models import Message
from drystone.register import release_rules, school_dates
from drystone.register.models import Away
from drystone.register.release_rules import Said
from tests import cast
from tests.clock import LONDON, NOW
from tests.supporting_pages import account, opened, said

TUESDAY = {"day": "2026-11-17", "starts": "09:00", "ends": "12:00", "half_days": "1"}
TODAY = NOW.date()


@pytest.fixture
def tom(support):
    return account(support.tom.person)


def told(support, day: date, **more) -> list[str]:
    return [clash.text for clash in clashes.on(more.pop("of"), day, today=TODAY, **more)]


def closed(support, school, kind: str, day: date, note: str = "") -> None:
    school_dates.tell(school, support.alliance, kind, starts=day, ends=day, note=note, **support.office)


def test_everything_that_speaks_against_a_day_is_known(support):
    work = support.agreed(ends=date(2027, 2, 26))
    closed(support, support.leyburn, "inset", date(2026, 11, 17), "first aid")
    closed(support, support.reeth, "closed", date(2026, 11, 18))
    closed(support, support.leyburn, "inspection", date(2026, 11, 19))
    release_rules.settle(support.tom, Said(never_on=(4,)), Said(), **support.by(support.ann))
    expected = {
        date(2026, 11, 17): ["Leyburn Primary School has an INSET day on that day (first aid)."],
        date(2026, 11, 18): ["Reeth Primary School is closed on that day."],
        date(2026, 11, 19): ["Leyburn Primary School has an inspection on that day."],
        date(2026, 11, 20): ["Reeth Primary School does not release Tom Raine on a Friday."],
        date(2026, 11, 21): ["That day is at a weekend."],
        date(2026, 12, 28): ["That day is a bank holiday."],
        date(2026, 12, 22): ["That day is in the school holidays."],
        date(2027, 2, 16): ["That day is in the school holidays."],
        date(2026, 11, 24): [],
    }  # fmt: skip
    assert {day: told(support, day, of=work) for day in expected} == expected


def test_her_other_visit_is_known_from_any_alliance_and_nothing_else_of_it(support):
    work = support.agreed()
    elsewhere = cast.alliance("Wharfe Alliance", default=False)
    other = {"for_type": "deployment.deployment", "for_id": 99, "stay": 99, "half_days": 1}
    Away.objects.create(
        alliance=elsewhere, person=support.tom.person, home_school=support.reeth, on=date(2026, 11, 17), **other
    )
    assert told(support, date(2026, 11, 17), of=work) == ["Tom Raine has another visit on that day."]
    mine = support.planned(work, day=24)
    assert told(support, date(2026, 11, 24), of=work) == ["Tom Raine has another visit on that day."]
    assert told(support, date(2026, 11, 24), of=work, moving=mine) == []


def test_another_visitor_of_the_scheme_at_the_school_is_named(support):
    support.planned(support.agreed(), day=17)
    hannah = support.add_leader("Hannah Alderson")
    other = support.agreed()
    other.leader, other.designation = hannah.person, hannah
    assert told(support, date(2026, 11, 17), of=other) == [
        "Another visit to Leyburn Primary School is planned for that day: Tom Raine."
    ]


def test_a_stretch_of_days_costs_as_many_questions_as_one(support, query_count):
    work = support.agreed()
    counts: list[int] = []
    clashes.Days(work, date(2026, 11, 17), date(2026, 11, 17), today=TODAY).free()
    for last in (date(2026, 11, 18), date(2026, 12, 18)):
        with query_count() as queries:
            clashes.Days(work, date(2026, 11, 17), last, today=TODAY).free(most=20)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_a_clash_is_said_before_the_press_and_planned_when_it_is_agreed_all_the_same(tom, support):
    work = support.agreed()
    closed(support, support.leyburn, "inset", date(2026, 11, 17))
    plan = reverse("leader-visit-plan", args=[work.pk])
    chosen = said(tom.get(plan, {"day": "2026-11-17"}))
    assert "has an INSET day" in chosen
    assert 'href="?day=2026-11-18"' in chosen, "the first free days from the one asked about on"
    assert 'href="?day=2026-11-11"' in said(tom.get(plan)), "it is ten o'clock: today can still be planned"
    assert 'href="?day=2026-11-17"' not in chosen
    warned = said(tom.post(plan, {**TUESDAY, "place": "The library"}))
    assert "has an INSET day" in warned
    assert "The library" in warned
    assert not Visit.objects.exists()
    tom.post(plan, {**TUESDAY, "all_the_same": "yes"})
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"day": "2026-09-31"}, "There is no such day"),
        ({"day_day": "31", "day_month": "9", "day_year": "2026", "day": ""}, "There is no such day"),
        ({"starts": "22:00", "ends": "01:00"}, "must end after it begins, on the same day"),
        ({"ends": "08:00"}, "must end after it begins"),
        ({"ends": "15:00"}, "6 hours is more than half a day"),
        ({"half_days": "2", "ends": "10:00"}, "1 hour is no whole day"),
        ({"starts": "nine"}, "Write a time"),
    ],
)
def test_a_day_that_cannot_be_gets_a_clear_answer_and_nothing_typed_is_lost(tom, support, typed, answer):
    plan = reverse("leader-visit-plan", args=[support.agreed().pk])
    shown = said(tom.post(plan, {**TUESDAY, "place": "The library", **typed}))
    assert answer in shown
    assert "The library" in shown
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        ("Six half days, Tuesdays, fortnightly", Pattern(1, 2, 1)),
        ("Thursday afternoons", Pattern(3, 1, 1, afternoon=True)),
        ("One whole day a month, on a Monday", Pattern(0, 4, 2)),
        ("", Pattern(1, 1, 1)),
    ],
)
def test_the_words_of_an_agreement_are_read_as_a_pattern(support, words, pattern):
    agreement = support.drawn_up(pattern=words)
    assert patterns.read(agreement) == pattern


def test_days_by_a_pattern_go_round_what_clashes(support):
    work = support.agreed()
    closed(support, support.leyburn, "inset", date(2026, 11, 24))
    agreement = wording.in_force(work)
    given = {"number": 6, "starts": TODAY, "today": TODAY}
    weekly = patterns.proposed(work, agreement, Pattern(1), **given)
    assert [day.day for day in weekly] == [17, 1, 8, 15]  # November, then December until the agreement ends
    assert [day.day for day in patterns.proposed(work, agreement, Pattern(1, every=2), **given)] == [17, 1, 15]


def days(*typed: str) -> dict[str, str]:
    hours = {"starts": "09:00", "ends": "12:00", "half_days": "1", "rows": str(len(typed))}
    return hours | {f"day_{row}": day for row, day in enumerate(typed)}


def test_several_visits_are_planned_with_one_press_and_one_message_each(tom, support):
    work = support.agreed(pattern="Tuesdays, fortnightly")
    page = reverse("leader-visits-several", args=[work.pk])
    shown = tom.get(page).context["form"]
    assert [shown[f"day_{row}"].value() for row in range(3)] == [
        date(2026, 11, 17),
        date(2026, 12, 1),
        date(2026, 12, 15),
    ]
    for _ in range(2):
        tom.post(page, days("2026-11-17", "", "2026-12-01"))
    assert Visit.objects.count() == 2
    told_of = Message.objects.filter(kind="deployment.visits_planned")
    assert [row.calendar.count("BEGIN:VEVENT") for row in told_of] == [2, 2, 2]
    assert "Tuesday 1 December 2026 at 9am" in told_of[0].text


def test_of_several_visits_all_are_planned_or_none(tom, support):
    work = support.agreed(half_days=2)
    page = reverse("leader-visits-several", args=[work.pk])
    refused = tom.post(page, days("2026-11-17", "2026-11-24", "2026-12-01"))
    assert "Left to plan: 0 days" in str(refused.context["form"].errors["day_2"])
    assert not Visit.objects.exists()
    assert "This day is there twice" in said(tom.post(page, days("2026-11-17", "2026-11-17")))
    assert "There is no such day" in said(tom.post(page, days("2026-11-31")))
    assert "That day is at a weekend" not in said(tom.post(page, days("2026-11-17")))
    assert "Saturday 21 November: That day is at a weekend" in said(tom.post(page, days("2026-11-21")))


def test_the_school_says_when_it_is_closed_and_takes_it_back(support):
    work = support.agreed()
    visit = support.planned(work, day=24)
    susan, _ = opened(support.link(support.susan, "visit"))
    here = reverse("school-visit-closed-days", args=[visit.pk])
    typed = {"kind": "inset", "starts": "2026-11-17", "ends": "2026-11-17", "note": "first aid"}
    for _ in range(2):
        susan.post(here, typed)
    assert told(support, date(2026, 11, 17), of=work) == [
        "Leyburn Primary School has an INSET day on that day (first aid)."
    ]
    assert "must not be before the first" in said(susan.post(here, {**typed, "ends": "2026-11-16"}))
    row = susan.get(here).context["dates"].get()
    susan.post(here, {"taken_back": str(row.pk)})
    assert told(support, date(2026, 11, 17), of=work)
    susan.post(here, {"taken_back": str(row.pk), "sure": "yes"})
    assert told(support, date(2026, 11, 17), of=work) == []
    kate, _ = opened(support.link(support.kate, "visit"))
    assert kate.post(here, typed).status_code == 403


def test_a_whole_day_at_the_change_of_the_clocks_keeps_its_hours(support):
    work = support.agreed(ends=date(2027, 4, 30))
    starts = datetime(2027, 3, 29, 9, tzinfo=LONDON)
    wish = visits.Wish(starts, starts.replace(hour=15), 2)
    (visit,) = visits.plan_several(work, [wish], **support.by(support.leader))
    assert (visit.ends_at - visit.starts_at).total_seconds() == 6 * 3600


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_of_no_year_that_anybody_means_is_told_wherever_one_is_asked_for(tom, support, day):
    visit = support.planned(day=17)
    work, school = visit.deployment_id, visit.deployment.receiving_school_id
    said_so = "Write a year from 1900 to 2099"
    plan = reverse("leader-visit-plan", args=[work])
    assert tom.get(plan, {"day": day}).status_code == 200
    assert said_so in said(tom.post(plan, TUESDAY | {"day": day}))
    several = {"day_0": "2026-11-24", "day_1": day, "rows": "2", **TUESDAY}
    assert said_so in said(tom.post(reverse("leader-visits-several", args=[work]), several))
    called = {"school": str(school), "starts": day, "ends": day, "shown": ""}
    assert said_so in said(tom.get(reverse("leader-inspection", args=[work]), called))
    assert said_so in said(tom.post(reverse("leader-inspection", args=[work]), called))
