"""A term planned in a browser, at a desk and on a telephone: accepted line by line, planned again."""

import pytest
from django.urls import reverse

from drystone.brokering import enquiries, pins, plan_lines
from drystone.brokering.models import Enquiry, PlanLine, TermPlan
from drystone.jobs import runner
from tests import cast
from tests.brokering.terms.stage import Stage
from tests.browsing import DESK, PHONE
from tests.clock import NOW
from tests.selection.test_in_a_browser import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_term_is_planned_accepted_line_by_line_refused_once_and_planned_again(
    live_server, open_browser, looks_right, stage
):
    stage.ask_all()
    stage.ask("Hawes", cast.area("latin", "Latin"))
    page = signed_in(open_browser(DESK), live_server.url, stage.margaret).new_page()
    page.goto(live_server.url + reverse("office-requests"))
    page.get_by_role("button", name="Plan a term").click()
    page.get_by_text("How much each thing counts").click()
    page.get_by_label("A short journey").select_option(label="A lot")
    looks_right(page, "ask for a plan")
    page.get_by_role("button", name="Make a plan").click()
    looks_right(page, "a plan is waited for")
    runner.run_due(NOW)
    page.get_by_role("link", name="Look again").click()
    looks_right(page, "a plan that is ready")
    page.locator(".plan-line").get_by_role("button", name="Ask the home school").first.click()
    page.get_by_text("The System Leader does not know yet.").wait_for()
    page.get_by_role("button", name="Set aside").last.click()
    page.get_by_role("link", name="Still to accept (6)").click()
    page.get_by_role("button", name="Ask the home schools of all 6 lines that are left").click()
    page.get_by_text("6 home approvers asked.").wait_for()
    assert Enquiry.objects.filter(state="asked", step="home").count() == 7
    enquiry = PlanLine.objects.filter(state="accepted").last().enquiry
    enquiries.answer(enquiry, "not_now", by=cast.acting(enquiry.asked), at=NOW)
    page.goto(live_server.url + reverse("office-term-plan", args=[TermPlan.objects.get().pk]))
    looks_right(page, "a plan with a refusal")
    page.get_by_role("button", name="Plan again around this").click()
    runner.run_due(NOW)
    page.get_by_role("link", name="Look again").click()
    looks_right(page, "a plan made again")
    page.get_by_role("link", name="without anybody").click()
    looks_right(page, "requests without anybody")
    assert PlanLine.objects.filter(plan__state="ready", state="accepted").count() == 6


def test_every_page_of_a_plan_looks_right_on_a_telephone(live_server, open_browser, looks_right, stage):
    requests = stage.ask_all()
    stage.ask("Hawes", cast.area("latin", "Latin"))
    pins.pin(requests[1], stage.tom, reason="They know each other.", **stage.office)
    plan = stage.planned()
    plan_lines.accept(plan.lines.first(), **stage.office)
    plan_lines.set_aside(plan.lines.last(), **stage.office)
    page = signed_in(open_browser(PHONE), live_server.url, stage.margaret).new_page()
    for name, there in {
        "plans": reverse("office-term-plans"),
        "plan": reverse("office-term-plan", args=[plan.pk]),
        "unmet": reverse("office-term-plan-unmet", args=[plan.pk]),
        "pin": reverse("office-pin", args=[requests[0].pk]),
    }.items():
        page.goto(live_server.url + there)
        looks_right(page, name)
    under_way = stage.start()
    page.goto(live_server.url + reverse("office-term-plan", args=[under_way.pk]) + "?still=yes")
    looks_right(page, "progress")
    page.get_by_role("button", name="Cancel this plan").click()
    page.get_by_text("Cancelled. Nothing was changed.").wait_for()
