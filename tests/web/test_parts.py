"""The parts of pages say in words what they show, and never trust what they are given."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from drystone.history.models import Event
from drystone.lifecycle import LIVES, Life, Move
from drystone.web.components import sentences, tables
from drystone.web.components.actions import Action, open_actions
from drystone.web.components.figures import Bar, Chart
from drystone.web.components.govuk import component
from drystone.web.components.paging import Page
from drystone.web.components.rows import Fact, Party, Task
from drystone.web.components.tables import Column, Table
from drystone.web.components.tones import TONES
from tests.clock import NOW

NASTY = "<script>alert(1)</script>"


def shown(line: str, query: str = "", **values: Any) -> str:
    request = RequestFactory().get(f"/list?{query}")
    html = Template("{% load govuk parts say %}" + line).render(Context({"request": request, **values}))
    return " ".join(html.split())


def words(html: str) -> str:
    return " ".join(" ".join(part.split(">")[-1] for part in html.split("<")).split())


def test_a_record_says_in_one_sentence_whom_it_waits_for() -> None:
    html = shown(
        '{% waiting "Ann Peel" at="Reeth Primary" since=asked then="A reminder goes on Friday."'
        ' instead="Record her answer for her" url="/x" %}',
        asked=NOW - timedelta(days=2),
    )
    assert words(html) == (
        "Waiting for Ann Peel at Reeth Primary since Monday. A reminder goes on Friday. Record her answer for her"
    )


@pytest.mark.parametrize(
    "line",
    [
        "{% waiting nasty at=nasty then=nasty instead=nasty %}",
        "{% tag nasty nasty %}",
        '{% govuk "button" text=nasty %}',
        '{% govuk "inset-text" html=nasty %}',
        '{% govuk "radios" name="r" items=items %}',
        "{% parties parties %}",
        "{% summary facts %}",
        "{% task_list tasks %}",
        "{% timeline events %}",
        "{% table table %}",
        "{% bar_chart chart %}",
        "{% readers nasty never=nasty %}",
        "{% empty nasty nasty nasty '/x' %}",
        "{% copyable nasty nasty %}",
        "{% breadcrumbs trail %}",
        "{% navigation nav %}",
    ],
)
def test_no_part_lets_markup_through(line: str) -> None:
    html = shown(
        line,
        nasty=NASTY,
        items=[{"value": "1", "html": NASTY, "conditional": {"html": NASTY}}],
        parties=[Party(NASTY, NASTY, NASTY, note=NASTY)],
        facts=[Fact(NASTY, NASTY, "/x")],
        tasks=[Task(NASTY, "/x", NASTY, hint=NASTY)],
        events=[Event(at=NOW, by_name=NASTY, verb="give", record_type="selection.reference", note=NASTY)],
        table=Table(NASTY, [Column(NASTY, lambda row: row, sort="name"), Column(NASTY, lambda row: row)], [NASTY]),
        chart=Chart(NASTY, [Bar(NASTY, 1, NASTY, "/x")], thing=NASTY, counts=NASTY, about=NASTY),
        trail=[(NASTY, "/x")],
        nav=[(NASTY, "/x", True)],
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_attributes_given_as_text_are_refused() -> None:
    with pytest.raises(TypeError, match="mapping"):
        component("button", text="Go", attributes='onclick="x"')


def test_html_that_is_safe_stays_as_it_is() -> None:
    assert "<b>two</b>" in component("inset-text", html=SafeString("<b>two</b>"))


class Steps(models.TextChoices):
    ASKED = "asked", "Asked"
    GIVEN = "given", "Given"


@pytest.fixture
def asking() -> Iterator[Life]:
    """A life of two steps, gone again after the test."""
    yield Life(
        "asking",
        Steps,
        [
            Move("give", ("asked",), "given", lambda person, record: person == "referee", "Sign and send"),
            Move("decline", ("asked",), "given", lambda person, record: True),
            Move("record", ("given",), "given", lambda person, record: True),
        ],
    )
    del LIVES["asking"]


def test_buttons_are_the_moves_open_to_this_person(asking: Life) -> None:
    record = SimpleNamespace(state="asked")
    addresses = {"give": "/give", "decline": Action("I would rather not", "/decline", press=False), "record": "/r"}
    assert open_actions(asking, "referee", record, addresses) == [
        Action("Sign and send", "/give"),
        Action("I would rather not", "/decline", press=False),
    ]
    assert open_actions(asking, "office", record, {"give": "/give"}) == []


def test_a_press_is_a_post_and_a_page_is_a_link() -> None:
    html = shown("{% actions buttons %}", buttons=[Action("Agree", "/a"), Action("Refuse", "/r", press=False)])
    assert '<form method="post" action="/a">' in html
    assert '<a class="govuk-button govuk-button--secondary" href="/r"' in html


def test_history_is_told_in_sentences_the_latest_first() -> None:
    events = [
        Event(at=NOW, by_name="Ann Peel", through="link 4", verb="give", record_type="selection.reference"),
        Event(at=NOW, by_name="", through="clock", verb="send", record_type="payments.statement"),
        Event(at=NOW, by_name="Jo Sunter", through="account", verb="polish", record_type="no.such_thing"),
    ]
    assert [sentences.sentence(event) for event in events] == [
        "Ann Peel signed and sent the reference, by e-mailed link",
        "Drystone sent the statement",
        "Jo Sunter – polish: the such thing",
    ]
    html = words(shown("{% timeline events %}", events=events))
    assert html.index("Jo Sunter") < html.index("Ann Peel")
    assert "Wednesday 11 November 2026 at 10am" in html


def test_days_used_are_told_in_words_too() -> None:
    assert words(shown('{% days_meter "Autumn" 3 10 %}')) == "Autumn 1½ days of 5 days; 3½ days left"
    assert words(shown('{% days_meter "Autumn" 7 6 %}')).endswith("3½ days of 3 days; ½ day too many")
    assert "100.0%" in shown('{% days_meter "Autumn" 1 0 %}')
    assert 'width="0.0%"' in shown('{% days_meter "Autumn" 0 0 %}')


def test_a_chart_has_the_same_numbers_as_a_table() -> None:
    bars = [Bar("Reading", 4, "2 days"), Bar("Maths", 1, "½ day")]
    html = shown("{% bar_chart chart %}", chart=Chart("Days", bars, thing="Area", counts="Days"))
    assert [width for width in ("100.0%", "25.0%") if f'width="{width}"' in html] == ["100.0%", "25.0%"]
    assert '<th scope="row">Maths</th><td class="number">½ day</td>' in html


def test_a_chart_of_nothing_is_drawn_without_length() -> None:
    assert Chart("Days", [Bar("Reading", 0, "0 days")], "Area", "Days").lengths[0][1] == 0


def test_a_deadline_shows_its_weekday_and_how_long() -> None:
    html = shown('{% deadline at "Closes" %}', at=NOW + timedelta(days=2))
    assert words(html) == "Closes Friday 13 November 2026 at 10am in 2 days"


def test_cells_carry_the_name_of_their_column_for_small_screens() -> None:
    table = Table("Leaders", [Column("Name", str), Column("Days", lambda row: "", number=True)], ["Tom"])
    assert '<td role="cell" data-label="Days" class="number">–</td>' in shown("{% table t %}", t=table)


def test_headings_sort_the_same_list_from_its_start() -> None:
    table = Table(
        "Leaders", [Column("Name", str, sort="name"), Column("Days", str, sort="days")], ["Tom"], sort="name"
    )
    html = shown("{% table t %}", "area=maths&page=abc&sort=name", t=table)
    assert 'aria-sort="ascending"><a class="sort" href="?area=maths&amp;sort=-name">' in html
    assert 'aria-sort="none"><a class="sort" href="?area=maths&amp;sort=days">' in html


def test_an_empty_list_says_why() -> None:
    table = Table("Leaders", [Column("Name", str)], [], empty="No System Leader fits yet.")
    assert words(shown("{% table t %}", t=table)) == "No System Leader fits yet."


def test_turning_a_page_keeps_what_the_list_was_narrowed_to() -> None:
    html = shown("{% pager p %}", "area=maths&page=old", p=Page([], earlier="e", later="l"))
    assert 'href="?area=maths&amp;page=e"' in html
    assert 'href="?area=maths&amp;page=l"' in html
    assert shown("{% pager p %}", p=Page([])) == ""


def test_every_state_of_every_life_has_a_tone() -> None:
    """A new state gets its tone in `web/components/tones.py`."""
    states = {state for life in LIVES.values() for state in life.states.values}
    assert states - TONES.keys() == set()


def test_an_address_breaks_where_a_reader_would_break_it() -> None:
    table = Table("People", [Column("Name", str), Column("E-mail", lambda row: f"{row}@dales.example")], ["tom"])
    assert '<td role="cell" data-label="E-mail">tom@<wbr>dales.example</td>' in tables.render(table)
