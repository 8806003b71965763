"""A headteacher on a phone says how her System Leader's days may be taken."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from drystone.register.models import ClosedDates, ReleaseBudget, ReleaseRule
from drystone.register.release import ask
from tests.browsing import PHONE, Opener
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_head_says_on_which_days_by_link_on_a_phone(
    live_server: LiveServer, open_browser: Opener, looks_right: Callable[[Page, str], None]
):
    support = Support()
    link = ask(support.tom, by=support.margaret, at=NOW)
    page: Page = open_browser(PHONE).new_page()
    page.goto(f"{live_server.url}/l/{token_of(link, NOW)}/")
    page.get_by_role("link", name="Say on which days").click()
    looks_right(page, "release-rules-empty")
    page.get_by_label("At most so many days in one week").first.fill("1")
    page.get_by_label("Friday").first.check()
    page.get_by_label("Your full name and role").fill("Ann Peel, headteacher")
    page.get_by_role("button", name="Keep these rules").click()
    page.get_by_role("link", name="Close dates").click()
    looks_right(page, "release-closed")
    for box, number in (("Day", "30"), ("Month", "11"), ("Year", "2026")):
        for nth in (0, 1):
            page.get_by_label(box, exact=True).nth(nth).fill(number)
    page.get_by_label("Why").fill("Inspection week")
    page.get_by_label("For all your System Leaders").check()
    page.get_by_role("button", name="Close these dates").click()
    page.get_by_text("Nobody goes on Monday 30 November 2026: Inspection week").wait_for()
    looks_right(page, "release-rules")
    rule = ReleaseRule.objects.get(person=support.tom.person)
    assert (rule.half_days_a_week, rule.never_on, ClosedDates.objects.count()) == (2, [4], 1)
    assert reverse("school-release-rules", args=[support.tom.pk]) in page.url


def test_a_head_changes_the_budget_on_a_phone(
    live_server: LiveServer, open_browser: Opener, looks_right: Callable[[Page, str], None]
):
    """From the e-mail: two taps and her name; then one tap for each change, and one to take it back."""
    support = Support(granted=6)
    support.written_up()
    link = ask(support.tom, by=support.margaret, at=NOW)
    page: Page = open_browser(PHONE).new_page()
    page.goto(f"{live_server.url}/l/{token_of(link, NOW)}/")
    page.get_by_role("link", name="All your System Leaders").click()
    looks_right(page, "leaders")
    page.get_by_label("Your full name and role").fill("Ann Peel, headteacher")
    button(page, "Half a day more", "Autumn").click()
    page.get_by_text("Changed. What is promised stands.").wait_for()
    button(page, "No more this term", "Spring").click()
    button(page, "Back to 3 days", "Spring").wait_for()
    looks_right(page, "leaders-changed")
    button(page, "Back to 3 days", "Spring").click()
    button(page, "No more this term", "Spring").wait_for()
    granted = ReleaseBudget.objects.filter(person=support.tom.person).order_by("term__starts")
    assert list(granted.values_list("half_days", flat=True)) == [7, 6, 6]


def button(page: Page, label: str, term: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{label}.*Tom Raine, {term}"))
