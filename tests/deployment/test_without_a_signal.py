"""A visit is written up where there is no signal: on the device, locked, and sent once when there is one again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from drystone.deployment.models import Visit, VisitRecord
from drystone.mail.models import Message
from drystone.questions import sheets
from tests.browsing import DESK, PHONE
from tests.supporting_pages import account

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Zanzibar canary"
# Everything that lies in the browser's own database, as text; whatever is locked comes as its bytes.
LYING_THERE = """async () => {
  const text = (thing) => JSON.stringify(thing, (name, value) =>
    value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value)
    : value instanceof CryptoKey ? `KEY ${value.extractable}` : value);
  let found = "";
  for (const { name } of await indexedDB.databases()) {
    const ask = indexedDB.open(name);
    const database = await new Promise((yes) => { ask.onsuccess = () => yes(ask.result); });
    for (const drawer of database.objectStoreNames) {
      found += text(await new Promise((yes) => {
        const ask = database.transaction(drawer).objectStore(drawer).getAll();
        ask.onsuccess = () => yes(ask.result);
      }));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const kept of await cache.keys()) found += kept.url + (await (await cache.match(kept)).text());
  }
  return found + text({ ...localStorage }) + text({ ...sessionStorage });
}"""


@pytest.fixture
def visit(support) -> Visit:
    return support.begun()


@pytest.fixture
def device(live_server, open_browser, support) -> Callable[..., BrowserContext]:
    """One of Tom's devices, on which he is signed in."""

    def of_his(kind: dict[str, Any] = PHONE) -> BrowserContext:
        browser = open_browser(kind)
        sign_in(browser, live_server.url, support)
        return browser

    return of_his


def sign_in(browser: BrowserContext, url: str, support) -> None:
    cookies = account(support.tom.person).cookies
    browser.add_cookies([{"name": c.key, "value": c.value, "url": url} for c in cookies.values()])


def page_of(visit: Visit, *more: str) -> str:
    return reverse("leader-write-up" if more else "leader-visit", args=[visit.pk, *more])


def ready(browser: BrowserContext, url: str, visit: Visit) -> Page:
    """The visit's page, from the moment on that it says the device has all of it."""
    page = browser.new_page()
    page.goto(url + page_of(visit))
    page.get_by_text("Ready without a signal").wait_for()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return page


def writing(page: Page, url: str, visit: Visit) -> Page:
    """The first page of the write-up, from the moment on that what is typed is kept."""
    page.goto(url + page_of(visit, "record", "record"))
    page.locator("form[data-keeps]").wait_for()
    return page


def says(page: Page, state: str) -> None:
    page.locator(".signal strong", has_text=re.compile(f"^{state}$")).wait_for()


def noted(visit: Visit) -> Any:
    return sheets.value(Visit.objects.get(pk=visit.pk).record.sheet, "notes")


def test_a_visit_is_written_offline_in_a_tab_that_is_closed_and_sent_once(live_server, device, visit, looks_right):
    phone = device()
    page = ready(phone, live_server.url, visit)
    looks_right(page, "ready")
    phone.set_offline(True)
    page.get_by_role("button", name="Go on writing up").click()
    page.get_by_role("button", name="Save and continue").click()
    notes = page.get_by_label("What did you talk about or see?")
    notes.fill(CANARY)
    says(page, "On this device")
    looks_right(page, "on this device")
    page.close()
    page = writing(phone.new_page(), live_server.url, visit)
    assert page.get_by_label("What did you talk about or see?").input_value() == CANARY
    assert CANARY not in page.evaluate(LYING_THERE)
    for heading in ("How is it going?", "Check before you send"):
        page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("heading", name=heading).wait_for()
    assert page.get_by_text(CANARY).is_visible()
    looks_right(page, "check")
    page.get_by_role("button", name="Send both").click()
    page.get_by_text("Your write-up goes by itself").wait_for()
    page.goto(live_server.url + reverse("leader-write-up-check", args=[visit.pk]))
    page.get_by_role("button", name="Send both").click()
    page.wait_for_url(live_server.url + reverse("leader-visit", args=[visit.pk]))
    page.get_by_text("Your write-up goes by itself").wait_for()
    assert VisitRecord.objects.get().state == "draft"
    phone.set_offline(False)
    page.get_by_text("Both documents have gone.").wait_for()
    assert (VisitRecord.objects.get().state, noted(visit)) == ("sent", CANARY)
    assert Message.objects.filter(kind="deployment.record_sent").count() == 1


def test_when_the_session_is_over_nothing_is_readable_and_nothing_is_lost(live_server, device, visit, support):
    phone = device()
    page = writing(ready(phone, live_server.url, visit), live_server.url, visit)
    phone.set_offline(True)
    page.get_by_label("What did you talk about or see?").fill(CANARY)
    says(page, "On this device")
    Session.objects.all().delete()
    phone.set_offline(False)
    page.get_by_text("You are signed out.").wait_for()
    page.get_by_role("link", name="Sign in").last.click()
    page.get_by_text("locked on this device").wait_for()
    lies = page.evaluate(LYING_THERE)
    assert "KEY" not in lies
    assert CANARY not in lies
    phone.set_offline(True)
    page.goto(live_server.url + page_of(visit, "record", "record"))
    page.get_by_role("heading", name="Locked until you sign in").wait_for()
    phone.set_offline(False)
    sign_in(phone, live_server.url, support)
    page.goto(live_server.url + reverse("leader-home"))
    for _ in range(50):
        if noted(visit) == CANARY:
            break
        page.wait_for_timeout(100)
    assert noted(visit) == CANARY


def test_signing_out_takes_everything_off_the_device(live_server, device, visit):
    phone = device()
    page = ready(phone, live_server.url, visit)
    assert "KEY false" in page.evaluate(LYING_THERE)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").first.wait_for()
    assert page.evaluate("() => indexedDB.databases()") == []


def test_two_devices_offline_show_both_texts_and_she_chooses(live_server, device, visit, looks_right):
    phone, laptop = device(), device(DESK)
    pages = {}
    for browser, text in ((phone, "From the phone."), (laptop, "From the laptop.")):
        page = pages[text] = writing(ready(browser, live_server.url, visit), live_server.url, visit)
        browser.set_offline(True)
        page.get_by_label("What did you talk about or see?").fill(text)
        says(page, "On this device")
    phone.set_offline(False)
    says(pages["From the phone."], "Sent")
    laptop.set_offline(False)
    page = pages["From the laptop."]
    says(page, "Needs you")
    sides = page.locator(".clash__side")
    sides.first.wait_for()
    assert [" ".join(side.split()) for side in sides.all_inner_texts()] == [
        "On this device From the laptop.", "Changed elsewhere meanwhile From the phone.",
    ]  # fmt: skip
    looks_right(page, "both texts")
    page.get_by_role("button", name="Keep what is on this device").click()
    says(page, "Sent")
    assert noted(visit) == "From the laptop."


def test_without_a_worker_or_without_scripts_it_is_saved_as_ever(
    live_server, open_browser, without_javascript, visit, support
):
    for browser, text in ((open_browser(DESK, service_workers="block"), "Typed."), (without_javascript, "Sent.")):
        sign_in(browser, live_server.url, support)
        page = browser.new_page()
        page.goto(live_server.url + page_of(visit, "record", "record"))
        page.get_by_label("What did you talk about or see?").fill(text)
        page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("heading", name="How is it going?").wait_for()
        assert noted(visit) == text


def test_a_page_that_asks_twice_gets_one_key_and_a_hitch_loses_no_press(live_server, open_browser, visit, support):
    browser = open_browser(DESK, service_workers="block")
    sign_in(browser, live_server.url, support)
    page, asked = browser.new_page(), []

    def both_at_once(route) -> None:
        asked.append(route)
        if len(asked) == 2:
            for each in asked:
                each.continue_()
        elif len(asked) > 2:
            route.continue_()

    page.route("**/leader/visits/key/**", both_at_once)
    page.route("**/ready/", lambda route: route.abort())
    page.route("**/changes/", lambda route: route.fulfill(status=503))
    writing(page, live_server.url, visit)
    first, second, *_ = [route.request.url for route in asked]
    assert first == second  # what one of two keys has locked, the other does not open
    page.get_by_label("What did you talk about or see?").fill("Typed in a hitch.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="How is it going?").wait_for()
    assert noted(visit) == "Typed in a hitch."


def test_sent_offline_a_name_is_asked_about_first_and_the_next_visit_is_planned(live_server, device, visit):
    phone = device()
    page = ready(phone, live_server.url, visit)
    phone.set_offline(True)
    page = writing(page, live_server.url, visit)
    page.get_by_label("What did you talk about or see?").fill("A boy called Alfie read aloud.")
    for label, text in (("Day", "24"), ("Month", "11"), ("Year", "2026")):
        page.get_by_role("group", name="When do you come next?").get_by_label(label).fill(text)
    says(page, "On this device")
    for heading in ("How is it going?", "Check before you send"):
        page.get_by_role("button", name="Save and continue").click()
        page.get_by_role("heading", name=heading).wait_for()
    assert page.get_by_label("Plan the next visit too, on 24 November 2026").is_checked()
    page.get_by_role("button", name="Send both").click()
    page.get_by_text("Your write-up goes by itself").wait_for()
    phone.set_offline(False)
    page.get_by_text("“Alfie” may be the name of a pupil.").wait_for()
    assert VisitRecord.objects.get().state == "draft"
    page.get_by_role("button", name="No pupil is named: send it as it is").click()
    page.get_by_text("Both documents have gone.").wait_for()
    assert VisitRecord.objects.get().state == "sent"
    assert Visit.objects.exclude(pk=visit.pk).get().starts_at.date().isoformat() == "2026-11-24"


def test_that_a_file_is_not_kept_here_is_said_where_it_is_chosen_and_before_a_press_loses_it(
    live_server, device, visit, looks_right
):
    phone = device()
    ready(phone, live_server.url, visit)
    page = writing(phone.new_page(), live_server.url, visit)
    notes = page.get_by_label("What did you talk about or see?")
    phone.set_offline(True)
    notes.fill(CANARY)
    box = page.get_by_label("Or the file itself")
    box.set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    told = page.get_by_role("status").filter(has_text="a file is not kept on this device")
    told.wait_for()
    assert told.get_attribute("id") in (box.get_attribute("aria-describedby") or "").split()
    looks_right(page, "a file without a signal")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("To go on without the file, press again.").wait_for()
    assert box.evaluate("box => box === document.activeElement")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="How is it going?").wait_for()
    page.go_back()
    expect(page.get_by_label("What did you talk about or see?")).to_have_value(CANARY)  # it is read from the device
    expect(page.get_by_label("Or the file itself")).to_be_disabled()
    assert (
        "choose them when there is a signal"
        in page.locator(".govuk-hint", has_text="as many as you like").inner_text()
    )
    looks_right(page, "kept here")
