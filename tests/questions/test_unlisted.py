"""A school that is not in the list: described in words where the form allows it, and kept like any other answer."""

from typing import Any

import pytest

from drystone.questions import kinds
from drystone.questions.spec import Question

from .conftest import ALLIANCE

SCHOOL = Question(key="school", wording="Your school", kind="school", unlisted=True)
KIND = kinds.of(SCHOOL)
MUKER = {"name": "Muker Field School", "town": "Muker", "postcode": "DL11 6QG"}


def posted(**boxes: Any) -> Any:
    """What is kept of a page on which these boxes were filled in."""
    data = {name.replace("_", "-").removeprefix("-"): text for name, text in boxes.items()}
    return KIND.read(SCHOOL, KIND.collect(SCHOOL, data, {}, {}), ALLIANCE)


def test_it_is_kept_said_in_words_and_given_again():
    kept = posted(school="", school_unlisted="on", **{f"school_{part}": text for part, text in MUKER.items()})
    assert kept == {"key": "", "label": "Muker Field School, Muker, DL11 6QG", "unlisted": MUKER}
    assert KIND.problems(SCHOOL, kept) == {}
    assert KIND.text(SCHOOL, kept) == "Muker Field School, Muker, DL11 6QG (not in the list of schools)"
    assert KIND.read(SCHOOL, KIND.raw(SCHOOL, kept), ALLIANCE) == kept
    assert KIND.shown(SCHOOL, kept) == {"": None, "unlisted": True, **MUKER}
    assert KIND.cells(SCHOOL, kept) == ["Muker Field School, Muker, DL11 6QG", ""]


def test_without_scripts_the_name_alone_says_that_it_is_not_in_the_list():
    assert posted(school="", school_name="Muker Field School")["unlisted"]["name"] == "Muker Field School"


def test_what_was_found_in_the_list_stands_whatever_was_typed_before():
    assert posted(school="900001", school_name="Muker")["key"] == "900001"


@pytest.mark.parametrize(("left_out", "said"), [("name", "the name"), ("postcode", "the postcode")])
def test_its_name_and_postcode_are_needed(left_out: str, said: str):
    boxes = {f"school_{part}": text for part, text in MUKER.items() if part != left_out}
    kept = posted(school_unlisted="on", **boxes)
    assert KIND.problems(SCHOOL, kept) == {left_out: f"Write {said} of your school"}


def test_a_form_that_does_not_allow_it_takes_only_schools_of_the_list():
    listed = Question(key="school", wording="Your school", kind="school")
    assert list(kinds.of(listed).boxes(listed, None, ALLIANCE)) == [""]
    assert "unlisted" not in (KIND.read(listed, MUKER, ALLIANCE) or {})


@pytest.mark.parametrize("raw", [{}, {"name": []}, {"name": {"x": 1}, "postcode": 0.5}, {"name": "\x00"}, [[]], 7])
def test_nothing_that_a_stranger_may_send_breaks_it(raw: Any):
    kept = KIND.read(SCHOOL, raw, ALLIANCE)
    assert KIND.problems(SCHOOL, kept) != {}
    assert KIND.boxes(SCHOOL, kept, ALLIANCE) != {}
