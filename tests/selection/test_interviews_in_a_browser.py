"""An interview in a browser: a morning of times, one chosen on a telephone, missed, asked for anew, moved."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.selection import interviews, panels
from drystone.selection.models import Interview, InterviewSlot
from tests import cast
from tests.browsing import DESK, PHONE
from tests.selection.stage import AFTER, INTERVIEW, LATER, Stage, shortlisted, slot
from tests.selection.test_in_a_browser import signed_in
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(open_browser, live_server):
    """`desk(person, "office-slots", pk)` is a page that somebody has open, on a telephone if she holds one."""

    def opened(person: Person, name: str, pk: int, kind: dict = DESK) -> Page:
        page = signed_in(open_browser(kind), live_server.url, person).new_page()
        page.goto(live_server.url + reverse(name, args=[pk]))
        return page

    return opened


def test_the_office_adds_a_morning_of_times_and_she_chooses_one_or_says_that_none_suits(
    at: Stage, desk, clock, looks_right
):
    """Features 21: Candidate chooses a slot."""
    application = shortlisted(at)
    clock.move_to(LATER)
    office = desk(at.manager, "office-slots", at.round.pk)
    for label, value in [("From", "9:00"), ("To", "12:00"), ("Minutes for each", "40"), ("Minutes of break", "10")]:
        office.get_by_label(label).fill(value)
    office.get_by_label("Where").fill("Reeth, room 1")
    looks_right(office, "office-slots")
    office.get_by_role("button", name="Add").click()
    office.get_by_text("3 times free").wait_for()
    looks_right(desk(at.manager, "office-slots", at.round.pk, PHONE), "office-slots")
    interviews.offer(application, by=at.manager, at=LATER)
    hers = desk(application.person, "apply-interview", application.pk, PHONE)
    looks_right(hers, "apply-interview")
    hers.get_by_label("Which days or times would suit you?").fill("Any Friday")
    hers.get_by_role("button", name="Tell the office").click()
    hers.get_by_text("you asked for other times").wait_for()
    seen = desk(at.manager, "office-application", application.pk)
    seen.get_by_text("none suits Rosie Metcalfe").wait_for()
    seen.get_by_text("Any Friday").first.wait_for()
    hers.get_by_label("Monday 7 December 2026 at 9:50am").check()
    hers.get_by_label("What would make the interview easier").fill("Step-free access")
    hers.get_by_role("button", name="Take this time").click()
    hers.get_by_text("Put it into your calendar").wait_for()
    looks_right(hers, "apply-interview-chosen")
    interview = Interview.objects.get()
    assert (interview.state, interview.access_needs, InterviewSlot.objects.count()) == (
        "booked",
        "Step-free access",
        3,
    )


def test_missed_and_rearranged_with_reasons_and_everybody_is_told(at: Stage, desk, clock, looks_right):
    """Features 20: Interview record, both sides told."""
    interview = booked_with_panel(at)
    application = interview.application
    clock.move_to(AFTER)
    office = desk(at.manager, "office-application", application.pk)
    office.get_by_role("link", name="The applicant did not come").click()
    office.get_by_label("What do you know about why?").fill("The bus broke down, she rang at noon.")
    looks_right(office, "office-interview-absence")
    office.get_by_role("button", name="The applicant did not come").click()
    office.get_by_text("Recorded as missed").wait_for()
    hers = desk(application.person, "apply-application", application.pk, PHONE)
    looks_right(hers, "apply-application-missed")
    hers.get_by_role("button", name="Ask for another time").click()
    hers.get_by_label("Why do you need another time?").fill("The bus broke down.")
    looks_right(hers, "apply-interview-missed")
    hers.get_by_role("button", name="I need another time").click()
    hers.get_by_text("That time is free again").wait_for()
    hers.get_by_label("Thursday 10 December 2026 at 10am").check()
    hers.get_by_role("button", name="Take this time").click()
    hers.get_by_text("This time is yours").wait_for()
    hers.get_by_role("heading", name="How the time changed").wait_for()
    looks_right(hers, "apply-interview-moved")
    seen = desk(at.manager, "office-application", application.pk)
    seen.get_by_text("The time fell through 1 time").wait_for()
    for reason in ("The bus broke down, she rang at noon.", "The bus broke down."):
        seen.get_by_text(reason, exact=True).first.wait_for()
    panel = desk(at.heads[0], "panel-interview", interview.pk)
    panel.get_by_text("Step-free access").wait_for()
    assert "bus" not in panel.content()
    looks_right(panel, "panel-interview-moved")
    calendar = sign_in(Client(), at.heads[0]).get(reverse("panel-interview-file", args=[interview.pk]))
    assert b"SEQUENCE:2" in b"".join(calendar)
    moved = Message.objects.filter(kind="selection.interview_booked", calendar__contains="SEQUENCE:2")
    assert sorted(moved.values_list("to_name", flat=True)) == ["Joan Iveson", "Mark Calvert", "Rosie Metcalfe"]


def booked_with_panel(at: Stage) -> Interview:
    """Hers on Tuesday, and a free time on Thursday."""
    application = shortlisted(at)
    first, _ = slot(at), slot(at, INTERVIEW.replace(day=10))
    interview = interviews.offer(application, by=at.manager, at=LATER)
    panels.name(interview, [at.heads[0], at.panel[2]], at.heads[0], by=at.manager, at=LATER)
    hers = cast.acting(application.person)
    return interviews.book(interview, first, access_needs="Step-free access", by=hers, at=LATER)
