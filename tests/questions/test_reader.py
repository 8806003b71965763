"""A sheet read back: every audience sees what is meant for it, on the version that was answered."""

import pytest

from drystone.questions import prints, reader, sheets
from drystone.questions.models import AnswerSheet
from tests.clock import NOW

from .test_kinds import IN_WORDS

pytestmark = pytest.mark.django_db
CANARY = "CANARY-for-the-office"


@pytest.fixture
def told(finished: AnswerSheet) -> AnswerSheet:
    sheets.save(finished, "secret", CANARY, at=NOW)
    return finished


def test_a_reader_sees_the_questions_that_were_asked_with_their_answers_in_words(finished: AnswerSheet):
    parts = reader.read(finished)
    assert [part.title for part in parts] == ["First page", "Second page", "Third page"]
    lines = {line.key: line for part in parts for line in part.lines}
    assert {key: line.text for key, line in lines.items() if line.answered} == IN_WORDS
    assert [key for key, line in lines.items() if not line.answered] == ["email", "file"]
    assert lines["criteria"].parts == (("Impact", "Green: yes – Clear to see"), ("Tact", "Red: not yet"))
    assert (lines["on"].wording, lines["on"].box) == ("When?", "on_day")


@pytest.mark.parametrize(
    ("audience", "shown"), [(reader.READER, False), (reader.WRITER, True), (reader.OFFICE, True), ("panel", False)]
)
def test_what_is_confidential_to_the_office_is_shown_to_it_and_to_the_writer(
    told: AnswerSheet, audience: str, shown: bool
):
    everything = [reader.read(told, audience), prints.blocks(told, audience)]
    assert [CANARY in str(form) for form in everything] == [shown] * 2
    assert ["For the office alone" in str(form) for form in everything] == [shown] * 2


def test_paper_gets_headings_questions_and_paragraphs(finished: AnswerSheet):
    first, second, _ = prints.blocks(finished)
    assert first["heading"] == "First page"
    assert first["questions"][1] == {"wording": "Your address", "paragraphs": ["Not answered"], "rows": []}
    assert second["questions"][1]["paragraphs"] == ["Coaching", "Data analysis"]
    assert second["questions"][3] == {
        "wording": "How far are these met?",
        "paragraphs": [],
        "rows": [["Impact", "Green: yes – Clear to see"], ["Tact", "Red: not yet"]],
    }


def test_what_is_personal_is_named_by_how_long_it_is_kept(sheet: AnswerSheet):
    assert reader.personal(sheet) == {"contact": ["name"], "application": ["head"]}


def test_reading_asks_the_database_once(finished: AnswerSheet, query_count):
    fresh = AnswerSheet.objects.select_related("version").get(pk=finished.pk)
    with query_count() as queries:
        reader.read(fresh)
    assert len(queries) == 1
