"""Every form that we ask by default."""

import pytest

from drystone.questions import defaults, forms
from drystone.questions.declarations import Malformed
from drystone.questions.retention import RETENTION

EVERY_QUESTION = [
    (f"{key}.{question.key}", question)
    for key, default in forms.DEFAULTS.items()
    for question in default.form.questions
]


def test_each_form_of_the_design_stands_in_its_room():
    assert {key: default.room for key, default in forms.DEFAULTS.items()} == {
        "application": "selection",
        "concern": "deployment",
        "before_visit": "deployment",
        "deployment_evaluation": "deployment",
        "eligibility": "selection",
        "equality": "selection",
        "follow_up": "deployment",
        "group_feedback": "groups",
        "induction_evidence": "register",
        "interview_sheet": "selection",
        "leader_reflection": "deployment",
        "midpoint_leader": "deployment",
        "midpoint_review": "deployment",
        "reading_sheet": "deployment",
        "redesignation": "selection",
        "reference_governing_body": "selection",
        "reference_headteacher": "selection",
        "reference_renewal": "selection",
        "reference_second": "selection",
        "shortlisting_sheet": "selection",
        "support_request": "brokering",
        "support_request_short": "brokering",
        "visit_evaluation": "deployment",
        "visit_record": "deployment",
    }
    assert {key: default.form.key for key, default in forms.DEFAULTS.items()} == {key: key for key in forms.DEFAULTS}


def test_a_question_about_a_person_says_how_long_its_answer_is_kept():
    assert [name for name, q in EVERY_QUESTION if q.personal and q.personal not in RETENTION] == []


PLAIN = {"why_now", "why_now_other", "kinds_of_support", "kinds_of_support_other", "good_days", "urgency", "place"}
PLAIN |= {"success_1", "success_2", "success_3", "days", "from_on", "until_on", "payer", "needs_order", "order_number"}
PLAIN |= {"leads", "two_years_leading", "two_years_expertise", "has_impact", "is_headteacher", "head_supports"}
PLAIN |= {"governors_support"}


def test_only_facts_about_schools_and_the_check_that_nobody_keeps_are_not_personal():
    assert {q.key for _, q in EVERY_QUESTION if not q.personal} == PLAIN


def test_the_application_asks_five_answers_of_three_hundred_words_and_nothing_about_equality():
    form = forms.DEFAULTS["application"].form
    assert [q.words for q in form.section("evidence").questions] == [300] * 5
    assert not form.by_key.keys() & forms.DEFAULTS["equality"].form.by_key.keys()
    assert {q.personal for q in forms.DEFAULTS["equality"].form.questions} == {"equality"}


def test_every_equality_question_may_be_left_out_or_answered_with_prefer_not_to_say():
    questions = forms.DEFAULTS["equality"].form.questions
    assert [q.needed for q in questions] == [False] * len(questions)
    assert {dict(q.options)["prefer_not"] for q in questions} == {"Prefer not to say"}


@pytest.mark.parametrize("key", ["reference_headteacher", "reference_governing_body", "shortlisting_sheet"])
def test_nine_criteria_are_rated_in_words_and_never_by_colour_alone(key: str):
    criteria = forms.DEFAULTS[key].form.question("criteria")
    assert len(criteria.rows) == 9
    assert all(words.startswith(f"{colour.capitalize()}: ") for colour, words in criteria.points)


def test_the_reason_against_and_that_there_is_one_are_for_the_office_alone():
    form = forms.DEFAULTS["reference_headteacher"].form
    confidential = [q.key for q in form.questions if q.confidential_to == "office"]
    assert confidential == ["has_reason_against", "reason_against"]


def test_a_rule_finds_the_days_and_the_support_in_every_reference_of_a_first_referee():
    for key in ("reference_headteacher", "reference_governing_body"):
        form = forms.DEFAULTS[key].form
        found = {
            q.key: q.kind for q in form.questions if q.system and q.key in ("days_a_year", "supports_application")
        }
        assert found == {"supports_application": "yes_no", "days_a_year": "days"}


def test_no_list_starts_with_other():
    for default in forms.DEFAULTS.values():
        for question in default.form.questions:
            assert [key for key, _ in question.options][:1] != ["other"]


def test_a_form_of_ours_that_is_none_stops_everything_and_is_named_with_its_line(tmp_path):
    twice = forms.DEFAULTS["concern"].source.replace("[[section.question]]", '[[section.question]]\nkey = "a key"', 1)
    with pytest.raises(Malformed, match=r"concern\.toml, "):
        defaults.well_formed(defaults.Default("concern", "deployment", tmp_path / "concern.toml", twice))
