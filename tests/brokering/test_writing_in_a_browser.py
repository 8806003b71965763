"""The whole form on a phone by a head; the office for an authority; what a commissioner finds."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page

from drystone.brokering import support_plans
from drystone.brokering.models import SupportRequest
from tests import cast
from tests.brokering.writing import authority, commissioned
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.journeys import acts
from tests.people.mailbox import token_of
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def put(page: Page, **given: str) -> None:
    for name, text in given.items():
        page.locator(f'[name="{name.replace("__", "-")}"]').fill(text)


def day(page: Page, name: str, on: date) -> None:
    put(page, **{f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)})


def go_on(page: Page, button: str = "Save and continue") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    assert page.locator(".govuk-error-summary").count() == 0, page.locator("main").inner_text()


def what_she_needs(page: Page) -> None:
    put(page, need="How writing is taught across three classes.", supported_role="A new English lead")
    page.locator("select[name=area]").select_option(label="English")
    page.get_by_label("Our results or other data").check()
    put(page, success_1="The team plans together each week.")
    go_on(page)


def help_and_days(page: Page, days: str = "3") -> None:
    page.get_by_label("One-to-one peer coaching").check()
    put(page, days=days)
    day(page, "from_on", date(2026, 11, 16))
    day(page, "until_on", date(2026, 12, 18))
    page.get_by_label("Within this term").check()
    page.get_by_label("In our school").check()
    if days == "3":
        go_on(page)
        return
    page.get_by_role("button", name="Save and continue", exact=True).click()
    page.wait_for_load_state()
    assert "must be between 0.5 and 60 days" in page.locator("main").inner_text()
    assert page.locator("[name=days]").input_value() == days


def test_a_head_asks_on_her_phone_with_the_whole_form_by_the_link_in_her_mail(
    live_server, open_browser, looks_right, support
):
    """Features 40: structured request for support."""
    before = support.asked()
    context = open_browser(PHONE)
    context.add_init_script(acts.COUNTING)
    page = context.new_page()
    page.goto(f"{live_server.url}/l/{token_of(support.link(support.susan, 'request'), NOW)}/")
    looks_right(page, "followed")
    with acts.as_promised(page, "ask with the whole form"):
        page.get_by_label("We need support with something else, too").check()
        page.get_by_role("button", name="Ask for something else").click()
        page.wait_for_load_state()
        looks_right(page, "draft")
        page.get_by_role("button", name="Go on writing").click()
        page.wait_for_load_state()
        looks_right(page, "what you need")
        what_she_needs(page)
        help_and_days(page)
        page.get_by_label("The school’s own budget").or_(page.get_by_label("The school's own budget")).check()
        page.get_by_label("No", exact=True).check()
        go_on(page)
        go_on(page)
        looks_right(page, "check")
        go_on(page, "Send the request")
    looks_right(page, "sent")
    assert "Somebody from the office answers by Friday 13 November 2026" in page.locator("main").inner_text()
    made = SupportRequest.objects.latest("pk")
    assert (made.state, made.half_days, made.pk == before.pk) == ("submitted", 6, False)


def test_the_office_asks_for_an_authority_in_a_plan(live_server, open_browser, looks_right, support):
    cast.area()
    authority(support)
    page = signed_in(open_browser(DESK), live_server.url, support.margaret).new_page()
    page.goto(f"{live_server.url}/office/plans/new/")
    page.get_by_label("For which school?").fill(support.leyburn.urn)
    put(page, title="A new start for English", aim="By summer the English lead leads without help.")
    day(page, "ends", date(2027, 7, 16))
    page.get_by_label("Local authority").check()
    looks_right(page, "new plan")
    go_on(page, "Begin the plan")
    looks_right(page, "plans")
    page.get_by_role("link", name="A new start for English").click()
    page.get_by_role("button", name="Ask for something in this plan").click()
    looks_right(page, "ask for a school")
    go_on(page, "Begin")
    page.get_by_role("button", name="Go on writing").click()
    page.wait_for_load_state()
    what_she_needs(page)
    help_and_days(page, "300")
    looks_right(page, "days that cannot be")
    put(page, days="3")
    go_on(page)
    page.get_by_label("The local authority").check()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    put(page, confidence="The adviser has spoken with the chair.")
    go_on(page)
    go_on(page, "Send the request")
    made = SupportRequest.objects.get()
    assert (made.state, str(made.commissioner), str(made.plan), made.contact) == (
        "submitted", "Yoredale", "A new start for English", support.susan,
    )  # fmt: skip
    page.goto(f"{live_server.url}/office/plans/{made.plan_id}/")
    looks_right(page, "one plan")
    assert re.search("Waiting for the office: 1 request", page.locator("main").inner_text())


def test_a_commissioner_finds_what_she_asked_for_and_its_plan(live_server, open_browser, looks_right, support):
    asked = commissioned(support)
    about = support_plans.About(
        "English", "It leads itself.", date(2026, 11, 16), date(2027, 7, 16), support.margaret, asked.commissioner
    )
    plan = support_plans.begin(support.alliance, support.leyburn, about, **support.office)
    support_plans.put_in(plan, asked, **support.office)
    for kind in (PHONE, DESK):
        page = signed_in(open_browser(kind), live_server.url, asked.commissioned_by).new_page()
        page.goto(f"{live_server.url}/home/")
        looks_right(page, "home")
        page.get_by_role("link", name="All that was asked for").click()
        looks_right(page, "all")
        page.get_by_role("link", name="English", exact=True).click()
        looks_right(page, "plan")
        page.get_by_role("link", name="How writing is taught.").click()
        looks_right(page, "request")
        page.goto(f"{live_server.url}/school/asking/")
        looks_right(page, "asking")
