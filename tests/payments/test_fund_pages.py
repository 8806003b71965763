"""Funds on the office's pages: what is asked, what is said beside it, what the school reads of its own work."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drystone.deployment.models import Deployment
from drystone.payments import funds
from drystone.payments.models import Fund, FundShare
from tests.clock import NOW
from tests.payments.funded import Funded
from tests.postgres import OPENING
from tests.signing_in import sign_in
from tests.supporting_pages import said

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "School Improvement Fund", "funder": "North Council", "starts_day": "1", "starts_month": "9",
    "starts_year": "2026", "ends_day": "31", "ends_month": "8", "ends_year": "2027", "total_pence": "£5,000.50",
    "kept_back_percent": "5", "cap_a_school_pence": "1500", "cap_a_school_half_days": "2.5",
    "roles": ["system_leader"], "reports": "31/3/2027\n31 August 2027",
}  # fmt: skip


@pytest.fixture
def at() -> Funded:
    return Funded()


@pytest.fixture
def finance(at: Funded, client: Client) -> Client:
    return sign_in(client, at.finn)


def test_a_fund_is_opened_and_changed_on_its_form(at: Funded, finance: Client):
    finance.post(reverse("office-fund-new"), {**TYPED, "schools": "Leyburn Primary School"})
    fund = Fund.objects.get()
    assert (fund.total_pence, fund.kept_back_pence, fund.cap_a_school_half_days) == (5_000_50, 250_03, 5)
    assert [list(fund.schools.all()), fund.reports.count(), fund.roles] == [[at.leyburn], 2, ["system_leader"]]
    change = reverse("office-fund-change", args=[fund.pk])
    assert "5000.50" in finance.get(change).content.decode()
    finance.post(change, {**TYPED, "total_pence": "6000", "schools": ""})
    page = said(finance.get(reverse("office-fund", args=[fund.pk])))
    assert "£6,000" in page
    assert "changed the fund" in page


@pytest.mark.parametrize("typed", ["1e9", "NaN", "-5", "five", "1000000000"])
def test_an_amount_that_is_none_is_said_to_be_none(at: Funded, finance: Client, typed: str):
    page = finance.post(reverse("office-fund-new"), {**TYPED, "total_pence": typed})
    assert page.status_code == 200
    assert not Fund.objects.exists()


def test_what_each_fund_has_left_stands_beside_the_sum_that_it_promises(at: Funded, finance: Client):
    first, second = at.fund(total_pence=400_00), at.fund(name="Reading Fund")
    work = at.agreed(half_days=6, flow="grant")
    address = reverse("office-deployment-funds", args=[work.pk])
    assert "£400 left for this school" in said(finance.get(address))
    typed = {f"fund_{first.pk}": "401", f"fund_{second.pk}": "100"}
    assert "it cannot carry £401" in said(finance.post(address, typed))
    places = {f"place_{first.pk}": "2", f"place_{second.pk}": "1"}
    finance.post(address, {**typed, f"fund_{first.pk}": "400", **places})
    shares = FundShare.objects.values_list("fund__name", "pence")
    assert list(shares) == [("Reading Fund", 100_00), ("School Improvement Fund", 400_00)]


def test_days_that_no_fund_can_carry_are_said_before_they_are_offered_and_agreed(at: Funded, finance: Client):
    at.fund(total_pence=600_00)
    request = at.accepted()
    words = "School Improvement Fund has £600 left for Leyburn Primary School: enough for 2 days."
    page = said(finance.get(reverse("office-shortlist", args=[request.pk])))
    assert f"{words} This request asks for 3 days." in page


def test_an_agreement_says_so_too(at: Funded, finance: Client):
    at.fund(total_pence=600_00)
    work = at.proposed()
    page = said(finance.get(reverse("office-agreement", args=[work.pk])))
    assert "enough for 2 days. This agreement asks for 3 days." in page


def test_a_school_reads_what_a_fund_carries_of_its_own_work_and_the_home_school_does_not(at: Funded, client: Client):
    work = at.carried((at.fund(), 600_00))
    consents = work.agreements.get().consents
    for party, person, reads in (("receiving", at.susan, True), ("home", at.ann, False)):
        page = said(sign_in(Client(), person).get(reverse("school-agreement", args=[consents.get(party=party).pk])))
        assert ("School Improvement Fund carries £600 of the cost" in page) is reads


def test_work_that_is_direct_now_is_said_to_be_carried_no_more(at: Funded, finance: Client):
    work = at.carried((at.fund(), 600_00))
    direct = {"flow": "direct", "charge_pence": 290_00, "reimbursement_pence": 290_00}
    changed = at.drawn_up(Deployment.objects.get(pk=work.pk), **direct)
    page = sign_in(Client(), at.susan).get(reverse("school-agreement", args=[at.consent(changed, "receiving").pk]))
    assert "of the cost" not in said(page)
    page = said(finance.get(reverse("office-deployment-funds", args=[work.pk])))
    assert "As it stands, funds carry £0 and the payer £0." in page


def test_pages_of_funds_ask_a_few_questions_whatever_they_hold(at: Funded, finance: Client):
    fund = at.fund(cap_a_school_pence=5_000_00)
    at.alliance.concurrent_deployments = 9
    at.alliance.save(update_fields=["concurrent_deployments"])
    asked = []
    for day in (9, 10):
        at.worked(at.carried((fund, 300_00), deployment=at.agreed(half_days=2, flow="grant")), day)
        for name, args in (("office-fund", [fund.pk]), ("office-funds", [])):
            finance.get(reverse(name, args=args))
            with CaptureQueriesContext(connection) as queries:
                assert finance.get(reverse(name, args=args)).status_code == 200
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
    for day in (6, 11):
        work = at.carried((fund, 300_00), deployment=at.agreed(half_days=2, flow="grant"))
        at.written_up(at.planned(work, day))
        Deployment.objects.filter(pk=work.pk).update(state="closed")
        for name, args in (("office-fund", [fund.pk]), ("office-funds", [])):
            with CaptureQueriesContext(connection) as queries:
                assert finance.get(reverse(name, args=args)).status_code == 200
            asked.append(len(queries))
    assert asked[4:6] == asked[6:]
    assert asked[4] <= 15 + OPENING
    assert asked[5] <= 11 + OPENING
    assert asked[0] <= 15 + OPENING
    assert asked[1] <= 8 + OPENING


def test_a_closed_fund_says_which_work_lost_its_carrier(at: Funded, finance: Client):
    fund = at.fund()
    work = at.carried((fund, 900_00))
    closing = reverse("office-fund-closing", args=[fund.pk])
    assert "Tom Raine at Leyburn Primary School" in said(finance.get(closing))
    finance.post(closing, {"note": "The council stopped it."})
    page = finance.get(reverse("office-fund", args=[fund.pk])).content.decode()
    assert reverse("office-deployment-funds", args=[work.pk]) in page


def test_what_is_left_is_rolled_over_on_its_page_and_its_files_are_sent(at: Funded, finance: Client):
    fund = at.fund(kept_back_percent=5, reports=[NOW.date()])
    finance.post(
        reverse("office-fund-next", args=[fund.pk]),
        {"name": "Next", "ends_day": "31", "ends_month": "8", "ends_year": "2028", "added_pence": "0"},
    )
    new = Fund.objects.get(follows=fund)
    assert "£4,750 of it was left of" in said(finance.get(reverse("office-fund", args=[new.pk])))
    report = reverse("office-fund-report", args=[fund.reports.get().pk])
    finance.post(report, {"kept_back_for": "A coordinator.", "added": "Two schools more."})
    assert "Two schools more." in said(finance.get(report))
    for kind, starts in (("csv", b"\xef\xbb\xbfDay"), ("pdf", b"%PDF")):
        file = finance.get(reverse("office-fund-file", args=[fund.pk, kind]))
        assert b"".join(file.streaming_content).startswith(starts)
    assert funds.orphaned(fund) == []


def test_a_fund_promises_nothing_to_work_that_no_fund_can_carry(at: Funded, finance: Client):
    fund = at.fund()
    work = at.agreed(half_days=6, flow="direct", charge_pence=290_00)
    address = reverse("office-deployment-funds", args=[work.pk])
    page = said(finance.post(address, {f"fund_{fund.pk}": "300"}))
    assert "no fund carries" in page
    assert not FundShare.objects.exists()


def test_a_fund_that_is_closed_is_not_asked_to_carry_anything(at: Funded, finance: Client):
    fund, later = at.fund(), at.fund(name="Reading Fund")
    work = at.carried((fund, 600_00))
    at.worked(work, 10)
    funds.close(fund, note="The council withdrew it.", by=at.finn, at=NOW)
    address = reverse("office-deployment-funds", args=[work.pk])
    assert f"fund_{fund.pk}" not in said(finance.get(address))
    finance.post(address, {f"fund_{later.pk}": "600"})
    shares = FundShare.objects.order_by("fund_id").values_list("pence", "spent_pence")
    assert list(shares) == [(300_00, 300_00), (600_00, 0)]
