"""A meeting by keyboard alone: a school signs up, the facilitator takes the register, whoever came says how it was."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from drystone.groups import meetings
from drystone.groups.meetings import Details
from drystone.groups.models import Attendance, Feedback, SignUp
from drystone.people.models import Link
from tests.browsing import DESK
from tests.clock import NOW
from tests.groups.stage import ENDS, STARTS, Stage
from tests.hands import MOST_STOPS, by_keyboard, fill_in
from tests.people.mailbox import token_of
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def follow(page: Page, name: str) -> None:
    """Tab as far as a link or button of that name, and Enter."""
    page.evaluate("document.activeElement?.blur()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not come to {name}")


def by_link(page: Page, url: str, at: datetime, **of: Any) -> None:
    page.goto(f"{url}/l/{token_of(Link.objects.get(**of), at)}/")


def test_a_meeting_by_keyboard_from_sign_up_to_feedback(live_server, open_browser, clock):
    stage = Stage()
    details = Details("Reeth", focus="Oracy", open_to_schools=True, places=3)
    meeting = meetings.plan(stage.group, details, starts_at=STARTS, ends_at=ENDS, by=stage.leader, at=NOW)
    una = open_browser(DESK).new_page()
    una.goto(live_server.url + reverse("meeting-sign-up", args=[meeting.pk]))
    given = {"name": "Una Dent", "email": "una@bedale.example", "school": stage.home.urn}
    fill_in(una, "Sign up", given, left=("signed_by",))
    una.get_by_text("Una Dent has a place").first.wait_for()
    by_link(una, live_server.url, NOW, purpose="meeting", person=SignUp.objects.get().person)
    assert by_keyboard(una) == []
    kate = open_browser(DESK).new_page()
    by_link(kate, live_server.url, NOW, purpose="meeting", person=stage.teacher)
    fill_in(kate, "I cannot come", {})
    kate.get_by_text("You have sent apologies").wait_for()
    after = ENDS + timedelta(minutes=5)
    clock.move_to(after)
    tom = signed_in(open_browser(DESK), live_server.url, stage.leader).new_page()
    tom.goto(live_server.url + reverse("leader-meeting", args=[meeting.pk]))
    follow(tom, "Take the register")
    fill_in(tom, "Take the register", {}, left=(f"came_{stage.teacher.pk}",))
    tom.get_by_text("The register is taken.").first.wait_for()
    said = {row.person.name: row.said for row in Attendance.objects.select_related("person")}
    assert said == {"Tom Raine": "yes", "Kate Lister": "apologies", "Una Dent": "yes"}
    by_link(una, live_server.url, after, purpose="feedback")
    follow(una, "Say how it was")
    fill_in(una, "Save and continue", {"difference": "We talk more."})
    fill_in(una, "Send", {})
    una.get_by_text("The feedback was given").first.wait_for()
    assert Feedback.objects.get().given_at == after
