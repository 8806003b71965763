"""A removal from notice to appeal: the office at a desk, the leader on her phone."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from drystone.people.models import Person
from tests.browsing import DESK, PHONE
from tests.register.test_removal import SORRY, WHY, Stage
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(browser: BrowserContext, url: str, person: Person) -> Page:
    cookies = sign_in(Client(), person).cookies
    browser.add_cookies([{"name": c.key, "value": c.value, "url": url} for c in cookies.values()])
    return browser.new_page()


def test_from_the_notice_to_an_appeal_that_is_upheld(open_browser, live_server, looks_right, clock):
    stage, url = Stage(), live_server.url
    margaret = signed_in(open_browser(DESK), url, stage.margaret)
    margaret.goto(url + reverse("office-leader", args=[stage.tom.pk]))
    margaret.get_by_text("End this designation").click()
    margaret.get_by_role("link", name="Remove", exact=True).click()
    margaret.get_by_label("Left agreed support").check()
    margaret.get_by_label("What happened").fill(WHY)
    for part, number in (("Day", "27"), ("Month", "11"), ("Year", "2026")):
        margaret.get_by_role("textbox", name=part).fill(number)
    looks_right(margaret, "notice of removal")
    margaret.get_by_role("button", name="Give notice").click()
    margaret.get_by_text("Notice is given").wait_for()

    tom = signed_in(open_browser(PHONE), url, stage.herself)
    tom.goto(url + reverse("home"))
    tom.get_by_role("link", name="Answer what").click()
    tom.get_by_label("Your answer").fill(SORRY)
    looks_right(tom, "her answer to a notice")
    tom.get_by_role("button", name="Send my answer").click()
    tom.get_by_text("Sent. The Alliance has it.").wait_for()
    hers = tom.url

    removal = stage.tom.removals.get()
    acted(signed_in(open_browser(DESK), url, stage.peter), url, removal.pk, "Remove from the register", "Even so.")
    tom.goto(hers)
    tom.get_by_label("Why you appeal").fill("Nobody asked the hospital.")
    looks_right(tom, "her appeal against a removal")
    tom.get_by_role("button", name="Appeal").click()
    tom.get_by_text("took no part in it").wait_for()
    nell = signed_in(open_browser(DESK), url, stage.nell)
    acted(nell, url, removal.pk, "Uphold the appeal", "You were ill.")
    looks_right(nell, "a removal undone on appeal")
    tom.reload()
    tom.get_by_text("Your appeal was upheld").wait_for()


def acted(page: Page, url: str, removal: int, what: str, said: str) -> None:
    page.goto(url + reverse("office-removal", args=[removal]))
    page.get_by_role("link", name=what).click()
    page.get_by_role("textbox").first.fill(said)
    page.get_by_role("button", name=what).click()
    page.get_by_text("Recorded. The System Leader is told.").wait_for()
