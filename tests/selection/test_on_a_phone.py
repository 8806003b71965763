"""An applicant on a telephone, from the check before to what follows the sending in, page by page."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from drystone.selection.models import Application, Reference
from tests.browsing import PHONE
from tests.journeys.walking import Walker
from tests.selection.stage import Stage, applicant
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SAYS: dict[str, Any] = {
    "first_name": "Rosie", "surname": "Metcalfe", "email": "rosie@muker.example", "job": "Head of English",
    "main_area": "english", "main_area_phases": ["primary"], "designations": ["none"], "days_of_week": ["any"],
    "headteacher__name": "Ann Peel", "headteacher__role": "Headteacher", "headteacher__email": "ann@muker.example",
    "second_referee__name": "", "second_referee__role": "", "second_referee__email": "",
    "signature__name": "Rosie Metcalfe", "signature__role": "Head of English", "publish_profile": "yes",
}  # fmt: skip
UNLISTED = {"name": "Muker Field School", "town": "Muker", "postcode": "DL11 6QG"}


def test_she_applies_from_a_school_that_is_not_in_the_list(at: Stage, open_browser, live_server, looks_right):
    browser = open_browser(PHONE)
    rosie = Walker(SimpleNamespace(address=live_server.url), browser, "Rosie Metcalfe")  # type: ignore[arg-type]
    page = rosie.page

    rosie.go(f"/rounds/{at.round.pk}/")
    rosie.follow("Check in two minutes, then apply")
    looks_right(page, "check")
    rosie.fill(**dict.fromkeys(("leads", "two_years_leading", "two_years_expertise", "has_impact"), "yes"),
               is_headteacher="no", head_supports="yes")  # fmt: skip
    cookies = sign_in(Client(), applicant()).cookies
    browser.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in cookies.values()])
    rosie.press("Continue")
    looks_right(page, "start")
    rosie.press("Start my application")
    rosie.follow("Go on writing")
    while "/sections/" in page.url:
        answer_page(rosie, page)
        looks_right(page, page.url.rstrip("/").rpartition("/")[2])
        rosie.press("Save and continue")
    rosie.reads("Muker Field School, Muker, DL11 6QG (not in the list of schools)")
    looks_right(page, "check answers")
    rosie.press("Send in my application")
    page.get_by_text("Sent in. Thank you.").wait_for()
    looks_right(page, "sent in")
    goes_back_and_presses_again(rosie, page)


def answer_page(rosie: Walker, page: Page) -> None:
    """What she says on the page before her; on that of her school she does not find it in the list."""
    there = {key: value for key, value in SAYS.items() if page.locator(f'[name="{key.replace("__", "-")}"]').count()}
    if page.locator("[name='school-unlisted']").count():
        page.get_by_label("My school is not in the list").check()
        for part, text in UNLISTED.items():
            page.locator(f"[name='school-{part}']").fill(text)
        there |= {"job_since": date(2022, 9, 1), "leading_since": date(2019, 9, 1)}
    rosie.fill(**there, leave=("school", "school-unlisted", "document"))


def goes_back_and_presses_again(rosie: Walker, page: Page) -> None:
    """The browser's way back shows the button once more: nothing is done twice, and every page says what it is."""
    page.go_back()
    again = page.get_by_role("button", name="Send in my application")
    if again.count():
        again.click()
    page.wait_for_load_state()
    rosie.reads("Muker Field School") if "/submission/" in page.url else rosie.reads("Your referees")
    application = Application.objects.get()
    assert (application.state, Reference.objects.count()) == ("submitted", 1)
    rosie.go(f"/apply/{application.pk}/sections/evidence/")
    rosie.reads("You have sent in this application", "Change my application")
