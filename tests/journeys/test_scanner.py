"""A mail filter that opens every e-mailed link in a real browser, runs its scripts and presses every button it finds:
it types nothing, and so it does nothing. The person finds her task as it was sent to her."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import connection
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from drystone.history.models import Event
from drystone.mail.models import Message
from drystone.people.models import Link
from drystone.web.links import PAGES
from tests.authz.asking import Asker
from tests.authz.pressing import Rows, more, rows
from tests.authz.test_links import PURPOSES, invited, page_of, token_of
from tests.authz.world import Tenant, build
from tests.browsing import DESK, Opener

pytestmark = pytest.mark.django_db(transaction=True)
BUTTONS = "main button:visible, main input[type=submit]:visible"
# It may ask for six digits, which go to the person alone, and begin what it cannot end: an empty draft.
HARMLESS = {"people.reading_code"}
BESIDE = {"people_code", "people_link", "mail_message", "history_event", "django_session", "limits"}


def test_a_scanner_that_runs_scripts_and_presses_every_button_does_nothing(
    live_server: LiveServer, open_browser: Opener
):
    there, found, presses = build().swaledale, {}, 0
    sent = {purpose: invited(there, purpose) for purpose in PURPOSES}
    for purpose, link in sent.items():
        address = f"{live_server.url}/l/{token_of(link)}/"
        before, last = whole(), newest()
        presses += scan(open_browser(DESK), address)
        after = whole()
        changed = [*more(before, after).items(), *more(after, before).items(), *beside(link, last)]
        found |= {purpose: changed} if changed else {}
    assert found == {}
    assert presses > len(PAGES)
    assert [purpose for purpose, link in sent.items() if not still_opens(there, link)] == []


def whole() -> Rows:
    """Every row of the product, but for the notes that reading itself leaves."""
    with connection.cursor() as cursor:
        tables = {model._meta.db_table for model in apps.get_models()} & set(
            connection.introspection.table_names(cursor)
        )
    return rows(tables - BESIDE)


def newest() -> tuple[int, int]:
    return Event.objects.latest("pk").pk, Message.objects.latest("pk").pk


def beside(link: Link, last: tuple[int, int]) -> Iterator[str]:
    """What reading must not leave: a line of history of anything done, a message, an end of the link."""
    link.refresh_from_db()
    if link.spent_at or link.revoked_at:
        yield "the link is over"
    yield from Event.objects.filter(pk__gt=last[0]).exclude(verb="looked").values_list("verb", flat=True)
    yield from Message.objects.filter(pk__gt=last[1]).exclude(kind__in=HARMLESS).values_list("kind", flat=True)


def scan(browser: BrowserContext, address: str) -> int:
    """Opens the link, presses every button on its page and on every page of the task that it leads to."""
    page, seen, presses = browser.new_page(), set(), 0
    waiting = [address] if is_page(browser, address) else []
    while waiting:
        here = waiting.pop(0)
        if here in seen or not is_page(browser, here):
            continue
        seen.add(here)
        page.goto(here)
        waiting += leads(page)
        for number in range(page.locator(BUTTONS).count()):
            press(page, here, number)
            presses += 1
    return presses


def is_page(browser: BrowserContext, address: str) -> bool:
    answer = browser.request.get(address)
    return answer.status == 200 and "text/html" in answer.headers["content-type"]


def press(page: Page, here: str, number: int) -> None:
    page.goto(here)
    button = page.locator(BUTTONS).nth(number)
    if button.count():
        button.click()
        page.wait_for_load_state()


def leads(page: Page) -> list[str]:
    """The links in the middle of the page to other pages of tasks; the frame around it is the same for everybody."""
    hrefs = page.locator("main a[href]").evaluate_all("found => found.map(one => one.getAttribute('href'))")
    whole_ = (urljoin(page.url, href).partition("#")[0] for href in hrefs)
    return [url for url in whole_ if urlsplit(url).path.startswith(("/school/", "/leader/", "/link/"))]


def still_opens(there: Tenant, link: Link) -> bool:
    """The person herself comes, an hour later."""
    opened = Asker().ask("GET", f"/l/{token_of(link)}/")
    read = Asker().holding(link).ask("GET", page_of(link))
    return (opened.status, opened.location) == (302, page_of(link)) and read.status == 200
