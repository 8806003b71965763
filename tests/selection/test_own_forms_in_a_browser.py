"""The office asks something more, tries it and publishes it; who applies next is asked, who began before is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from drystone.people.models import Person
from drystone.questions import forms, sheets
from drystone.selection import applications
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.selection.stage import Stage, applicant, draft, open_round
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "application"


def signed_in(browser: BrowserContext, url: str, person: Person) -> Page:
    cookies = sign_in(Client(), person).cookies
    browser.add_cookies([{"name": c.key, "value": c.value, "url": url} for c in cookies.values()])
    return browser.new_page()


def add_question(page: Page, section: str, kind: str, wording: str, *, only_if: str = "") -> None:
    page.get_by_role("link", name=f"Add a question to “{section}”").click()
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The question", exact=True).fill(wording)
    page.get_by_label("Everybody who reads this form").check()
    if only_if:
        page.get_by_label("Ask it").select_option(label=only_if)
    page.get_by_role("button", name="Keep it in the draft").click()
    page.get_by_text("The question is in the draft").wait_for()


@pytest.mark.parametrize("kind", [PHONE, DESK], ids=["phone", "desk"])
def test_a_conditional_question_is_added_tried_published_and_asked(
    at: Stage, open_browser, live_server, looks_right, clock, kind
):
    """Features 3: Conditional questions in that builder."""
    before = draft(at)
    page = signed_in(open_browser(kind), live_server.url, at.manager)
    page.goto(live_server.url + reverse("office-rounds"))
    page.get_by_role("link", name="What the forms ask").click()
    page.get_by_role("heading", name="Forms", level=1).wait_for()
    looks_right(page, "the list of forms")
    page.get_by_role("link", name="Application", exact=True).click()
    page.get_by_role("button", name="Change this form").wait_for()
    looks_right(page, "a form")
    page.get_by_role("button", name="Change this form").click()
    page.get_by_role("heading", name="What will be different").wait_for()
    add_question(page, "Your availability", "Yes or no", "Do you drive?")
    add_question(page, "Your availability", "A line of text", "Which car?", only_if="Only if “Do you drive?” is “Yes”")
    looks_right(page, "a draft")
    page.get_by_role("button", name="Up “Which car?”").focus()
    page.keyboard.press("Enter")
    page.get_by_text("So it has to come after it.").wait_for()
    looks_right(page, "a move that cannot be")
    try_it(page, looks_right)
    page.get_by_role("link", name="Publish").click()
    page.get_by_text("Autumn 2026 has opened already").wait_for()
    looks_right(page, "publication")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Published. Rounds that open from now on ask this form.").wait_for()
    looks_right(page, "a form of one’s own")
    assert "Do you drive?" not in {question.wording for question in before.sheet.form.questions}
    applies_later(at, open_browser(kind), live_server, clock)


def try_it(page: Page, looks_right) -> None:
    """The manager answers the page as an applicant would; the second question is there only after a yes."""
    page.get_by_role("link", name="Look at it and try it").click()
    page.get_by_text("nothing that you type or choose here is kept").wait_for()
    page.get_by_role("link", name="Your availability").click()
    page.get_by_role("heading", name="Your availability").wait_for()
    assert not page.get_by_label("Which car?").is_visible()
    page.get_by_role("group", name="Do you drive?").get_by_label("Yes").check()
    page.get_by_label("Which car?").wait_for()
    looks_right(page, "a draft being tried")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("heading", name="What will be different").wait_for()


def applies_later(at: Stage, browser: BrowserContext, live_server, clock) -> None:
    """In a round that opens afterwards somebody is asked, and what she answers is kept."""
    later = open_round(at.alliance, title="Late autumn 2026", opens_at=NOW + timedelta(minutes=30))
    clock.move_to(NOW + timedelta(hours=1))
    tess = applicant("Tess Hird")
    application = applications.start(later, tess, by=tess, at=NOW + timedelta(hours=1))
    page = signed_in(browser, live_server.url, tess)
    page.goto(live_server.url + reverse("apply-section", args=[application.pk, "availability"]))
    page.get_by_role("group", name="Do you drive?").get_by_label("Yes").check()
    page.get_by_label("Which car?").fill("A small one")
    page.get_by_role("button", name="Save and come back later").click()
    page.get_by_role("link", name="Your availability").first.wait_for()
    said = {question.wording: question.key for question in application.sheet.form.questions}
    application.sheet.refresh_from_db()
    answers = sheets.values(application.sheet)
    assert (answers[said["Do you drive?"]], answers[said["Which car?"]]) == (True, "A small one")
    assert forms.current(FORM, at.alliance.pk).number == 1


def test_every_page_of_a_draft_is_fit_for_a_phone_and_a_desk(at: Stage, open_browser, live_server, looks_right):
    office = sign_in(Client(), at.manager)
    office.post(reverse("office-form-begin", args=[FORM]))
    pages = [("question", "days_of_week"), ("question", "school"), ("question-removal", "mobile"), ("heading",)]
    pages += [("section", "about_you"), ("section-new",), ("question-new", "about_you"), ("discarding",), ("preview",)]
    for kind in (PHONE, DESK):
        page = signed_in(open_browser(kind), live_server.url, at.manager)
        for name, *args in pages:
            page.goto(live_server.url + reverse(f"office-form-{name}", args=[FORM, *args]))
            looks_right(page, f"office-form-{name}")
