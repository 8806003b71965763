"""Finance gets one file with its totals and control sum, the same to the byte each time."""

import hashlib
from datetime import date

import pytest

from drystone.lifecycle import NotAllowed
from drystone.payments import handover, rates
from drystone.payments.models import Handover, Payee, Statement
from drystone.schools.models import Organisation
from tests import cast
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed


def handed(at: Owed) -> tuple[Handover, bytes]:
    return handover.hand_over(at.alliance, by=at.finn, at=AFTER)


def test_the_file_has_a_row_a_statement_and_a_control_row(at: Owed):
    at.approved()
    made, file = handed(at)
    lines = file.decode("utf-8-sig").splitlines()
    assert lines[0] == "Statement,Month,School,URN,Pay to,Half-days,Amount GBP,Confirmed by,Approved by"
    urn = at.reeth.urn
    assert lines[1:] == [
        f"1,2026-11,Reeth Primary School,{urn},Reeth Primary School,1,145.00,Ann Peel,Margaret Alderson",
        "TOTAL,,1 statements,,,1,145.00,,",
    ]
    assert (made.total_pence, made.sha256) == (145_00, hashlib.sha256(file).hexdigest())


def test_the_same_bytes_come_again_although_names_changed_since(at: Owed):
    at.approved()
    made, file = handed(at)
    Organisation.objects.filter(pk=at.reeth.pk).update(name="Reeth Academy")
    Payee.objects.create(alliance=at.alliance, school=at.reeth, paid_through=at.leyburn)
    assert handover.file_again(Handover.objects.get(pk=made.pk)) == file


def test_a_file_that_was_changed_is_not_given_out(at: Owed):
    at.approved()
    made, _ = handed(at)
    Handover.objects.filter(pk=made.pk).update(file=b"1,2026-11,Somebody,,,1,9999.00")
    with pytest.raises(handover.FileChanged):
        handover.file_again(Handover.objects.get(pk=made.pk))


def test_a_name_is_never_a_formula_in_the_finance_package(at: Owed):
    Organisation.objects.filter(pk=at.reeth.pk).update(name="=HYPERLINK(0)")
    at.reeth.refresh_from_db()
    at.approved()
    _, file = handed(at)
    assert b"'=HYPERLINK(0)" in file
    assert b",=HYPERLINK" not in file


def test_a_statement_is_handed_over_once(at: Owed):
    at.approved()
    handed(at)
    assert Statement.objects.get().state == "exported"
    with pytest.raises(handover.NothingToHandOver):
        handed(at)


def test_what_is_not_approved_is_not_handed_over(at: Owed):
    at.confirmed()
    with pytest.raises(handover.NothingToHandOver):
        handed(at)


def test_a_school_may_be_paid_through_another_body(at: Owed):
    trust = cast.school("Dales Trust")
    Payee.objects.create(alliance=at.alliance, school=at.reeth, paid_through=trust)
    at.approved()
    assert b"Dales Trust" in handed(at)[1]


def test_paid_or_returned_and_then_paid(at: Owed):
    statement = at.approved()
    handed(at)
    statement.refresh_from_db()
    handover.mark_returned(statement, note="Account closed", by=at.finn, at=AFTER)
    assert statement.state == "returned"
    assert handover.mark_paid(statement, by=at.finn, at=AFTER).state == "paid"


def test_the_home_school_hands_nothing_over(at: Owed):
    at.approved()
    with pytest.raises(NotAllowed):
        handover.hand_over(at.alliance, by=at.ann, at=AFTER)


def test_the_card_changes_from_a_day_on(at: Owed):
    day = date(2027, 1, 5)
    new = {"charge_pence": 320_00, "reimbursement_pence": 310_00}
    rates.change(at.alliance, "system_leader", since=day, **new, by=at.finn, at=NOW)
    before, after = (rates.for_day(at.alliance, "system_leader", on) for on in (date(2027, 1, 4), day))
    assert (before.reimbursement_pence, after.reimbursement_pence, after.charge_pence) == (300_00, 310_00, 320_00)
    assert before.until == date(2027, 1, 4)
    for again, other in ((day, {"charge_pence": 330_00}), (date(2026, 12, 1), {})):
        with pytest.raises(rates.NotLater):
            rates.change(at.alliance, "system_leader", since=again, **new | other, by=at.finn, at=NOW)


def test_a_change_of_the_card_pressed_twice_is_one(at: Owed):
    new = {"since": date(2027, 1, 5), "charge_pence": 320_00, "reimbursement_pence": 310_00}
    made = [rates.change(at.alliance, "system_leader", **new, by=at.finn, at=NOW) for _ in range(2)]
    assert made[0] == made[1]


def test_only_who_looks_after_the_money_changes_the_card(at: Owed):
    for person in (at.ann, at.coordinator(), at.leader):
        with pytest.raises(NotAllowed):
            rates.change(
                at.alliance, "headteacher", since=date(2027, 1, 5), charge_pence=1, reimbursement_pence=1,
                by=person, at=NOW,
            )  # fmt: skip
