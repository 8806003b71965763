"""Every part, in a real browser: nothing for axe to find, usable at every width, by keyboard and without scripts."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from playwright.sync_api import BrowserContext, Page

from drystone.web.public.gallery import gallery
from tests.browsing import DESK, PHONE, Opener
from tests.web.conftest import Opened

WIDTHS = {1280: DESK, 375: PHONE, 320: PHONE | {"viewport": {"width": 320, "height": 640}}}


@pytest.fixture
def parts() -> HttpResponse:
    """The gallery as somebody sees it who is not signed in."""
    request = RequestFactory().get("/components/")
    vars(request).update(person=None, link=None, alliance=None, _messages=[])
    return gallery(request)


@pytest.mark.journey
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wrong_and_nothing_runs_over_the_edge(
    parts: HttpResponse,
    opened: Opened,
    open_browser: Opener,
    axe: Callable[[Page], list[str]],
    picture: Callable,
    width: int,
) -> None:
    page = opened(open_browser(WIDTHS[width]), parts)
    page.get_by_role("group").filter(has_text="The same as a table").locator("summary").first.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    picture(page, f"gallery-{width}")


@pytest.mark.journey
def test_every_part_is_there_without_scripts(
    parts: HttpResponse, opened: Opened, without_javascript: BrowserContext
) -> None:
    page = opened(without_javascript, parts)
    assert page.locator(".sample").count() > 25
    assert page.get_by_label("Which?").first.is_visible()
    assert page.get_by_label("School", exact=True).first.is_editable()


@pytest.mark.journey
def test_the_keyboard_reaches_the_content_first(parts: HttpResponse, opened: Opened, desktop: BrowserContext) -> None:
    page = opened(desktop, parts)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.journey
def test_on_paper_there_is_nothing_to_press(parts: HttpResponse, opened: Opened, desktop: BrowserContext) -> None:
    page = opened(desktop, parts)
    page.emulate_media(media="print")
    assert not page.locator(".actions").first.is_visible()
    assert not page.get_by_role("link", name="Sign in").is_visible()
    assert page.get_by_role("table", name="System Leaders").is_visible()


@pytest.mark.journey
def test_a_follow_up_opens_with_its_answer(parts: HttpResponse, opened: Opened, phone: BrowserContext) -> None:
    page = opened(phone, parts)
    follow_up = page.locator("#calm_which")
    assert not follow_up.is_visible()
    page.get_by_label("Something else").first.check()
    assert follow_up.is_visible()


@pytest.mark.journey
def test_a_link_is_copied_and_the_page_says_so(parts: HttpResponse, opened: Opened, desktop: BrowserContext) -> None:
    desktop.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(desktop, parts)
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "https://drystone.example/l/7Hq2"


@pytest.mark.django_db
def test_the_gallery_is_closed_outside_a_demonstration(client: Client) -> None:
    assert client.get("/components/").status_code == 404
