"""A support plan: begun for a school, what belongs to it, who sees it, how it ends."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.brokering import requests, support_plans
from drystone.brokering.models import SupportPlan, SupportRequest
from drystone.brokering.support_plans import About
from drystone.history.models import Event
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from tests import cast
from tests.brokering.writing import authority, commissioned
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said


@pytest.fixture
def about(support) -> About:
    days = {"starts": date(2026, 11, 16), "ends": date(2027, 7, 16)}
    return About("A new start for English", "By summer the English lead leads alone.", owner=support.margaret, **days)


@pytest.fixture
def plan(support, about) -> SupportPlan:
    return support_plans.begin(support.alliance, support.leyburn, about, **support.office)


def test_a_plan_begun_twice_is_one_and_the_head_is_told_once(support, about, plan):
    assert support_plans.begin(support.alliance, support.leyburn, about, **support.office) == plan
    letter = Message.objects.get(kind="brokering.plan_begun")
    assert (letter.to_address, about.aim in letter.text) == (support.susan.email, True)
    client, page = opened(support.link(support.susan, "plan"))
    words = said(client.get(page))
    assert about.title in words
    assert "Monday 16 November 2026 to Friday 16 July 2027" in words


@pytest.mark.parametrize("wrong", [{"ends": date(2026, 11, 15)}, {"title": ""}, {"aim": ""}, {"state": "ended"}])
def test_the_database_takes_no_plan_that_cannot_be(plan, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportPlan.objects.filter(pk=plan.pk).update(**wrong)


def test_days_the_wrong_way_round_an_owner_from_elsewhere_and_a_stranger_are_refused(support, about):
    wrong = [replace(about, ends=date(2026, 11, 1)), replace(about, owner=support.ann)]
    for each in wrong:
        with pytest.raises(Refused):
            support_plans.begin(support.alliance, support.leyburn, each, **support.office)
    with pytest.raises(NotAllowed):
        support_plans.begin(support.alliance, support.leyburn, about, **support.by(support.susan))


def test_a_plan_holds_requests_of_its_school_and_of_no_other_until_it_has_ended(support, plan):
    asked = support.asked()
    for _ in "12":
        support_plans.put_in(plan, asked, **support.office)
    assert Event.objects.filter(verb="put_in_plan").count() == 1
    other = requests.start(support.alliance, support.reeth, support.ann, **support.by(support.ann))
    with pytest.raises(Refused, match="of that school alone"):
        support_plans.put_in(plan, other, **support.office)
    support_plans.end(plan, because="The aim is reached.", **support.office)
    with pytest.raises(AlreadyMoved):
        support_plans.end(SupportPlan.objects.get(), because="Again", **support.office)
    with pytest.raises(Refused, match="has ended"):
        support_plans.put_in(plan, support.asked(), **support.office)
    assert support_plans.reopen(plan, note="Too soon", **support.office).ended_because == ""
    for _ in "12":
        support_plans.take_out(SupportRequest.objects.get(pk=asked.pk), **support.office)
    assert Event.objects.filter(verb="taken_out_of_plan").count() == 1


def test_a_plan_is_seen_by_its_office_its_head_and_its_commissioner_only(support, about):
    body, clare = authority(support)
    plan = support_plans.begin(support.alliance, support.leyburn, replace(about, commissioner=body), **support.office)
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Ruth Kearton")
    people = (support.margaret, support.susan, clare, support.ann, support.leader, elsewhere)
    rows = SupportPlan.objects.filter(pk=plan.pk)
    sees = [who.name for who in people if rows.visible_to(who, on=cast.TODAY).exists()]
    assert sees == ["Margaret Alderson", "Susan Iveson", clare.name]


def test_a_commissioner_reads_in_a_plan_what_she_asked_for_and_not_what_the_school_asked_itself(support, about):
    asked = commissioned(support)
    plan = support_plans.begin(
        support.alliance, support.leyburn, replace(about, commissioner=asked.commissioner), **support.office
    )
    own = support.asked()
    SupportRequest.objects.filter(pk=own.pk).update(need="CANARY of the school")
    for each in (asked, own):
        support_plans.put_in(plan, each, **support.office)
    page = reverse("school-plan", args=[plan.pk])
    hers, heads = (said(account(who).get(page)) for who in (asked.commissioned_by, support.susan))
    assert "How writing is taught." in hers
    assert "CANARY" not in hers
    assert "CANARY of the school" in heads


def test_the_office_begins_fills_changes_ends_and_reopens_a_plan_on_its_pages(support):
    office, asked = account(support.margaret), support.asked()
    given = {
        "school": support.leyburn.urn, "title": "English", "aim": "It leads itself.", "owner": support.margaret.pk,
        "starts_day": "16", "starts_month": "11", "starts_year": "2026", "ends_day": "1", "ends_month": "11",
        "ends_year": "2026", "behalf": "authority", "body": "Yoredale",
    }  # fmt: skip
    here = reverse("office-plan-new")
    wrong = said(office.post(here, given))
    assert "The last day must not be before the first." in wrong
    assert "It leads itself." in wrong
    assert office.post(here, given | {"ends_year": "2027"}).status_code == 302
    plan = SupportPlan.objects.get()
    page = reverse("office-plan", args=[plan.pk])
    assert plan.commissioner.name == "Yoredale"
    office.post(reverse("office-plan-requests", args=[plan.pk]), {"request": asked.pk})
    assert "1 request" in said(office.get(page))
    changed = given | {"title": "English first", "ends_year": "2027"}
    office.post(reverse("office-plan-change", args=[plan.pk]), changed)
    assert "English first" in said(office.get(page))
    office.post(reverse("office-plan-requests", args=[plan.pk]), {"request": asked.pk, "out": "1"})
    assert not plan.requests.exists()
    for verb, given in (("end", {"because": "Done."}), ("reopen", {"note": "Not done."})):
        move = reverse("office-plan-move", args=[plan.pk, verb])
        assert office.get(move).status_code == 200
        assert office.post(move, given).status_code == 302
    assert SupportPlan.objects.get().state == "open"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_a_plan_cost_as_much_for_three_as_for_one(support, about, rows, query_count):
    office = account(support.margaret)
    for number in range(rows):
        plan = support_plans.begin(
            support.alliance, support.leyburn, replace(about, title=f"Plan {number}"), **support.office
        )
    for _ in range(rows):
        support_plans.put_in(plan, support.accepted(half_days=1), **support.office)
    with query_count() as listed:
        office.get(reverse("office-plans"))
    with query_count() as one:
        office.get(reverse("office-plan", args=[plan.pk]))
    assert (len(listed), len(one)) == (4 + OPENING, 10 + OPENING)
