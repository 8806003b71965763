"""Chromium, driven as a person would: a phone, a desk, an accessibility check, a picture."""

import gzip
import os
import re
import shutil
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests import templates

CHROMIUM = os.environ.get("DRYSTONE_TEST_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), ""
)
AXE = Path(__file__).parent / "data" / "axe-4.14.1.min.js.gz"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is broken leaves the page: to write down and hand over all that is well took longer than to look.
BROKEN = """async rules => {
    const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
    return found.violations;
}"""
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
ONLY_THIS_MACHINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
BRITISH = {"locale": "en-GB", "timezone_id": "Europe/London"}
PHONE = BRITISH | {
    "viewport": {"width": 375, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK = BRITISH | {"viewport": {"width": 1280, "height": 900}}

Opener = Callable[..., BrowserContext]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Whatever needs a browser or the running product is a journey, whether its file says so or not."""
    for item in items:
        if {"chromium", "product"} & set(item.fixturenames):
            item.add_marker(pytest.mark.journey)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "no Chromium" in str(report.longrepr)]
    if skipped:
        terminalreporter.section(f"NOT RUN: {len(skipped)} browser tests, for want of Chromium", red=True, bold=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run; each person gets a context of her own."""
    if not (CHROMIUM and find_library("atomic")):  # the library is what Playwright's own program needs
        pytest.skip("NOT RUN: no Chromium on this machine (Debian: apt-get install chromium libatomic1)")
    # Playwright's own event loop runs in this thread; the ORM is still only used from this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, ONLY_THIS_MACHINE])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Browser) -> Iterator[Opener]:
    """`open_browser(PHONE)` is one person's browser; at the end no page may have had a fault."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(kind: dict[str, Any] = DESK, **more: Any) -> BrowserContext:
        context = chromium.new_context(**{**kind, **more})
        context.set_default_timeout(10_000)
        context.on("console", lambda message: faults.extend(broken_rule(message)))
        context.on("weberror", lambda error: faults.append(f"script error: {error.error}"))
        context.on("request", lambda request: faults.extend(third_party(request)))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def broken_rule(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


def third_party(request: Request) -> list[str]:
    address = urlsplit(request.url)
    outside = address.scheme in ("http", "https") and address.hostname not in ("127.0.0.1", "localhost")
    return [f"third-party request: {request.url}"] if outside else []


@pytest.fixture
def phone(open_browser: Opener) -> BrowserContext:
    return open_browser(PHONE)


@pytest.fixture
def desktop(open_browser: Opener) -> BrowserContext:
    return open_browser(DESK)


@pytest.fixture
def without_javascript(open_browser: Opener) -> BrowserContext:
    return open_browser(DESK, java_script_enabled=False)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`: nothing on this page breaks WCAG 2.2 AA, as far as a machine can tell.

    Asked on SQLite: a page is the same whichever database it comes from, and to ask takes a third of a journey's time.
    """
    source = gzip.decompress(AXE.read_bytes()).decode()
    if templates.ON_POSTGRES:
        return lambda page: []

    def check(page: Page) -> list[str]:
        page.wait_for_load_state()  # half a page lacks its heading
        page.evaluate(source)  # evaluated from outside the page, so its content security policy still holds
        found = page.evaluate(BROKEN, AXE_RULES)
        return [f"{rule['id']}: {rule['help']} at {node['target']}" for rule in found for node in rule["nodes"]]

    return check


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`picture(page, "reference")` keeps a picture of the whole page in DRYSTONE_PICTURES, if that is set."""
    folder = os.environ.get("DRYSTONE_PICTURES")

    def take(page: Page, name: str) -> None:
        if folder:
            wide = "wide" if (page.viewport_size or {"width": 0})["width"] > 600 else "narrow"
            file = re.sub(r"[^a-z0-9]+", "-", f"{request.node.name}-{name}-{wide}".lower()) + ".png"
            page.screenshot(path=str(Path(folder) / file), full_page=True)

    return take


@pytest.fixture
def looks_right(axe: Callable[[Page], list[str]], picture: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """`looks_right(page, "reference")`: kept as a picture, nothing for axe to find, nothing to be pushed sideways."""

    def look(page: Page, name: str) -> None:
        page.wait_for_load_state()
        picture(page, name)
        assert axe(page) == [], name
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide"

    return look
