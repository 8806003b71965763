"""What keeps a leader fit to be sent, as a head, the leader and the office meet it in a browser."""

from typing import Any

import pytest
from django.urls import reverse

from drystone.people import links
from drystone.register import assurance
from drystone.register.models import Assurance
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.register.test_induction import Scene
from tests.selection.test_in_a_browser import signed_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_head_confirms_her_checks_on_a_phone_and_the_letter_is_there(open_browser, live_server, looks_right):
    """Beyond-row 19: letter of assurance in one click."""
    dales, home = cast.alliance(), cast.school()
    cast.terms(dales)
    cast.head(dales, home)
    tom, office = cast.leader(dales, home), cast.officer(dales, "May Kearton")
    link: Any = assurance.ask(tom, by=office, at=NOW)
    page = open_browser(PHONE).new_page()
    page.goto(live_server.url + "/" + links.address(link.pk, at=NOW).partition("://")[2].partition("/")[2])
    looks_right(page, "school-assurance")
    page.get_by_label("Enhanced check with the children's barred list").check()
    page.get_by_label("Your full name").fill("Ann Peel")
    page.get_by_label("Your role").fill("Headteacher")
    page.get_by_role("button", name="I confirm this").click()
    page.get_by_text("There is nothing more to do.").wait_for()
    looks_right(page, "school-assurance-confirmed")
    assert Assurance.objects.get().confirmed_by == "Ann Peel, Headteacher"
    for kind, who, name, args in (
        (PHONE, tom.person, "leader-profile", []),
        (DESK, office, "office-leader-part", [tom.pk, "learning"]),
    ):
        page = signed_in(open_browser(kind), live_server.url, who).new_page()
        page.goto(live_server.url + reverse(name, args=args))
        looks_right(page, name)
        with page.expect_download() as saved:
            page.get_by_role("link", name="Letter of assurance (PDF)").click()
        assert saved.value.suggested_filename.endswith("Letter of assurance for Tom Raine.pdf")


def test_a_part_of_induction_is_shown_on_a_phone_and_signed_off(open_browser, live_server, looks_right):
    """Features 34: Induction / onboarding checklist."""
    scene = Scene()
    item = scene.shadowing(account="")
    hers = signed_in(open_browser(PHONE), live_server.url, scene.tom.person).new_page()
    hers.goto(live_server.url + reverse("home"))
    hers.get_by_role("link", name="Show what you did: Shadow a visit").click()
    looks_right(hers, "leader-induction")
    hers.get_by_label("What did you do, and what did you take from it?").fill("I watched Joan Iveson for a day.")
    hers.get_by_role("button", name="Save and continue").click()
    hers.get_by_role("button", name="Send it").click()
    hers.get_by_text("to sign it off").wait_for()
    looks_right(hers, "leader-induction-sent")
    hughs = signed_in(open_browser(DESK), live_server.url, scene.hugh).new_page()
    hughs.goto(live_server.url + reverse("home"))
    hughs.get_by_role("link", name="Sign off for Tom Raine: Shadow a visit").click()
    looks_right(hughs, "leader-induction-signing")
    hughs.get_by_role("button", name="Sign off").click()
    hughs.get_by_text("by Hugh Metcalfe").first.wait_for()
    item.refresh_from_db()
    assert item.signed_off_by == scene.hugh
    office = signed_in(open_browser(DESK), live_server.url, scene.office).new_page()
    for name, args in (("office-induction", []), ("office-leader-part", [scene.tom.pk, "learning"])):
        office.goto(live_server.url + reverse(name, args=args))
        looks_right(office, name)


def test_a_leader_notes_what_she_learned_on_her_phone_and_her_school_is_thanked(
    open_browser, live_server, looks_right
):
    """Features 35: CPD hours log and report. Beyond-row 15: thanks to the home school."""
    at = Support(cast.alliance())
    at.written_up(at.planned(at.agreed()))
    hers = signed_in(open_browser(PHONE), live_server.url, at.tom.person).new_page()
    hers.goto(live_server.url + reverse("leader-profile"))
    hers.get_by_role("link", name="Your hours, notes and statement of learning").click()
    hers.get_by_label("Coaching or mentoring").check()
    hers.get_by_label("Title").fill("Coaching with Joan Iveson")
    for part, value in (("Day", "2"), ("Month", "11"), ("Year", "2026")):
        hers.get_by_label(part, exact=True).fill(value)
    hers.get_by_label("How many hours?").fill("1.5")
    hers.get_by_label("What did you take from it?").fill("Listen first.")
    hers.get_by_role("button", name="Note it").click()
    hers.get_by_text("1½ hours").first.wait_for()
    looks_right(hers, "leader-learning")
    office = signed_in(open_browser(DESK), live_server.url, at.margaret).new_page()
    office.goto(live_server.url + reverse("school-thanks", args=[at.tom.pk]))
    office.get_by_text("What came back").wait_for()
    looks_right(office, "school-thanks")
