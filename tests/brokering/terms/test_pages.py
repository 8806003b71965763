"""The office plans a term on its pages: asks, watches, accepts, sets aside, plans again."""

import pytest
from django.urls import reverse

from drystone.brokering import enquiries, pins, plan_lines
from drystone.brokering.models import Enquiry, Pin, PlanLine, TermPlan
from tests import cast
from tests.brokering.terms.stage import Stage
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, said

WORDS = {"fit": "2", "distance": "4", "fairness": "2", "continuity": "0", "variety": "1", "likeness": "2"}


@pytest.fixture
def stage(db) -> Stage:
    return Stage()


@pytest.fixture
def office(stage):
    return account(stage.margaret)


def page_of(plan: TermPlan) -> str:
    return reverse("office-term-plan", args=[plan.pk])


def press(office, line: PlanLine, verb: str, **more):
    return office.post(reverse("office-term-plan-line", args=[line.pk, verb]), more)


def test_asked_for_in_words_watched_and_ready(office, stage):
    stage.ask_all()
    here = reverse("office-term-plans")
    assert "<strong>8 requests</strong> accepted" in said(office.get(here))
    asked = office.post(here, {"term": stage.autumn.pk, **WORDS})
    plan = TermPlan.objects.get()
    assert (asked["Location"], plan.weights["distance"], plan.weights["continuity"]) == (page_of(plan), 4, 0)
    watched = office.get(page_of(plan))
    assert (watched["Refresh"], "Waiting for its turn" in said(watched)) == ("4", True)
    assert "Refresh" not in office.get(f"{page_of(plan)}?still=yes")
    stage.planned(plan)
    ready = said(office.get(page_of(plan)))
    assert "Waiting for <strong>you</strong>" in ready
    assert ready.count("Because:") == 8
    assert "Refresh" not in office.get(page_of(plan))


def test_a_colleague_who_asks_meanwhile_is_shown_the_same_plan(office, stage):
    stage.ask()
    plan = stage.start()
    colleague = account(stage.coordinator())
    answer = colleague.post(reverse("office-term-plans"), {"term": stage.terms[1].pk, **WORDS}, follow=True)
    assert "Margaret Alderson has asked for a plan already." in said(answer)
    assert TermPlan.objects.get() == plan


def test_a_term_or_a_word_that_makes_no_sense_is_asked_for_again(office, stage):
    page = said(office.post(reverse("office-term-plans"), {"term": "0", **WORDS, "fit": "9"}))
    assert "Select a valid choice" in page or "There is a problem" in page
    assert not TermPlan.objects.exists()


def test_cancelled_from_the_page_while_it_waits(office, stage):
    plan = stage.start()
    cancelled = office.post(reverse("office-term-plan-cancel", args=[plan.pk]), follow=True)
    assert "Cancelled. Nothing was changed." in said(cancelled)
    assert "It was cancelled today" in said(office.get(page_of(plan)))


@pytest.mark.parametrize("rows", [1, 8])
def test_a_plan_costs_as_much_for_eight_lines_as_for_one(office, stage, query_count, rows):
    for _ in range(rows):
        stage.ask(half_days=1)
    plan = stage.planned()
    plan_lines.accept(plan.lines.first(), **stage.office)
    with query_count() as queries:
        page = said(office.get(page_of(plan)))
    assert page.count("Because:") == rows
    assert len(queries) == 10 + OPENING


def test_lines_are_accepted_set_aside_and_taken_back_one_by_one(office, stage):
    stage.ask_all()
    plan = stage.planned()
    first, second = plan.lines.all()[:2]
    answer = press(office, first, "accept", show="left", page="")
    assert answer["Location"] == f"{page_of(plan)}?show=left#line-{first.pk}"
    press(office, first, "accept")
    press(office, second, "set_aside")
    assert Enquiry.objects.count() == 1
    page = said(office.get(page_of(plan)))
    assert "to answer by" in page
    assert "Set aside (1)" in page
    press(office, first, "take_back")
    press(office, second, "take_up")
    assert set(plan.lines.values_list("state", flat=True)) == {"proposed"}
    assert press(office, first, "finish").status_code == 404


def test_all_that_are_left_in_one_press(office, stage):
    stage.ask_all()
    plan = stage.planned()
    answer = office.post(reverse("office-term-plan-accept", args=[plan.pk]), follow=True)
    assert "8 home approvers asked." in said(answer)
    assert "Every line has been looked at. Nothing waits." in said(answer)


def test_a_rule_that_came_in_between_is_said_on_the_page(office, stage):
    stage.ask()
    line = stage.planned().lines.select_related("designation").get()
    type(line.designation).objects.filter(pk=line.designation_id).update(state="paused")
    answer = office.post(reverse("office-term-plan-line", args=[line.pk, "accept"]), follow=True)
    assert "Their designation is paused." in said(answer)


def test_a_refusal_offers_to_plan_again_and_the_new_plan_shows_what_changed_first(office, stage):
    stage.ask_all()
    plan = stage.planned()
    plan_lines.accept_left(plan, **stage.office)
    enquiry = plan.lines.last().enquiry
    assert "Plan again around this" not in said(office.get(page_of(plan)))
    enquiries.answer(enquiry, "no", reason="CANARY-WHY", by=cast.acting(enquiry.asked), at=NOW)
    page = said(office.get(page_of(plan)))
    assert "Plan again around this" in page
    assert "CANARY-WHY" not in page
    office.post(reverse("office-term-plan-again", args=[plan.pk]))
    later = stage.planned(TermPlan.objects.first())
    page = said(office.get(page_of(later)))
    assert "What changed (1)" in page
    assert page.index("Changed</strong>") < page.index("Because:")
    assert "A later plan took its place." in said(office.get(page_of(plan)))


def test_what_is_left_is_shown_with_its_reason(office, stage):
    stage.ask(area=cast.area("latin", "Latin"))
    plan = stage.planned()
    page = said(office.get(page_of(plan)))
    assert "Nobody can be sent anywhere" in page
    unmet = said(office.get(reverse("office-term-plan-unmet", args=[plan.pk])))
    assert "Nobody is designated for Latin." in unmet


def test_the_plan_as_a_table_holds_what_is_left_too(office, stage):
    stage.ask()
    stage.ask("Hawes", cast.area("latin", "Latin"))
    answer = office.get(f"{page_of(stage.planned())}?as=csv")
    table = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert table[0] == "School,Area,Days,Priority,System Leader,Home school,Miles,Because,But,State"
    assert len(table) == 3
    assert table[2].endswith("Nobody")


def test_the_office_pins_with_a_reason_and_takes_the_pin_away(office, stage):
    request = stage.ask()
    here = reverse("office-pin", args=[request.pk])
    assert "Tom Raine, Reeth Primary School" in said(office.get(here))
    assert "There is a problem" in said(office.post(here, {"leader": stage.tom.pk, "reason": ""}))
    office.post(here, {"leader": stage.tom.pk, "reason": "They know each other."})
    assert "Tom Raine for Leyburn Primary School" in said(office.get(reverse("office-term-plans")))
    office.post(reverse("office-pin-removal", args=[request.pk]))
    assert not Pin.objects.exists()


def test_a_pin_that_cannot_be_kept_stands_on_the_page_with_why(office, stage):
    request = stage.ask(area=1)
    pins.pin(request, stage.tom, reason="Wanted.", **stage.office)
    page = said(office.get(page_of(stage.planned())))
    assert "Tom Raine of Reeth Primary School cannot be kept for it. They do not hold Maths." in page


def test_where_no_term_is_entered_the_page_says_so(db):
    office = account(cast.officer(cast.alliance()))
    assert "There is no term to plan" in said(office.get(reverse("office-term-plans")))
