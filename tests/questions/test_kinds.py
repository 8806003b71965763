"""Every kind keeps what is given, shows it again, and says in words what is wrong."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drystone.questions import kinds, words
from drystone.questions.declarations import read
from drystone.questions.spec import Question

from .conftest import ALLIANCE, ANSWERS, EVERY_KIND, OBJECTIVES

FORM = read(EVERY_KIND).with_lists({name: list(rows.items()) for name, rows in OBJECTIVES.items()})
KEPT = {
    "name": "Ann Peel",
    "story": "One two three",
    "visits": 4,
    "release": 5,
    "on": "2027-01-15",
    "agrees": False,
    "phase": "primary",
    "help": ["coaching", "data"],
    "value": "very",
    "criteria": {"impact": {"point": "green", "comment": "Clear to see"}, "tact": {"point": "red"}},
    "objectives": {"12": {"point": "done"}, "15": {"point": "not_yet"}},
    "agreed": [{"what": "Plan together", "who": "English lead", "by": "2027-01-15"}, {"what": "Read it"}],
    "school": {"key": "900001", "label": "Reeth Primary School"},
    "area": {"key": "english", "label": "English"},
    "head": {"name": "Tom Raine", "role": "Headteacher", "email": "head@reeth.example"},
    "declares": True,
    "signature": {"name": "Ann Peel", "role": "Head of English", "agreed": True},
}
IN_WORDS = {
    "name": "Ann Peel",
    "story": "One two three",
    "visits": "4 visits",
    "release": "2½ days",
    "on": "Friday 15 January 2027",
    "agrees": "No",
    "phase": "Primary",
    "help": "Coaching\nData analysis",
    "value": "Very much",
    "criteria": "Impact: Green: yes – Clear to see\nTact: Red: not yet",
    "objectives": "Reading in Year 3: Done\nTalk in maths: Not yet",
    "agreed": "1. Plan together (English lead, by Friday 15 January 2027)\n2. Read it",
    "school": "Reeth Primary School",
    "area": "English",
    "head": "Tom Raine\nHeadteacher\nhead@reeth.example",
    "declares": "Confirmed: All of it is true.",
    "signature": "Signed by Ann Peel, Head of English\nI sign this.",
}


def kept(key: str, raw: Any) -> Any:
    question = FORM.question(key)
    return kinds.of(question).read(question, raw, ALLIANCE)


def test_one_choice_for_all_rows_counts_where_none_is_chosen():
    rated = kept("objectives", {"all-alike": "done", "15": "not_yet"})
    assert rated == {"12": {"point": "done"}, "15": {"point": "not_yet"}}
    assert kept("objectives", {"all-alike": "sideways"}) is None
    assert kept("criteria", {"all-alike": "green"}) is None  # this form does not offer it


def test_a_role_that_stood_there_already_begins_no_signature():
    assert kept("signature", {"role": "Headteacher"}) is None
    assert kept("signature", {"role": "Headteacher", "name": "Ann Peel"}) == {
        "role": "Headteacher",
        "name": "Ann Peel",
    }


def wrong(key: str, raw: Any) -> list[str]:
    question = FORM.question(key)
    return list(kinds.of(question).problems(question, kept(key, raw)).values())


def test_the_kinds_are_those_of_the_design():
    assert list(kinds.KINDS) == [
        "short_text", "long_text", "whole_number", "days", "date", "yes_no", "one_of", "several_of", "scale",
        "rating", "actions", "school", "area", "person", "file", "declaration", "signature",
    ]  # fmt: skip
    assert {q.kind for q in FORM.questions} == set(kinds.KINDS)


@pytest.mark.parametrize("key", ANSWERS)
def test_an_answer_is_kept_said_in_words_and_given_again(key: str):
    question = FORM.question(key)
    kind = kinds.of(question)
    value = kept(key, ANSWERS[key])
    assert value == KEPT[key]
    assert kind.problems(question, value) == {}
    assert kind.text(question, value) == IN_WORDS[key]
    assert kept(key, kind.raw(question, value)) == value


@pytest.mark.parametrize("key", [q.key for q in FORM.questions if q.needed])
def test_what_is_needed_and_left_empty_is_missing(key: str):
    question = FORM.question(key)
    assert kinds.of(question).problems(question, None) != {}


HOSTILE = [None, "", [], {}, 0.5, float("nan"), float("inf"), "1e999999", "9" * 400, -1, [[]], {"impact": []}]
HOSTILE += [{"name": {}}, "\x00", "\ud800", "٣", True, {"day": [], "month": None}]


@pytest.mark.parametrize("question", FORM.questions, ids=lambda q: q.key)
def test_nothing_that_a_stranger_may_send_breaks_a_kind(question: Question):
    kind = kinds.of(question)
    for raw in HOSTILE:
        value = kind.read(question, raw, ALLIANCE)
        json.dumps(value, allow_nan=False).encode()
        assert isinstance(kind.problems(question, value), dict)
        assert kind.boxes(question, value, ALLIANCE) != {}
        assert isinstance(kind.shown(question, value), dict)


@pytest.mark.parametrize(
    ("key", "raw", "problem"),
    [
        ("name", "x" * 201, "“Your name” has 201 characters; there is room for 200"),
        ("email", "ann at reeth", "Write the e-mail address in full, like name@school.example"),
        ("story", "one two three four five six", "“Your story” has 6 words, 1 more than the limit of 5"),
        ("visits", "four", "“Visits” must be a whole number, in figures"),
        ("visits", "21", "“Visits” must be between 1 and 20"),
        ("release", "2.3", "“How many days?” must be a number of days in whole or half days, like 2 or 2.5"),
        ("release", "10.5", "“How many days?” must be between 0.5 and 10 days"),
        ("on", {"day": "31", "month": "2", "year": "2027"}, "“When?” must be a real date, like 27 3 2026"),
        ("on", {"day": "3", "month": "2", "year": ""}, "“When?” must include a year"),
        ("on", {"day": "3", "month": "2", "year": "26"}, "“When?” must be a real date, like 27 3 2026"),
        ("help", ["coaching", "data", "other"], "Choose no more than 2 answers to “Which kinds of help?”"),
        ("help", ["none", "data"], "Choose either “None” or other answers to “Which kinds of help?”, not both"),
        ("school", "St Mary", "Choose which school you mean by “St Mary”, or type its name, town, postcode or URN"),
        ("area", "Juggling", "Choose from the list for “Your area”"),
        ("criteria", {"impact": "green"}, "Choose an answer to “Tact”"),
        ("head", {"name": "Tom", "role": "Head", "email": "tom"}, "Write the e-mail address in full, "
         "like name@school.example"),
        ("signature", {"name": "Ann", "role": "Head"}, "Tick the box to sign"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(key: str, raw: Any, problem: str):
    assert wrong(key, raw) == [problem]


@pytest.mark.parametrize(
    ("typed", "half_days"),
    [("2", 4), ("2.5", 5), ("2,5", 5), ("2½", 5), ("½", 1), ("2 1/2", 5), ("7.50", 15), ("3 days", 6), (2.5, 5)],
)
def test_days_are_kept_in_halves_however_they_are_typed(typed: Any, half_days: int):
    assert kept("release", typed) == half_days


@pytest.mark.parametrize("typed", ["2.25", "200000", "two", "-1", ".", "٢", "1e5"])
def test_what_is_no_number_of_days_is_kept_as_typed(typed: str):
    assert kept("release", typed) == {"typed": typed}


def test_a_date_may_be_typed_with_the_name_of_its_month():
    assert kept("on", {"day": "5", "month": "Sept", "year": "2026"}) == "2026-09-05"


def test_a_school_may_be_given_by_number_or_by_a_name_that_only_one_has():
    assert kept("school", "900003") == {"key": "900003", "label": "St Mary’s School, Yarm"}
    assert kept("school", "richmond") == {"key": "900002", "label": "St Mary’s School, Richmond"}
    assert kept("school", "st mary") == {"typed": "st mary"}


def test_schools_that_words_may_mean_are_offered_to_choose_from():
    question = FORM.question("school")
    boxes = kinds.of(question).boxes(question, {"typed": "st mary"}, ALLIANCE)
    assert list(boxes) == ["", "typed"]
    assert list(boxes[""].widget.choices) == [
        ("900002", "St Mary’s School, Richmond"),
        ("900003", "St Mary’s School, Yarm"),
    ]


TEXTS = st.text(st.characters(exclude_categories=[]), max_size=60)


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_comes_back_as_it_was_cleaned_and_cleaning_twice_changes_nothing(text: str):
    once = words.clean(text)
    assert kept("story", text) == (once or None)
    assert words.clean(once) == once
    once.encode()


@settings(max_examples=30)
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_comes_back(day: date):
    assert kept("on", day.isoformat()) == day.isoformat()


@settings(max_examples=30)
@given(st.integers(1, 20))
def test_every_number_of_half_days_comes_back(half_days: int):
    question = FORM.question("release")
    assert kept("release", kinds.of(question).raw(question, half_days)) == half_days
    assert wrong("release", half_days / 2) == []
