"""A headteacher is called by Ofsted, takes her telephone, and opens the mail about the next visit."""

import pytest

from drystone.deployment.models import Visit, VisitMove
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.people.mailbox import token_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_head_moves_every_visit_with_one_press_and_moves_one_of_them_again(
    live_server, open_browser, looks_right, support
):
    work = support.agreed()
    for day in (12, 17):
        support.planned(work, day=day)
    link = token_of(support.link(support.susan, "visit"), NOW)
    susan = open_browser(PHONE).new_page()
    susan.goto(f"{live_server.url}/l/{link}/")
    susan.get_by_role("button", name="We have been called by Ofsted").click()
    looks_right(susan, "inspection")
    for there in ("Thursday 26 November 2026 at 9am", "Tuesday 1 December 2026 at 9am"):
        assert susan.get_by_text(there).is_visible()
    susan.get_by_label("Yes, we have been called").check()
    susan.get_by_role("button", name="Move them all and tell everybody").click()
    susan.get_by_text("Everybody has been told").wait_for()
    assert susan.get_by_text("asked for by the school visited: We have been called by Ofsted").is_visible()
    assert VisitMove.objects.filter(reason="inspection").count() == 2
    susan.get_by_role("button", name="Move the visit").click()
    looks_right(susan, "moving")
    susan.get_by_role("link", name="Mon 30 Nov").click()
    susan.get_by_label("Something else is on that day").check()
    susan.get_by_role("button", name="Move the visit").click()
    susan.get_by_role("heading", name="Monday 30 November 2026 at 9am").wait_for()
    assert {visit.starts_at.day for visit in Visit.objects.all()} == {26, 30}
    wide = open_browser(DESK).new_page()
    wide.goto(f"{live_server.url}/l/{link}/")
    looks_right(wide, "visit after an inspection")
