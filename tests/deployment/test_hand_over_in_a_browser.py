"""A System Leader cannot go on: the office hands over, another leader is found, and reads what was done before her."""

import pytest
from django.urls import reverse

from drystone.brokering import offers
from drystone.brokering.models import SupportRequest
from drystone.deployment.models import Agreement, Deployment
from tests.browsing import DESK, PHONE
from tests.selection.test_in_a_browser import signed_in
from tests.supporting_pages import account, said

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Expects a child in spring."


def test_the_work_goes_from_one_leader_to_the_next(live_server, open_browser, looks_right, support):
    url, first = live_server.url, support.written_up().deployment
    support.planned(first, day=17)
    hannah = support.add_leader("Hannah Alderson")
    office = signed_in(open_browser(DESK), url, support.margaret).new_page()
    office.goto(url + reverse("office-deployment", args=[first.pk]))
    the_office_hands_over(office, looks_right)
    found = support.leader_yes(SupportRequest.objects.get(), hannah)
    offer = offers.offer(found.request, [(hannah, "Leads English.")], **support.office)[0]
    offers.choose(offer, **support.by(support.susan))
    office.goto(url + reverse("office-request", args=[found.request_id]))
    the_office_draws_up_what_was_left(office, looks_right)
    second = Deployment.objects.get(leader=hannah.person)
    support.agree(Agreement.objects.get(deployment=second))
    phone = signed_in(open_browser(PHONE), url, hannah.person).new_page()
    phone.goto(url + reverse("leader-deployment", args=[second.pk]))
    she_reads_what_was_done_before_her(phone, looks_right)
    evaluation = reverse("school-visit-evaluation", args=[first.visits.get(state="held").evaluation.pk])
    assert phone.goto(url + evaluation).status == 404
    the_school_reads_nowhere_why(first, support)


def the_office_hands_over(office, looks_right) -> None:
    looks_right(office, "deployment")
    office.get_by_text("Pause, hand over or end").click()
    office.get_by_role("link", name="Hand over to another leader").click()
    office.get_by_text("Tuesday 17 November 2026 at 9am").wait_for()
    looks_right(office, "hand over")
    office.get_by_label("The System Leader’s circumstances").check()
    office.get_by_label("In a sentence").fill(WHY)
    office.get_by_role("button", name="Hand over to another leader").click()
    office.get_by_text("Ended here. The request is open again").wait_for()


def the_office_draws_up_what_was_left(office, looks_right) -> None:
    office.get_by_role("button", name="Start the deployment of Hannah Alderson").click()
    looks_right(office, "taken over")
    office.get_by_role("link", name="Draw up the agreement").click()
    office.get_by_text("Filled in from what Tom Raine left to do.").wait_for()
    assert office.get_by_label("Objectives, one a line").input_value() == "The team plans together"
    assert office.get_by_label("Days", exact=True).input_value() == "2.5"
    office.get_by_role("button", name="Draw up and ask everybody").click()
    office.get_by_text("Drawn up.").wait_for()


def she_reads_what_was_done_before_her(phone, looks_right) -> None:
    phone.get_by_text("Taken over from Tom Raine on Wednesday 11 November 2026").wait_for()
    looks_right(phone, "taken over")
    phone.get_by_role("link", name="Tuesday 10 November 2026").click()
    phone.get_by_text("We watched one lesson together.").wait_for()


def the_school_reads_nowhere_why(first: Deployment, support) -> None:
    susan = account(support.susan)
    for name, pk in (("school-request", first.request_id), ("home", None)):
        page = said(susan.get(reverse(name, args=[pk] if pk else [])))
        assert WHY not in page
