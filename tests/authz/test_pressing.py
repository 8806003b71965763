"""Every button of the product, pressed as careless and as hostile people press: twice, stuffed, with any words.

The pages and answers that are met on the way are asked for their headers too.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest

from tests.authz.asking import Answer, Asker, taken_back
from tests.authz.browser import Browser
from tests.authz.buttons import Button, Forms, every_button, who_and_where
from tests.authz.conftest import Actor
from tests.authz.knocking import POLICY
from tests.authz.moving import second_presses
from tests.authz.pressing import Pressed, numbers_that_stand_out, press, tried
from tests.authz.test_matrix import ADDRESSES, ELSEWHERE
from tests.authz.world import World
from tests.headers import lacking

# Pressing twice is told so, as there is no page any more to go to.
SECOND = {
    "account_sign_out_everywhere": 403,  # she is signed out by then, which is what she wanted
}
COUNTED = {"leader-resource-opening"}  # each opening is one more, which is all that is kept of it
STRANGE = "\u202eعربي Z̸̢̛a̷l̶g̵o̷ 👩‍🏫 <b>&\"' \x07\x1b\x85 \ud800 {{7*7}} {0.__class__} =1+1"
NUL = "Ann\x00Peel"
# Twenty thousand words, in a box for paragraphs; in the first box of a page a megabyte.
LONG, MEGABYTE = "word " * 20_000, "x" * 1_000_000
# A number for every box that counts, and a part of a day for every box of a date.
NUMBERS = [("1e999999", "99999"), ("9" * 400, "0"), ("NaN", "31"), ("-Infinity", "-0"), ("0.1", "٣")]
NONSENSE = ["9" * 400, "x'\x00"]
ASKED = ["q", "page", "sort", "show", "who", "day", "kind", "month", "area", "authority", "until", "state"]
ASKED += ["ending", "next", "year", "role", "number", "digest", "days"]


@pytest.fixture(scope="module")
def buttons(world: World, actors: list[Actor]) -> Iterator[list[Button]]:
    with numbers_that_stand_out():
        yield list(every_button(world, actors))


@pytest.fixture(scope="module")
def pressed(buttons: list[Button]) -> list[Pressed]:
    return [tried(button) for button in buttons]


def test_a_button_pressed_twice_has_one_effect(pressed: list[Pressed]):
    twice = {each.button.name: each.twice for each in pressed if each.twice}
    assert {name: rows for name, rows in twice.items() if name not in COUNTED} == {}


def test_who_presses_twice_sees_what_came_of_the_first(pressed: list[Pressed]):
    """She is sent to the same page, or the page says how things stand; she is never told that it is not there."""
    wrong = {
        each.button.name: (each.first.status, each.second.status)
        for each in pressed
        if each.second.status not in ({each.first.status, 200, 302, 409} - {404, 500})
        and each.second.status != SECOND.get(each.button.name)
    }
    assert wrong == {}


def test_more_fields_than_asked_change_nothing(pressed: list[Pressed]):
    """Thirty fields that no form has, and each that it has twice over."""
    assert {each.button.name: each.smuggled for each in pressed if each.smuggled} == {}


def test_of_two_who_move_one_record_the_second_is_told_and_leaves_no_trace(world: World):
    """The world's interview was held, it has no unmet need, a plan ends with words, a file gets
    a new link and waits again: the tests of their rooms ask."""
    outcomes = second_presses(world)
    assert {name: outcome for name, outcome in outcomes.items() if outcome != "too late"}.keys() <= {
        "hand-over",
        "interview",
        "need",
        "place at a meeting",
        "support plan",
    }


def test_most_buttons_do_something_when_pressed(pressed: list[Pressed]):
    """Else the tests above would prove little; the others wait for a code, a device or another day."""
    done = [each.button.name for each in pressed if each.first.written]
    assert len(done) >= 80


def test_every_answer_carries_its_headers(pressed: list[Pressed]):
    answers = [(each.button.name, answer) for each in pressed for answer in (each.first, each.second)]
    assert {name: found for name, answer in answers if (found := lacking(answer.headers))} == {}


@pytest.mark.parametrize("text", [STRANGE, NUL], ids=["strange letters", "NUL"])
def test_whatever_is_typed_is_kept_or_shown_again_with_what_is_wrong(buttons: list[Button], text: str):
    typed = [(button, button.with_all(text)) for button in buttons if button.words]
    assert [fault for button, given in typed for fault in faults(button, given)] == []


def test_twenty_thousand_words_and_a_megabyte_are_taken_or_shown_again(buttons: list[Button]):
    found = []
    for button in buttons:
        long = {box.name: [LONG] for box in button.boxes if box.kind == "textarea"}
        if button.words:
            found += faults(button, button.typed | dict([*long.items()][:2]) | {button.words[0]: [MEGABYTE]})
    assert found == []


@pytest.mark.parametrize(("number", "part"), NUMBERS)
def test_no_number_and_no_day_is_too_strange(buttons: list[Button], number: str, part: str):
    """1e999999, a number of 400 digits, NaN; the 99999th of a month, the year 0, the 31st of every month."""
    found = []
    for button in buttons:
        counted = {box.name: [number] for box in button.boxes if box.numeric}
        counted |= {box.name: [part] for box in button.boxes if box.name.endswith(("_day", "_month", "_year"))}
        if counted:
            found += faults(button, button.typed | counted)
    assert found == []


@pytest.mark.parametrize("nonsense", NONSENSE, ids=["400 digits", "a quote and NUL"])
def test_nonsense_for_a_choice_is_only_nonsense(buttons: list[Button], nonsense: str):
    """What no browser sends: words for a tick, a huge number for a record, in every field that is no text."""
    found = []
    for button in buttons:
        chosen = {name: [nonsense] for name in button.typed if name not in button.words}
        with taken_back():
            answer = press(button, button.typed | chosen)
        found += [(button.name, answer.status)] if answer.status >= 500 else []
    assert found == []


@pytest.mark.parametrize("word", [NUL, "9" * 400], ids=["NUL", "400 digits"])
def test_no_question_in_an_address_breaks_a_page(world: World, actors: list[Actor], word: str):
    question = "?" + "&".join(f"{name}={quote_plus(word)}" for name in ASKED)
    found, browsers = {}, {str(actor): Browser(actor.asker.person) for actor in actors}
    for name in [name for name in ADDRESSES if "GET" in POLICY[name].methods and name not in ELSEWHERE]:
        if "<" in ADDRESSES[name]:
            continue
        actor, path = next(who_and_where(name, world, actors))
        with taken_back():
            answer = browsers[str(actor)].send("GET", path + question)
        kept = "public" in answer.headers.get("cache-control", "")
        wrong = lacking(answer.headers, kept=kept)
        found |= {name: (answer.status, wrong)} if answer.status >= 500 or wrong else {}
    assert found == {}


def test_a_record_numbered_beyond_all_numbers_is_not_there(world: World):
    manager = Asker().signed_in(world.swaledale.people["manager"])
    for path in ("/office/rounds/{}/", "/office/applications/{}/", "/school/visits/{}/", "/link/{}/code/"):
        assert manager.ask("GET", path.format("9" * 30)).status == 404


def stands(shown: str | None, typed: str) -> bool:
    """It is there again; a school's number comes back behind the name that it means."""
    return shown == typed or bool(typed and shown and shown.endswith(f" ({typed})"))


def faults(button: Button, typed: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What is wrong with the answer to a form filled in so: broken, lost what was typed, or silent about it."""
    with taken_back():
        answer = press(button, typed)
    if answer.status >= 500 or (answer.status >= 400 and answer.status not in (400, 409, 413)):
        return [(button.name, f"answered {answer.status}")]
    if answer.status != 200 or "text/html" not in answer.headers["content-type"] or not button.boxes:
        return []
    lost = {name for name in button.words if name in typed and not stands(again(answer, name), plain(typed[name][0]))}
    silent = "govuk-error-summary" not in answer.text
    return [(button.name, f"lost {lost}")] * bool(lost) + [(button.name, "says nothing")] * silent


def again(answer: Answer, name: str) -> str:
    """What stands in a box of the page that came back."""
    page = Forms(answer.raw.decode(errors="replace"))
    return next((plain(box.value) for _, boxes in page.found for box in boxes if box.name == name), "")


def plain(text: str) -> str:
    """As it arrives: half a letter has become a mark, and white space around it goes."""
    return re.sub(r"\s+", " ", text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")).strip()
