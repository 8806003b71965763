"""Names taken out of what people wrote: each part of a person's name, what a school is called, addresses."""

import pytest

from drystone.questions import prints, reader, sheets
from drystone.questions.masks import called_by, mask
from drystone.questions.models import AnswerSheet
from tests.clock import NOW

ROSIE = mask(["Rosie Metcalfe", "Ann O’Neil-May", "Will A. Li"], ["Reeth Community Primary School", "Dales Trust"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Rosie leads reading.", "[name] leads reading."),
        ("ROSIE and rosie metcalfe and Rosie Metcalfe's class", "[name] and [name] and [name]'s class"),
        ("Mrs O'Neil-May, Mrs ONeil, Mrs May", "Mrs [name], Mrs [name], Mrs [name]"),
        ("Will I do what I will do? Mr Li", "[name] I do what I will do? Mr [name]"),
        ("a rose in Metcalfeshire", "a rose in Metcalfeshire"),
        ("At Reeth Primary and REETH  community primary school", "At [school] Primary and [school]"),
        ("the Dales Trust, the Dales", "the [school], the [school]"),
        ("rosie@reeth.example or www.reeth.example/us.", "[address] or [address]"),
        ("", ""),
    ],
)
def test_what_tells_who_it_is_goes_and_the_rest_stays(written: str, shown: str):
    assert ROSIE.over(written) == shown


@pytest.mark.parametrize("name", ["محمد علي", "Zoë Şahin", "李 小龙", "Siân ap Rhys"])
def test_a_name_of_any_script_goes(name: str):
    assert mask([name], []).over(f"It is {name}, who came.") == "It is [name], who came."


def test_nothing_to_take_out_takes_nothing_out():
    assert mask([], []).over("Rosie at Reeth") == "Rosie at Reeth"
    assert mask(["", " "], ["", "The Academy"]).over("A fine academy") == "A fine academy"


@pytest.mark.parametrize(
    ("school", "called"),
    [
        ("Reeth Community Primary School", "Reeth"),
        ("St Mary's Catholic Primary School, Richmond", "St Mary's"),
        ("The Wensleydale School & Sixth Form", "Wensleydale"),
        ("The Academy", ""),
    ],
)
def test_what_everybody_calls_a_school(school: str, called: str):
    assert called_by(school) == called


@pytest.mark.django_db
def test_through_a_mask_questions_that_tell_who_it_is_were_not_asked(finished: AnswerSheet):
    sheets.save(finished, "story", "Rosie of Reeth", at=NOW)
    told = {question.key for question in finished.form.questions if question.tells_who}
    assert {"school", "person", "signature", "file"} <= {
        question.kind for question in finished.form.questions if question.tells_who
    }
    for shown in (reader.read(finished, reader.READER, ROSIE), prints.blocks(finished, reader.READER, ROSIE)):
        assert "Rosie" not in str(shown)
        assert "[name] of [school]" in str(shown)
    lines = {line.key for part in reader.read(finished, reader.READER, ROSIE) for line in part.lines}
    assert lines.isdisjoint(told)
    assert lines == {line.key for part in reader.read(finished) for line in part.lines} - told
