"""A leader moves school in the middle of a deployment: told on her phone, confirmed by the office."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from drystone.people import posts
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.register import new_heads, placements
from drystone.register.models import ReleaseBudget
from tests import cast
from tests.browsing import DESK, PHONE, Opener
from tests.clock import NOW
from tests.people.mailbox import token_of
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


def test_a_new_head_arrives(live_server: LiveServer, open_browser: Opener, looks_right: Callable[[Page, str], None]):
    """From the e-mail on a phone: read, one choice for each leader, her name, send."""
    support = Support(granted=6)
    support.agreed()
    changed = support.add_leader("Hannah Alderson", 6)
    posts.leave(Post.objects.get(person=support.ann), date(2026, 10, 31), **support.office)
    jane = cast.person("Jane Dinsdale", account=False)
    posts.take_up(jane, Role.HEAD, support.alliance, support.reeth, from_=date(2026, 11, 2), **support.office)
    new_heads.ask_new(at=NOW)
    page = open_browser(PHONE).new_page()
    page.goto(f"{live_server.url}/l/{token_of(support.link(jane, 'new-head'), NOW)}/")
    looks_right(page, "new-head")
    page.get_by_role("group", name="Tom Raine").get_by_label("Keep what was agreed").check()
    hannah = page.get_by_role("group", name="Hannah Alderson")
    hannah.get_by_label("Change the days").check()
    page.locator(f"#id_days_{changed.pk}").fill("2")
    page.get_by_label("Your full name and role").fill("Jane Dinsdale, headteacher")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Answered today").wait_for()
    looks_right(page, "new-head-answered")
    rows = ReleaseBudget.objects.filter(person__name="Hannah Alderson")
    assert set(rows.values_list("half_days", flat=True)) == {4}
