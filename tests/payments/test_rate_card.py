"""The rate card: rows of a role and a unit, and its page."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.payments import rates, undue
from drystone.payments.models import Fee, Rate
from drystone.payments.reconciling import reconcile
from tests.clock import NOW
from tests.payments.owed import Owed
from tests.payments.test_due_line import facilitation
from tests.supporting_pages import account, said

HERE = reverse("office-rates")
NEW = {
    "role": "system_leader",
    "unit": "day",
    "since_day": "5",
    "since_month": "1",
    "since_year": "2027",
    "fee_kind": "none",
    "vat_code": "exempt",
}


@pytest.fixture
def finance(at: Owed) -> Client:
    return account(at.finn)


def last(at: Owed, **which) -> Rate:
    return Rate.objects.filter(alliance=at.alliance, **which).latest("pk")


def test_a_unit_of_its_own_leaves_the_price_of_a_day_alone(at: Owed):
    day = date(2027, 1, 5)
    rates.change(
        at.alliance, "system_leader", since=day, unit="hour", charge_pence=60_00, reimbursement_pence=50_00,
        by=at.finn, at=NOW,
    )  # fmt: skip
    assert rates.for_day(at.alliance, "system_leader", day).charge_pence == 300_00
    assert [row.unit for row in rates.offered(at.alliance, "system_leader", day)] == ["day", "hour"]


def test_the_database_has_one_row_a_role_unit_and_day_and_charges_what_it_pays_and_the_fee(at: Owed):
    row = last(at, role="headteacher")
    for change in ({}, {"since": date(2027, 1, 5), "charge_pence": 1}, {"since": date(2027, 1, 5), "role": "cook"}):
        row.pk = None
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize(
    ("typed", "charged", "paid"),
    [
        ({"price": "£350", "fee_kind": "inside", "inside": "15"}, 350_00, 297_50),
        ({"price": "420", "fee_kind": "on_top", "on_top": "15 %"}, 483_00, 420_00),
        ({"price": "350.00", "fee_kind": "flat", "flat": "50"}, 350_00, 300_00),
        ({"fee_kind": "named", "charged": "1,250.50", "paid": "1000"}, 1250_50, 1000_00),
    ],
)
def test_a_price_and_its_fee_are_kept_as_two_whole_sums(at: Owed, finance: Client, typed, charged: int, paid: int):
    assert finance.post(HERE, NEW | typed).status_code == 302
    row = last(at)
    assert (row.charge_pence, row.reimbursement_pence, row.fee_kind) == (charged, paid, typed["fee_kind"])


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"price": "1e9"}, "Write an amount in pounds, for example 300 or 312.50."),
        ({"price": "-3"}, "Write an amount of £0 or more, without a minus."),
        ({"price": ""}, "Write the price."),
        ({"price": "300", "fee_kind": "inside", "inside": "101"}, "Write a percentage from 0 to 100"),
        ({"price": "300", "fee_kind": "on_top"}, "Write the fee in per cent."),
        ({"price": "300", "fee_kind": "flat", "flat": "301"}, "The fee is more than the price."),
        ({"price": "300", "since_year": "2025"}, "Choose a later day."),
    ],
)
def test_what_cannot_be_a_row_is_answered_and_not_kept(at: Owed, finance: Client, typed, answer: str):
    before = Rate.objects.count()
    assert answer in finance.post(HERE, NEW | typed).content.decode()
    assert Rate.objects.count() == before


def test_what_two_and_a_half_of_each_unit_would_cost_whom_with_vat(at: Owed, finance: Client):
    finance.post(
        HERE,
        NEW | {"unit": "hour", "since_month": "10", "since_year": "2026", "price": "61.01", "vat_code": "standard"},
    )
    page = finance.get(HERE, {"how_many": "2.5", "flow": "hub"}).content.decode()
    assert "System Leader, 2½ days" in page
    assert all(said in page for said in ("System Leader, 2½ hours", "£152.53", "£30.51", "£750", "£1,000"))
    nobody = finance.get(HERE, {"how_many": "2.5", "flow": "reimbursed"}).content.decode()
    assert "£30.51" not in nobody
    assert "£152.53" in nobody


def test_the_card_says_how_a_fee_is_meant(at: Owed, finance: Client):
    finance.post(HERE, NEW | {"price": "350", "fee_kind": Fee.INSIDE, "inside": "15"})
    assert "15 % inside the price: £52.50" in finance.get(HERE).content.decode()


def test_a_rate_that_priced_something_since_begins_no_sooner_than_today_and_nothing_typed_is_lost(
    at: Owed, finance: Client
):
    at.drawn_up()
    facilitation(at, when=10)
    at.pulled()
    yesterday = NEW | {"price": "351.50", "since_day": "10", "since_month": "11", "since_year": "2026"}
    answer = finance.post(HERE, yesterday).content.decode()
    assert (
        "Since Tuesday 10 November 2026 the rate before has priced 1 agreement and 1 meeting, which keep it." in answer
    )
    assert "Choose Wednesday 11 November 2026 or a later day." in answer
    assert 'value="351.50"' in answer
    assert finance.post(HERE, yesterday | {"since_day": "11"}).status_code == 302
    assert rates.for_day(at.alliance, "system_leader", date(2026, 11, 10)).charge_pence == 300_00


def test_a_rate_that_priced_nothing_since_may_begin_in_the_past(at: Owed, finance: Client):
    at.drawn_up()
    past = NEW | {"price": "400", "since_day": "2", "since_month": "11", "since_year": "2026"}
    assert finance.post(HERE, past | {"role": "headteacher"}).status_code == 302
    assert finance.post(HERE, past | {"unit": "hour"}).status_code == 302


def test_days_of_facilitators_without_a_rate_stand_on_two_pages_until_the_card_has_one(at: Owed, finance: Client):
    Rate.objects.filter(role="system_leader").update(since=date(2026, 11, 11))
    for day, half_days in ((9, 2), (10, 1)):
        facilitation(at, half_days, when=day)
    assert at.pulled() == []
    (waits,) = undue.found(at.alliance)
    assert (waits.role, waits.count, waits.half_days, waits.first) == ("system_leader", 2, 3, date(2026, 11, 9))
    words = "meetings facilitated without a rate for a day of a System Leader"
    remedy = "Give the rate card a row for it that begins on Monday 9 November 2026 or before; then it is due."
    (difference,) = reconcile(at.alliance, date(2026, 11, 1), date(2026, 11, 30)).differences
    assert (difference.what, difference.count, difference.half_days, difference.remedy) == (words, 2, 3, remedy)
    assert reconcile(at.alliance, date(2026, 12, 1), date(2026, 12, 31)).differences == []
    page = said(finance.get(HERE))
    assert f"{words}, 1½ days in all.</strong> {remedy}" in page
    first = NEW | {"price": "300", "since_day": "1", "since_month": "9", "since_year": "2026"}
    assert "Choose a later day." in finance.post(HERE, first | {"role": "headteacher"}).content.decode()
    for _ in range(2):
        assert finance.post(HERE, first).status_code == 302
    assert Rate.objects.filter(role="system_leader").count() == 2
    assert [line.reimbursement_pence for line in at.pulled()] == [300_00, 150_00]
    assert undue.found(at.alliance) == []
    assert words not in said(finance.get(HERE))


def test_whoever_was_no_system_leader_that_day_stands_there_too_and_no_rate_is_asked_for(at: Owed, finance: Client):
    facilitation(at)
    type(at.tom).objects.filter(pk=at.tom.pk).update(starts=date(2026, 11, 11))
    assert at.pulled() == []
    (difference,) = reconcile(at.alliance, date(2026, 11, 1), date(2026, 11, 30)).differences
    assert difference.what == "meetings facilitated by somebody who was no System Leader that day"
    assert "Not due yet" not in said(finance.get(HERE))


def test_a_facilitator_who_headed_her_school_that_day_waits_for_that_rate(at: Owed):
    at.tom.placements.update(is_headteacher=True)
    Rate.objects.filter(role="headteacher").delete()
    facilitation(at)
    assert [each.role for each in undue.found(at.alliance)] == ["headteacher"]
