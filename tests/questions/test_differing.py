"""What differs between two forms is said in plain sentences."""

from dataclasses import replace
from typing import Any

import pytest

from drystone.questions import differing, editing
from drystone.questions.declarations import read
from drystone.questions.spec import Condition, Form, Question, Section

from .conftest import EVERY_KIND

FORM = read(EVERY_KIND)


def with_(key: str, **changes: Any) -> Form:
    return editing.with_question(FORM, replace(FORM.question(key), **changes))


PHASE = (("secondary", "Secondary"), ("primary", "Infants and juniors"), ("all", "All-through"))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (FORM, []),
        (replace(FORM, title="All kinds"), ["The form “Every kind” is now called “All kinds”"]),
        (replace(FORM, about="Take your time."), ["Above the form now stands “Take your time.”"]),
        (with_("name", wording="Who are you?"), ["“Your name” now reads “Who are you?”"]),
        (with_("visits", hint="This year"), ["“Visits”: the help now says “This year”"]),
        (with_("visits", short=""), ["“How many visits?” has no short name any more"]),
        (with_("story", words=300), ["“Your story”: up to 300 words, before up to 5 words"]),
        (with_("visits", max=30), ["“Visits”: from 1 to 30 visits, before from 1 to 20 visits"]),
        (with_("name", needed=False), ["“Your name” may now be left empty"]),
        (with_("email", needed=True), ["“Your address” must now be answered"]),
        (with_("secret", confidential_to=""), ["“For the office alone”: now for all who read the form"]),
        (with_("story", identifies=True), ["“Your story”: now left out where somebody reads without names"]),
        (with_("declares", statement="Most is."), ["“Declaration”: what is declared now says “Most is.”"]),
        (with_("secondary_only", ask_if=None), ["“How many departments?”: now always asked"]),
        (
            with_("value", ask_if=Condition("agrees", "yes")),
            ["“Was it worth it?”: asked only if “Do you agree?” is answered with “Yes”"],
        ),
        (
            with_("phase", options=PHASE),
            [
                "“Which phase?”: new choice “All-through”",
                "“Which phase?”: “Primary” now reads “Infants and juniors”",
                "“Which phase?”: the choices stand in another order",
            ],
        ),
        (editing.remove(FORM, "story"), ["Taken out: “Your story”"]),
        (editing.place(FORM, "story", "first"), ["“First page” asks its questions in another order"]),
        (editing.place(FORM, "story", "third", "school"), ["“Your story” now stands in “Third page”"]),
        (
            editing.place_section(FORM, "third"),
            ["The sections now stand in this order: “Third page”, “First page”, “Second page”"],
        ),
        (
            editing.add(FORM, "first", Question("more_0a0a0a0a", "And more?", "long_text", words=50)),
            ["New question in “First page”: “And more?” (A longer text, up to 50 words)"],
        ),
        (editing.add_section(FORM, Section("last_0a0a0a0a", "Last page")), ["New section: “Last page”"]),
        (editing.reword_section(FORM, "first", "Page one", "", opened_on=editing.seen(FORM.sections[0])),
         ["Section “First page” is now called “Page one”"]),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(new: Form, said: list[str]):
    assert differing.differences(FORM, new) == said
    assert bool(differing.differences(new, FORM)) == bool(said)
