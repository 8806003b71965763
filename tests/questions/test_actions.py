"""Agreed actions: a row each, as many as were agreed, with a page that never shows many empty boxes."""

from drystone.questions import kinds, pages, sheets
from drystone.questions.spec import Question
from tests.clock import NOW

from .conftest import ALLIANCE, OBJECTIVES

AGREED = Question("agreed", "What was agreed?", "actions", needed=False)
KIND = kinds.of(AGREED)


def kept(*rows: dict):
    return KIND.read(AGREED, list(rows), ALLIANCE)


def posted(**texts: str) -> dict:
    """A page as a browser sends it: `agreed_1_what` is the box `agreed-1-what`."""
    return {name.replace("_", "-"): text for name, text in texts.items()}


def test_there_is_always_one_free_row_and_never_a_page_of_empty_ones():
    assert [len(KIND.boxes(AGREED, [{"what": "x"}] * rows, None)) // 3 for rows in (0, 1, 2, 5, 20)] == [
        2, 2, 3, 6, 20,
    ]  # fmt: skip


def test_rows_left_empty_between_others_are_closed_up():
    assert kept({"what": "Plan"}, {"what": " "}, {"who": "Head"}) == [{"what": "Plan"}, {"who": "Head"}]


def test_a_day_is_read_however_it_is_written_and_what_is_none_stays_and_is_said():
    days = [kept({"what": "Plan", "by": said})[0]["by"] for said in ("2027-01-15", "15/1/27", "15 January 2027")]
    assert set(days) == {"2027-01-15"}
    wrong = kept({"what": "Plan", "by": "31/2/2027"})
    assert wrong == [{"what": "Plan", "by": "31/2/2027"}]
    assert list(KIND.problems(AGREED, wrong)) == ["1-by"]


def test_an_action_without_words_or_too_long_is_said_at_its_row():
    found = KIND.problems(AGREED, kept({"what": "Plan"}, {"who": "Head"}, {"what": "x" * 201}))
    assert list(found) == ["2-what", "3-what"]


def test_more_rows_than_were_on_the_page_are_kept_when_they_are_posted(db):
    sheet = sheets.start("visit_record", ALLIANCE, NOW, lists=OBJECTIVES)
    given = posted(**{f"actions_{n}_what": f"Action {n}" for n in range(1, 8)})
    sheets.save(sheet, "actions", pages.given(sheet, "actions", given), at=NOW)
    assert [row["what"] for row in sheets.value(sheet, "actions")] == [f"Action {n}" for n in range(1, 8)]
