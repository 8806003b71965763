"""While somebody types: each answer is saved, words are counted as the server counts them, a school is found."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from playwright.sync_api import BrowserContext, Page, Request, Route

from drystone.questions import words
from tests.web.conftest import Opened

pytestmark = pytest.mark.journey
SHEET = Template(
    '{% extends "base.html" %}{% load govuk %}{% block title %}Sheet{% endblock %}{% block content %}'
    '<h1 class="govuk-heading-l">Sheet</h1><form method="post" action="/sent" data-save-url="/save" novalidate>'
    '<input type="hidden" name="csrfmiddlewaretoken" value="token">{% form_fields form %}'
    '{% govuk "button" text="Go on" %}</form>{% endblock %}'
)


class Sheet(forms.Form):
    why = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"data-maxwords": 20}))
    name = forms.CharField(label="Full name")
    email = forms.EmailField(label="E-mail")
    school = forms.CharField(label="School", widget=forms.TextInput(attrs={"data-source": "school"}))

    def __init__(self) -> None:
        super().__init__()
        for name in ("name", "email"):
            self.fields[name].legend = ("referee", "Your referee", "")  # type: ignore[attr-defined]


class Server:
    """The other end: it keeps what is saved and sent, and fails when it is told to."""

    def __init__(self) -> None:
        self.saved: list[dict[str, list[str]]] = []
        self.sent = 0
        self.answers: list[int] = []

    def save(self, route: Route) -> None:
        status = self.answers.pop(0) if self.answers else 200
        if not status:
            return route.abort()
        if status == 200:
            self.saved.append(fields(route.request))
        return route.fulfill(status=status, json={})

    def receive(self, route: Route) -> None:
        self.sent += 1
        route.fulfill(content_type="text/html", body="<title>Thanks</title><h1>Thanks</h1>")


def fields(request: Request) -> dict[str, list[str]]:
    """What was posted, by name, from a body of several parts."""
    body = request.post_data or ""
    if "form-data; name=" not in body:
        return parse_qs(body)
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'form-data; name="([^"]+)"\r\n\r\n(.*?)\r\n--', body, re.DOTALL):
        found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(opened: Opened, desktop: BrowserContext, server: Server) -> Iterator[Page]:
    desktop.route("**/save", server.save)
    desktop.route("**/sent", server.receive)
    page = opened(desktop, HttpResponse(SHEET.render(Context({"form": Sheet()}))))
    yield page
    desktop.unroute_all(behavior="ignoreErrors")


def test_an_answer_is_saved_a_moment_after_typing_stops(page: Page, server: Server) -> None:
    """Features 5: Autosave while typing."""
    page.get_by_label("Why?").fill("Two\nlines")
    page.get_by_text(re.compile(r"^Saved \d\d:\d\d$")).wait_for()
    assert server.saved == [
        {"csrfmiddlewaretoken": ["token"], "question": ["why"], "why": ["Two\r\nlines"]},
    ]


def test_all_boxes_of_a_question_are_saved_together(page: Page, server: Server) -> None:
    page.get_by_label("Full name").fill("Ann Peel")
    page.get_by_label("E-mail").fill("ann@reeth.example")
    page.get_by_text(re.compile("^Saved")).wait_for()
    assert server.saved[-1] == {
        "csrfmiddlewaretoken": ["token"],
        "question": ["referee"],
        "name": ["Ann Peel"],
        "email": ["ann@reeth.example"],
    }


@pytest.mark.parametrize("trouble", [0, 500, 429])
def test_when_saving_fails_the_text_stays_and_is_tried_again(page: Page, server: Server, trouble: int) -> None:
    server.answers = [trouble]
    page.get_by_label("Why?").fill("Because")
    page.get_by_text("Not saved yet. Your text is still here, and we are trying again.").wait_for()
    assert page.get_by_label("Why?").input_value() == "Because"
    page.get_by_text(re.compile("^Saved")).wait_for()
    assert [given["why"] for given in server.saved] == [["Because"]]


def test_when_saving_is_refused_the_page_says_to_copy_the_text(page: Page, server: Server) -> None:
    server.answers = [403]
    page.get_by_label("Why?").fill("Because")
    page.get_by_text("Copy your text before you leave this page.").wait_for()
    assert page.get_by_label("Why?").input_value() == "Because"


def test_pressing_twice_sends_once(page: Page, server: Server) -> None:
    page.get_by_label("Why?").fill("Because")
    page.evaluate("() => { const b = document.querySelector('form[data-save-url] button'); b.click(); b.click(); }")
    page.get_by_role("heading", name="Thanks").wait_for()
    assert server.sent == 1


@pytest.mark.parametrize(
    "text",
    [
        "one two",
        "  one\n\ttwo  ",
        "one\u00a0two\u2003three",
        "Ann\u200bPeel",
        "é🧱 \u202eright",
        "one - two",
        "x\u0085y\ufeffz",
    ],
)
def test_words_are_counted_as_the_server_counts_them(page: Page, text: str) -> None:
    page.get_by_label("Why?").fill(text)
    left = 20 - words.count(page.get_by_label("Why?").input_value())
    page.locator(".govuk-character-count__status").get_by_text(f"You have {left} words remaining").wait_for()


def test_too_many_words_are_told_and_kept(page: Page) -> None:
    page.get_by_label("Why?").fill("word " * 23)
    page.locator(".govuk-character-count__status").get_by_text("You have 3 words too many").wait_for()
    assert len(page.get_by_label("Why?").input_value().split()) == 23


def test_a_school_is_found_while_typing_and_sent_by_its_number(page: Page, server: Server, axe) -> None:
    found = {"id": "121362", "label": "Reeth <Community> School", "hint": "Richmond, DL11 6SP"}
    page.route("**/schools/suggestions?q=reeth", lambda route: route.fulfill(json={"results": [found]}))
    box = page.get_by_label("School")
    box.press_sequentially("reeth")
    page.get_by_role("option", name="Reeth <Community> School Richmond, DL11 6SP").wait_for()
    assert axe(page) == []
    page.keyboard.press("ArrowDown")
    with page.expect_response(lambda answer: "121362" in (answer.request.post_data or "")):
        page.keyboard.press("Enter")
    assert box.input_value() == "Reeth <Community> School"
    assert server.saved[-1]["school"] == ["121362"]


def test_who_types_before_the_page_is_ready_goes_on_where_she_is(desktop: BrowserContext, page: Page) -> None:
    late: list[Route] = []
    address = page.url
    page.goto("about:blank")  # what the first page may still be asking for is not the script that comes late
    desktop.route("**/accessible-autocomplete*.js", lambda route: late.append(route))
    page.route("**/schools/suggestions?q=ree", lambda route: route.fulfill(json={"results": [{"label": "Reeth"}]}))
    page.route("**/schools/suggestions?q=reeth", lambda route: route.fulfill(json={"results": [{"label": "Late"}]}))
    page.goto(address)
    page.get_by_label("School").press_sequentially("ree")
    page.wait_for_function("() => document.activeElement.value === 'ree'")
    late[0].fallback()
    page.get_by_role("option", name="Reeth").wait_for()
    page.keyboard.type("th")
    page.get_by_role("option", name="Late").wait_for()
    assert page.get_by_label("School").input_value() == "reeth"


def test_typing_on_after_a_choice_gives_the_choice_up(page: Page, server: Server) -> None:
    page.route(
        "**/schools/suggestions?**", lambda route: route.fulfill(json={"results": [{"id": "1", "label": "Reeth"}]})
    )
    box = page.get_by_label("School")
    box.press_sequentially("ree")
    page.get_by_role("option", name="Reeth").click()
    page.get_by_text(re.compile("^Saved")).wait_for()
    with page.expect_response(lambda answer: "Reeth House" in (answer.request.post_data or "")):
        box.press_sequentially(" House")
    assert server.saved[-1]["school"] == ["Reeth House"]
