"""A transfer in three browsers: both offices at a desk, the leader on her phone."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from drystone.people.models import Person
from drystone.selection.models import Arrival, Departure
from tests.browsing import DESK, PHONE
from tests.selection.transferring import AT, Between
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(browser: BrowserContext, url: str, person: Person) -> Page:
    cookies = sign_in(Client(), person).cookies
    browser.add_cookies([{"name": c.key, "value": c.value, "url": url} for c in cookies.values()])
    return browser.new_page()


def test_from_the_leaders_page_to_a_new_number(open_browser, live_server, looks_right):
    two, url = Between(), live_server.url
    with time_machine.travel(AT, tick=True):
        the_office_asks(two, signed_in(open_browser(DESK), url, two.here.manager), url, looks_right)
        rosie = signed_in(open_browser(PHONE), url, two.rosie.person)
        she_agrees(rosie, url, looks_right)
        it_is_prepared(signed_in(open_browser(DESK), url, two.there.manager), url, looks_right)
        a_second_person_accepts(signed_in(open_browser(DESK), url, two.there.second), url, looks_right)
        phone = signed_in(open_browser(PHONE), url, two.there.manager)
        phone.goto(url + reverse("office-arrival-new"))
        looks_right(phone, "somebody comes from elsewhere")
        rosie.goto(url + reverse("leader-profile"))
        assert "Wensleydale Alliance" in rosie.inner_text("body")


def the_office_asks(two: Between, office: Page, url: str, looks_right) -> None:
    office.goto(url + reverse("office-leader", args=[two.rosie.pk]))
    office.get_by_text("End this designation").click()
    office.get_by_role("link", name="Transfer to another alliance").click()
    office.get_by_label("Wensleydale Alliance").check()
    looks_right(office, "a transfer is started")
    office.get_by_role("button", name="Ask whether they agree").click()
    office.goto(url + reverse("office-transfer", args=[Departure.objects.get().pk]))
    looks_right(office, "a transfer out waits for her")


def she_agrees(rosie: Page, url: str, looks_right) -> None:
    rosie.goto(url + reverse("home"))
    rosie.get_by_role("link", name="Say whether you would go over").click()
    looks_right(rosie, "whether she would go over")
    rosie.get_by_label("Yes, I agree").check()
    rosie.get_by_role("button", name="Send my answer").click()
    rosie.get_by_text("The Alliance has your answer").wait_for()


def it_is_prepared(taking: Page, url: str, looks_right) -> None:
    taking.goto(url + reverse("office-home"))
    taking.get_by_role("link", name="Rosie Metcalfe would come to you").click()
    looks_right(taking, "a transfer in to prepare")
    today = AT.date()
    for part, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        taking.get_by_role("textbox", name=part).fill(str(number))
    taking.get_by_role("button", name="Prepare for a second person").click()
    taking.get_by_text("Somebody else looks at it now").wait_for()


def a_second_person_accepts(other: Page, url: str, looks_right) -> None:
    other.goto(url + reverse("office-arrival", args=[Arrival.objects.get().pk]))
    other.get_by_role("link", name="I have seen it: accept").click()
    other.get_by_role("button", name="I have seen it: accept").click()
    other.get_by_text("A System Leader here since").wait_for()
    looks_right(other, "a transfer in that happened")
    other.goto(url + reverse("office-transfers"))
    looks_right(other, "transfers")
