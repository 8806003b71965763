"""An application, a reference and scores, each given without a mouse: Tab, Space, Enter, arrows, letters."""

import pytest
from django.urls import reverse

from drystone.selection import assessments
from tests.browsing import DESK
from tests.hands import fill_in
from tests.selection.stage import AFTER, LATER, Stage, draft, given, held, marked, shortlisted, submitted
from tests.selection.test_in_a_browser import open_link, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
ON = "Save and continue"
WRITTEN = {"impact": "Reading went up.", "expertise": "I teach and lead reading."}
NO = ("has_reason_against", "applicant_may_see")


def test_a_headteacher_gives_her_reference(at: Stage, open_browser, live_server):
    page = open_browser(DESK).new_page()
    reference = open_link(page, at, live_server.url)
    fill_in(page, ON, {"known_for": "I line-manage her.", "days_a_year": "7.5"})
    fill_in(page, ON, {"statement": "She is very good."})
    fill_in(page, "Sign and send", {"signature-name": "Ann Peel"}, second=NO)
    page.get_by_text("Given on Wednesday 11 November 2026").wait_for()
    reference.refresh_from_db()
    assert (reference.state, reference.half_days_a_year) == ("given", 15)


def test_an_applicant_writes_what_is_missing_and_sends_it_in(at: Stage, open_browser, live_server, clock):
    application = draft(at, impact="", expertise="")
    page = signed_in(open_browser(DESK), live_server.url, application.person).new_page()
    for section in application.sheet.form.sections:
        page.goto(live_server.url + reverse("apply-section", args=[application.pk, section.key]))
        fill_in(page, ON, WRITTEN, left=("school-unlisted",))
    page.goto(live_server.url + reverse("apply-check", args=[application.pk]))
    fill_in(page, "Send in my application", {})
    application.refresh_from_db()
    assert application.state == "submitted"


def test_an_assessor_scores_and_locks(at: Stage, open_browser, live_server, clock):
    application = submitted(at)
    given(at, application)
    mine = assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    clock.move_to(LATER)
    page = signed_in(open_browser(DESK), live_server.url, at.panel[2]).new_page()
    page.goto(live_server.url + reverse("panel-assessment-section", args=[mine.pk, "scores"]))
    fill_in(page, ON, {})
    fill_in(page, ON, {"reason": "Clear evidence.", "note": "Clear evidence."})
    fill_in(page, "Lock my scores", {})
    mine.refresh_from_db()
    assert mine.state == "locked"


def test_a_panel_gives_its_marks_and_the_chair_minutes_what_it_agreed(at: Stage, open_browser, live_server, clock):
    """The other member gave green everywhere, she gives red: the chair has to choose, and to say why."""
    interview = held(at, shortlisted(at))
    chair, other = at.heads[0], interview.panel.get(is_chair=False)
    marked(at, other)
    clock.move_to(AFTER)
    page = signed_in(open_browser(DESK), live_server.url, chair).new_page()
    page.goto(live_server.url + reverse("panel-interview-section", args=[interview.pk, "answers"]))
    fill_in(page, ON, {})
    fill_in(page, ON, {"feedback": "Show us more of what changed."})
    fill_in(page, "Give my marks", {})
    page.goto(live_server.url + reverse("panel-interview-agreement", args=[interview.pk]))
    fill_in(page, "Minute these marks", {"reason": "We heard the exercise again."})
    page.get_by_text("The marks are minuted.").wait_for()
    interview.refresh_from_db()
    assert set(interview.agreed.values()) == {"red"}
    assert interview.agreed_reason == "We heard the exercise again."
