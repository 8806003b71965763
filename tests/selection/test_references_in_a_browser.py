"""References in a browser: the chair of governors of an applicant who is a head, a letter that came by post, an
address that the office does not know."""

import pytest
from django.urls import reverse

from drystone.people.models import Link
from drystone.selection import references
from drystone.selection.models import Application, Reference
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.people.mailbox import token_of
from tests.selection.stage import Stage, asked, submitted
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
CHAIR = {"name": "Nora Chair", "role": "Chair of governors", "email": "nora.chair@post.example"}
FIRST = ("leadership role for two years", "discussed this", "Do you support", "pay for core training")


def head_applies(at: Stage) -> Application:
    return submitted(at, is_headteacher="yes", job="Headteacher", governing_body=CHAIR)


def test_the_chair_of_governors_speaks_for_an_applicant_who_is_a_head(
    at: Stage, open_browser, live_server, looks_right
):
    application = head_applies(at)
    reference = asked(at, application)
    assert (reference.kind, reference.referee.name) == ("governing_body", "Nora Chair")
    page, presses = open_browser(PHONE).new_page(), []
    page.goto(f"{live_server.url}/l/{token_of(Link.objects.to_do(reference, 'reference').get(), NOW)}/")

    def press(role: str, name: str, within: str = "") -> None:
        place = page.get_by_role("group", name=within) if within else page
        place.get_by_role(role, name=name).click()
        presses.append(name)

    page.get_by_label("How do you know the headteacher").fill("I have chaired the governors for two years.")
    for question in FIRST[:3]:
        press("radio", "Yes", question)
    page.get_by_label("how many days a school year").fill("5")
    press("checkbox", "leads the school safely")
    press("radio", "Yes", FIRST[3])
    press("checkbox", "the governing body can refuse")
    looks_right(page, "chair-support")
    press("button", "Save and continue")
    page.get_by_label("What should the panel know?").fill("She turned the school round.")
    press("radio", "Green", "All of these")
    press("button", "Save and continue")
    page.get_by_text("Who will read this").wait_for()
    press("radio", "No", "Is there any reason")
    press("radio", "No", "May the headteacher read")
    page.get_by_label("Your full name").fill("Nora Chair")
    press("checkbox", "I give this reference")
    looks_right(page, "chair-signing")
    press("button", "Sign and send")
    page.get_by_text("Given on Wednesday 11 November 2026").wait_for()
    reference.refresh_from_db()
    assert (reference.state, reference.half_days_a_year, len(presses)) == ("given", 10, 13)
    assert references.support(application) == reference


def test_the_office_looks_at_an_address_corrects_it_and_enters_what_came_by_post(
    at: Stage, open_browser, live_server, looks_right, tmp_path
):
    reference = submitted(at).references.get()
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF")
    for kind in (PHONE, DESK):
        page = signed_in(open_browser(kind), live_server.url, at.manager).new_page()
        page.goto(live_server.url + reverse("office-reference-address", args=[reference.pk]))
        looks_right(page, "office-reference-address")
    page.goto(live_server.url + reverse("office-application", args=[reference.application_id]))
    page.get_by_role("button", name="Look at the address").click()
    page.get_by_label("The right e-mail address").fill("a.peel@reeth.example")
    page.get_by_role("button", name="Ask at this address").click()
    page.get_by_text("has been asked at the new address").wait_for()
    page.get_by_role("link", name="Record it for Ann Peel").click()
    page.get_by_label("The letter itself").set_input_files(scan)
    page.get_by_label("How it reached us").fill("By post on 12 November")
    page.get_by_role("group", name="Does it support the application?").get_by_label("Yes").check()
    page.get_by_label("Days a year").fill("5")
    page.get_by_label("may refuse any single piece").check()
    looks_right(page, "office-reference-record")
    page.get_by_role("button", name="Record the reference of Ann Peel").click()
    page.get_by_text("recorded by the office").wait_for()
    page.get_by_role("link", name="Read the reference").click()
    page.get_by_role("link", name="letter.pdf").wait_for()
    looks_right(page, "office-reference")
    recorded = Reference.objects.get(pk=reference.pk)
    assert (recorded.state, recorded.recorded_by, recorded.half_days_a_year) == ("given", at.manager, 10)
