"""The office's view of a round in a browser: on a telephone, at a desk, without scripts, nothing for axe to find."""

import pytest
from django.urls import reverse

from drystone.mail.models import Message
from drystone.selection.models import Application
from tests.browsing import DESK, PHONE
from tests.selection.stage import Stage, applicant, asked, draft, given, moderated, submitted
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    ("", "Autumn 2026"),
    ("Remind referees who have not answered", "Remind referees who have not answered"),
    ("Assign an assessor", "Assign an assessor"),
    ("Write to the applicants", "Write to 2 applicants"),
)
NARROW = PHONE | {"viewport": {"width": 320, "height": 640}}


def peopled(at: Stage) -> tuple[Application, Application]:
    waiting, ready = submitted(at), submitted(at, applicant("Tess Hird"))
    asked(at, waiting)
    given(at, ready)
    moderated(at, ready)
    draft(at, applicant("Una Bell"))
    return waiting, ready


def test_every_page_of_it_fits_and_reads_well(at: Stage, open_browser, live_server, looks_right):
    peopled(at)
    board = live_server.url + reverse("office-round", args=[at.round.pk])
    for kind in (NARROW, DESK):
        page = signed_in(open_browser(kind), live_server.url, at.manager).new_page()
        for act, heading in PAGES:
            page.goto(board)
            if act:
                page.get_by_label("With several applications").select_option(act)
                page.get_by_role("button", name="Go on with all found").click()
            page.get_by_role("heading", level=1, name=heading).wait_for()
            looks_right(page, f"office-round {act}")


def test_without_scripts_one_is_found_ticked_and_shortlisted(at: Stage, open_browser, live_server):
    _, ready = peopled(at)
    page = signed_in(open_browser(NARROW | {"java_script_enabled": False}), live_server.url, at.manager).new_page()
    page.goto(live_server.url + reverse("office-round", args=[at.round.pk]))
    page.get_by_label("Name or school").fill("tess")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("1 application.").wait_for()
    page.get_by_label("Tick Tess Hird").check()
    page.get_by_label("With several applications").select_option("Move to the shortlist")
    page.get_by_role("button", name="Go on with those ticked").click()
    page.get_by_text("Nothing has happened yet").wait_for()
    page.get_by_role("button", name="Move to the shortlist").click()
    page.get_by_text("Done for").wait_for()
    ready.refresh_from_db()
    assert ready.state == "shortlisted"


def test_without_scripts_all_that_are_found_are_written_to(at: Stage, open_browser, live_server):
    peopled(at)
    page = signed_in(open_browser(NARROW | {"java_script_enabled": False}), live_server.url, at.manager).new_page()
    page.goto(f"{live_server.url}{reverse('office-round', args=[at.round.pk])}?state=draft")
    page.get_by_label("With several applications").select_option("Write to the applicants")
    page.get_by_role("button", name="Go on with all found").click()
    page.get_by_label("Subject").fill("{round}")
    page.get_by_label("Text").fill("Dear {nam},")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("link", name="There is no placeholder {nam}. Use one of those named.").wait_for()
    assert page.get_by_label("Text").input_value() == "Dear {nam},"
    page.get_by_label("Text").fill("Dear {name}, will you finish by {deadline}?")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_text("Dear Una Bell, will you finish by Friday 27 November 2026 at 11:59pm?").wait_for()
    assert not Message.objects.filter(kind="selection.office_wrote").exists()
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("Done for").wait_for()
    assert Message.objects.get(kind="selection.office_wrote").to_name == "Una Bell"
