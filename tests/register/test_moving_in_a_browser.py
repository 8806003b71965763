"""A school that has closed into two, and a new head whom a leader reports, as office and leader meet them."""

import re

import pytest
from django.urls import reverse

from drystone.register.models import ReportedHead
from drystone.schools.models import Organisation, SchoolLink
from tests import cast
from tests.browsing import DESK, PHONE
from tests.hands import by_keyboard, on_paper
from tests.selection.test_in_a_browser import signed_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_office_moves_two_leaders_of_a_closed_school_to_two_others(open_browser, live_server, looks_right):
    support, url = Support(), live_server.url
    hannah = support.add_leader("Hannah Alderson")
    for name in ("Arkengarth Primary School", "Marrick Primary School"):
        other = cast.school(name)
        SchoolLink.objects.create(organisation=support.reeth, other=other, kind="successor", wording="Successor")
    Organisation.objects.filter(pk=support.reeth.pk).update(status="2", closed_on="2026-10-31")
    for kind in (PHONE, DESK):
        page = signed_in(open_browser(kind), url, support.margaret).new_page()
        page.goto(url + reverse("office-home"))
        page.get_by_role("link", name="Reeth Primary School has closed").click()
        looks_right(page, "a school that has closed")
    assert [*by_keyboard(page), *on_paper(page)] == []
    for name, school in (("Tom Raine", "Marrick"), ("Hannah Alderson", "Arkengarth")):
        page.get_by_role("button", name=re.compile(f"{school} Primary School.*{name} goes on there")).click()
        page.get_by_text(f"{name} works at {school} Primary School now.").wait_for()
    looks_right(page, "nobody is left at a closed school")
    hannah.refresh_from_db()
    assert hannah.home_school.name == "Arkengarth Primary School"


def test_a_leader_reports_a_new_head_on_her_phone_and_the_office_confirms(open_browser, live_server, looks_right):
    support, url = Support(), live_server.url
    phone = signed_in(open_browser(PHONE), url, support.tom.person).new_page()
    phone.goto(url + reverse("leader-profile"))
    phone.get_by_role("link", name="My headteacher has changed").click()
    phone.get_by_label("full name").fill("Jane Dinsdale")
    phone.get_by_label("e-mail").fill("jane@reeth.example")
    for part, number in (("Day", "2"), ("Month", "11"), ("Year", "2026")):
        phone.get_by_role("textbox", name=part).fill(number)
    looks_right(phone, "my headteacher has changed")
    phone.get_by_role("button", name="Tell the Alliance").click()
    phone.get_by_text("looks at it and confirms it").wait_for()
    office = signed_in(open_browser(DESK), url, support.margaret).new_page()
    office.goto(url + reverse("office-home"))
    office.get_by_role("link", name="Confirm that Jane Dinsdale").click()
    looks_right(office, "a new head to confirm")
    office.get_by_role("button", name="Confirm the new headteacher").click()
    office.get_by_text("They are asked about their System Leaders").wait_for()
    assert ReportedHead.objects.get().settled_at
