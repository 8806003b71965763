"""A meeting from invitation to register to feedback, on telephones; those who come need no account."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from drystone.groups import feedback
from drystone.groups.models import Attendance, Feedback, Meeting
from drystone.jobs.demonstration.filling import fill
from drystone.mail.models import Message
from drystone.people.models import Link
from tests import cast
from tests.browsing import PHONE
from tests.clock import NOW
from tests.groups.stage import Stage
from tests.people.mailbox import token_of
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_meeting_from_invitation_to_register_to_feedback(live_server, open_browser, looks_right, clock):
    """Features 75: sign-up and attendance register."""
    stage = Stage()
    others = [stage.member(name) for name in ("Ben Sowerby", "Lucy Arden", "Una Dent")]
    tom = signed_in(open_browser(PHONE), live_server.url, stage.leader).new_page()
    tom.goto(f"{live_server.url}/home/")
    tom.get_by_role("link", name="When your groups meet").click()
    tom.get_by_role("link", name="Writing").click()
    looks_right(tom, "group")
    plan(tom)
    meeting = Meeting.objects.get()
    kate = open_browser(PHONE).new_page()
    kate.goto(f"{live_server.url}/l/{token_of(invited('meeting', stage.teacher), NOW)}/")
    kate.get_by_role("link", name="video meeting").wait_for()
    looks_right(kate, "invitation")
    clock.move_to(meeting.ends_at + timedelta(minutes=5))
    at = meeting.ends_at + timedelta(minutes=5)
    tom = signed_in(open_browser(PHONE), live_server.url, stage.leader).new_page()
    tom.goto(f"{live_server.url}/leader/meetings/{meeting.pk}/")
    tom.get_by_role("link", name="Take the register").click()
    register(tom, looks_right)
    assert Attendance.objects.filter(came=True).count() == 4
    assert Message.objects.filter(kind="groups.feedback_asked").count() == 3
    kate = open_browser(PHONE).new_page()
    kate.goto(f"{live_server.url}/l/{token_of(invited('feedback', stage.teacher), at)}/")
    answer(kate, looks_right)
    for person in others[:2]:
        asked = Feedback.objects.get(person=person)
        fill(asked.sheet, at, useful="useful", made_difference="no")
        feedback.give(asked, by=cast.acting(person), at=at)
    tom.reload()
    tom.get_by_text("3 of 3 have answered").wait_for()
    looks_right(tom, "results")


def invited(purpose: str, person) -> Link:
    return Link.objects.get(purpose=purpose, person=person)


def plan(tom: Page) -> None:
    tom.get_by_role("link", name="Plan a meeting").click()
    for part, number in (("day", "18"), ("month", "11"), ("year", "2026")):
        tom.locator(f"#id_day_{part}").fill(number)
    tom.get_by_label("From").fill("1:30pm")
    tom.get_by_label("To", exact=True).fill("3pm")
    tom.get_by_label("Link to the video meeting").fill("https://meet.example/writing")
    tom.get_by_role("button", name="Plan a meeting").click()
    tom.get_by_text("Every member has been told").wait_for()


def register(tom: Page, looks_right) -> None:
    """Two marks, one for everybody else, and a press."""
    lead = tom.get_by_role("group", name="Tom Raine")
    lead.get_by_label("Came", exact=True).check()
    lead.get_by_label("Half a day").check()
    tom.get_by_role("group", name="Una Dent").get_by_label("Apologies").check()
    tom.get_by_role("group", name="Everybody whom you did not mark").get_by_label("Came").check()
    looks_right(tom, "register")
    tom.get_by_role("button", name="Take the register").click()
    tom.get_by_text("The register is taken.").first.wait_for()
    looks_right(tom, "register taken")


def answer(kate: Page, looks_right) -> None:
    kate.get_by_role("button", name="Say how it was").or_(kate.get_by_role("link", name="Say how it was")).click()
    kate.get_by_label("Very useful").check()
    kate.get_by_label("Not yet").check()
    looks_right(kate, "feedback")
    kate.get_by_role("button", name="Continue").click()
    kate.get_by_role("button", name="Send").click()
    kate.get_by_text("The feedback was given").first.wait_for()
    looks_right(kate, "thanks")
