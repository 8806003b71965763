"""Every page that somebody in the demonstration can walk to by links: whole, readable, and fit for a phone."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import BrowserContext, Page

from tests.browsing import PHONE, Opener
from tests.postbox import Postbox
from tests.product import Product

pytestmark = pytest.mark.journey

MOST, NEW, KNOWN = 150, 2, 1  # pages for one person; of a kind that nobody saw before, and of one that somebody did
NOT_WALKED = ("account_logout", "demo-people", "demo-sign-in")
NARROW = PHONE | {"viewport": {"width": 320, "height": 640}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Markup(HTMLParser):
    """What a page says about itself, and where it leads."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.language = ""
        self.feed(html)
        self.title = "".join(re.findall(r"<title>(.*?)</title>", html, re.S)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.language = given.get("lang") or self.language if tag == "html" else self.language
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")


@pytest.fixture
def demonstration(tmp_path: Path, postbox: Postbox) -> Iterator[Product]:
    running = Product(tmp_path, postbox)
    running.environment |= {"DRYSTONE_DEMO": "1"}
    running.manage("demo")
    running.start_web()
    yield running
    running.stop()


def test_every_page_that_anybody_can_reach_is_whole(
    demonstration: Product, open_browser: Opener, axe: Callable[[Page], list[str]]
) -> None:
    faults: list[str] = []
    looked_at: set[str] = set()
    for pk, name in cast(demonstration, open_browser()):
        phone = open_browser(NARROW)
        page = phone.new_page()
        page.goto(f"{demonstration.address}/demo/")
        page.locator(f"form[action='/demo/sign-in/{pk}/'] button").click()
        page.wait_for_load_state()
        for path, kind in walked(demonstration, phone, urlsplit(page.url).path, name, frozenset(looked_at), faults):
            if kind not in looked_at:
                looked_at.add(kind)
                page.goto(demonstration.address + path)
                faults += [f"{kind} {path} as {name}: {fault}" for fault in [*narrow(page), *axe(page)]]
    assert faults == []
    assert len(looked_at) > 60


def cast(product: Product, visitor: BrowserContext) -> list[tuple[str, str]]:
    html = visitor.request.get(f"{product.address}/demo/").text()
    return re.findall(r'id="person-(\d+)">([^<]+)<', html)


def walked(
    product: Product, person: BrowserContext, start: str, name: str, known: frozenset[str], faults: list[str]
) -> Iterator[tuple[str, str]]:
    """Every page reached from `start` by links, a few of each kind; says what is wrong with its markup."""
    waiting, seen, kinds = [start, "/", "/home/"], set(), Counter[str]()
    while waiting and sum(kinds.values()) < MOST:
        path = waiting.pop(0)
        kind = kind_of(path)
        if path in seen or kind in NOT_WALKED or kinds[kind] == (KNOWN if kind in known else NEW):
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = person.request.get(product.address + path)
        if answer.status >= 400:
            faults.append(f"{kind} {path} as {name}: {answer.status}")
        elif "text/html" in answer.headers["content-type"]:
            markup = Markup(answer.text())
            faults += [f"{kind} {path} as {name}: {fault}" for fault in told_badly(markup)]
            waiting += [found for link in markup.links if (found := inside(product, path, link))]
            yield path, kind


def kind_of(path: str) -> str:
    return resolve(urlsplit(path).path).view_name


def inside(product: Product, page: str, link: str) -> str:
    """The path of a link that leads to another page of the product, else nothing."""
    there = urlsplit(urljoin(product.address + page, link))
    same = f"{there.scheme}://{there.netloc}" == product.address
    return there.path + (f"?{there.query}" if there.query else "") if same else ""


def told_badly(markup: Markup) -> list[str]:
    return [
        said
        for wrong, said in (
            (markup.tags["h1"] != 1, f"{markup.tags['h1']} headings of the first level"),
            (not markup.title or markup.title.startswith("–"), "no title"),
            (markup.language != "en-GB", "no language"),
        )
        if wrong
    ]


def narrow(page: Page) -> list[str]:
    over = page.evaluate(TOO_WIDE)
    return [f"{over} px too wide at 320 px"] if over > 0 else []
