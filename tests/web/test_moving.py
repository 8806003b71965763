"""A leader moves school in the middle of a deployment: told on her phone, confirmed by the office."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from drystone.people.models import Person
from drystone.register import placements
from tests import cast
from tests.browsing import DESK, PHONE, Opener
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_moves_school_in_the_middle_of_a_deployment(
    live_server: LiveServer, open_browser: Opener, looks_right: Callable[[Page, str], None]
):
    support = Support()
    richmond = cast.school("Richmond Primary School", east=417_000, north=501_000)
    support.another_head(richmond, "Martin Hillary")
    support.planned(day=24)

    def browser(kind: dict, person: Person) -> Page:
        context = open_browser(kind)
        cookies = sign_in(Client(), person).cookies
        context.add_cookies([{"name": n, "value": c.value, "url": live_server.url} for n, c in cookies.items()])
        return context.new_page()

    page = browser(PHONE, support.tom.person)
    page.goto(live_server.url + reverse("leader-profile"))
    page.get_by_role("link", name="Tell us about a new school").click()
    looks_right(page, "questions")
    page.get_by_label("At which school?").fill("Richmond Primary School")
    page.get_by_label("Another job").check()
    page.get_by_label("The job, in your own words").fill("Leader of English")
    for box, number in (("Day", "16"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(box, exact=True).fill(number)
    page.get_by_role("button", name="See what follows").click()
    page.get_by_text("Martin Hillary approves from Monday 16 November 2026.").wait_for()
    looks_right(page, "consequences")
    page.get_by_role("button", name="Tell the Alliance").click()
    page.get_by_text("The Alliance looks at it and confirms it.").wait_for()

    page = browser(DESK, support.margaret)
    page.goto(live_server.url + reverse("office-home"))
    page.get_by_role("link", name="Confirm what changes for Tom Raine").click()
    looks_right(page, "confirm")
    page.get_by_role("button", name="See what follows").click()
    page.get_by_role("button", name="Confirm this change").click()
    page.goto(live_server.url + reverse("office-leader-part", args=[support.tom.pk, "work"]))
    page.get_by_text("Leader of English at Richmond Primary School").wait_for()
    looks_right(page, "work")
    assert placements.latest(support.tom).school == richmond
