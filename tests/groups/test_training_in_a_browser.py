"""Core training from the checklist to the signature: booked on a telephone, attended, signed off at a desk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from drystone.groups import groups, meetings
from drystone.groups.meetings import Details
from drystone.register import induction
from tests import cast
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.groups.stage import ENDS, STARTS
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def test_core_training_is_booked_attended_and_signed_off(live_server, open_browser, looks_right, clock):
    """Features 34: Induction / onboarding checklist."""
    alliance, office = cast.alliance(), {"at": NOW}
    office["by"] = cast.officer(alliance)
    farah = cast.leader(alliance, cast.school(), "Farah Siddiqui")
    induction.begin(farah, [step for step in induction.steps_of(alliance) if step.by_training])
    made = groups.start(alliance, kind="training", name="Starting as a System Leader", **office)
    groups.add(made, cast.person("Joan Calvert"), facilitates=True, **office)
    for days, places in ((0, 12), (14, None)):
        when = {"starts_at": STARTS + days * DAY, "ends_at": ENDS + days * DAY}
        session = meetings.plan(made, Details("Leyburn", focus="Core training", places=places), **when, **office)
    hers = signed_in(open_browser(PHONE), live_server.url, farah.person).new_page()
    hers.goto(live_server.url + reverse("leader-profile"))
    hers.get_by_role("link", name="Choose a session").click()
    looks_right(hers, "sessions")
    hers.get_by_role("button", name="Book a place on Wednesday 2 December 2026").click()
    hers.get_by_text("Booked. The message says").wait_for()
    looks_right(hers, "booked")
    hers.goto(live_server.url + reverse("leader-profile"))
    looks_right(hers, "checklist")
    clock.move_to(session.ends_at + timedelta(minutes=5))
    desk = signed_in(open_browser(DESK), live_server.url, office["by"]).new_page()
    desk.goto(live_server.url + reverse("leader-meeting", args=[session.pk]))
    desk.get_by_role("link", name="Take the register").click()
    desk.get_by_role("group", name="Everybody whom you did not mark").get_by_label("Came").check()
    desk.get_by_role("button", name="Take the register").click()
    desk.get_by_text("The register is taken.").first.wait_for()
    desk.goto(live_server.url + reverse("office-leader-part", args=[farah.pk, "learning"]))
    looks_right(desk, "attended")
    desk.get_by_role("button", name="Sign off Core training").click()
    desk.get_by_role("link", name="Certificate of induction").wait_for()
    looks_right(desk, "signed off")
