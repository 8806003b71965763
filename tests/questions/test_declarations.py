"""A mistake in a form is named with its line."""

import pytest

from drystone.questions.declarations import Malformed, read

START = 'key = "f"\ntitle = "F"\n[[section]]\nkey = "s"\ntitle = "S"\n'


def mistakes(questions: str) -> list[str]:
    with pytest.raises(Malformed) as caught:
        read(START + questions)
    return caught.value.problems


def question(settings: str, key: str = "q") -> str:
    return f'[[section.question]]\nkey = "{key}"\nwording = "Q?"\n{settings}\n'


YES = question('kind = "yes_no"', "a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (question('kind = "slider"'), "line 7: “slider” is not a kind of question"),
        (question('kind = "long_text"'), "line 7: a question of kind long_text needs words"),
        (question('kind = "short_text"\nwords = 5'), "line 7: a question of kind short_text has no “words”"),
        (question('kind = "yes_no"\ncolour = "red"'), "line 7: question “q” has “colour”, which no question has"),
        (question('kind = "yes_no"\nneeded = "yes"'), "line 7: question “q”: “needed” is of the wrong type"),
        (question('kind = "long_text"\nwords = true'), "line 7: question “q”: “words” is of the wrong type"),
        (question('kind = "yes_no"\npersonal = "forever"'), "line 7: nothing says how long “forever” is kept"),
        (question('kind = "yes_no"\nconfidential_to = "me"'), "line 7: “confidential_to” is one of: office"),
        (question('kind = "short_text"\nformat = "iban"'), "line 7: “format” is one of: email"),
        (question('kind = "one_of"'), "line 7: a question of kind one_of needs options or options_from"),
        (question('kind = "one_of"\noptions = { a = "" }'), "line 7: “a” in the options of “q” needs words"),
        (question('kind = "yes_no"\nask_if = { nobody = "yes" }'), "line 7: it waits for “nobody”, which does not"),
        (YES + question('kind = "yes_no"\nask_if = { a = "maybe" }'), "line 11: it waits for the answer “maybe”"),
        (YES + question('kind = "yes_no"\nask_if = { a = "yes", b = "no" }'), "line 11: “q” may wait for one answer"),
        (YES + question('kind = "yes_no"', "a"), "line 7: “a” stands twice"),
        (question('kind = "yes_no"\nfollow_up = "z"'), "line 7: its follow-up “z” does not come after it"),
        (question('kind = "yes_no"', "Not a key"), "line 7: “Not a key” is not a key"),
        (question('kind = "whole_number"\nmin = 5\nmax = 1'), "line 7: the smallest number allowed is greater"),
        (question('kind = "date"') + question('kind = "yes_no"', "q_day"), "line 11: “q_day” is the name of a box"),
        (question('kind = "file"') + YES.replace("yes_no", "short_text")
         + question('kind = "yes_no"\nask_if = { a = "x" }', "b"), "line 15: it waits for “a”, but only a yes_no"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(text: str, expected: str):
    assert [problem[: len(expected)] for problem in mistakes(text)] == [expected]


def test_what_is_no_toml_says_where():
    with pytest.raises(Malformed, match=r"This is not TOML: .*line 1"):
        read("key = ?")


def test_what_is_left_out_is_named():
    with pytest.raises(Malformed) as caught:
        read('key = "f"\n[[section]]\nkey = "s"\ntitle = "S"\n[[section.question]]\nkey = "q"\n')
    assert caught.value.problems == [
        "line 1: the form “f” needs “title”",
        "line 6: question “q” needs “kind”",
        "line 6: question “q” needs “wording”",
    ]


def test_a_follow_up_is_asked_if_the_answer_is_yes():
    form = read(START + question('kind = "yes_no"\nfollow_up = "b"', "a") + question('kind = "date"', "b"))
    assert [q.key for q in form.asked({})] == ["a"]
    assert [q.key for q in form.asked({"a": True})] == ["a", "b"]
    assert [q.key for q in form.asked({"a": False})] == ["a"]
