"""Finance gets one file with its totals and control sum, the same to the byte each time."""

import hashlib
from datetime import date

import pytest
from django.urls import reverse

from drystone.documents.papers import Tampered
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import handover, rates
from drystone.payments.models import Answer, Handover, Statement
from drystone.payments.reconciling import reconcile
from drystone.schools.models import Organisation
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account, said


def handed(at: Owed) -> tuple[Handover, bytes]:
    made = handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    return made, made.content()


def test_the_file_has_a_row_a_statement_and_a_control_row(at: Owed):
    at.approved()
    made, file = handed(at)
    lines = file.decode("utf-8-sig").splitlines()
    columns = "Statement,Period,School,URN,Pay to,Supplier number,Half-days,Amount GBP,Of it VAT GBP"
    assert lines[0] == f"{columns},Confirmed by,Approved by"
    urn = at.reeth.urn
    assert lines[1:] == [
        f"1,2026-11,Reeth Primary School,{urn},Reeth Primary School,,1,145.00,0.00,Ann Peel,Margaret Alderson",
        "TOTAL,,1 statements,,,,1,145.00,0.00,,",
    ]
    assert (made.total_pence, made.sha256) == (145_00, hashlib.sha256(file).hexdigest())


def test_the_same_bytes_come_again_although_names_changed_since(at: Owed):
    at.approved()
    made, file = handed(at)
    Organisation.objects.filter(pk=at.reeth.pk).update(name="Reeth Academy")
    assert Handover.objects.get(pk=made.pk).content() == file


def test_a_file_that_was_changed_is_not_given_out(at: Owed):
    at.approved()
    made, _ = handed(at)
    Handover.objects.filter(pk=made.pk).update(file=b"1,2026-11,Somebody,,,1,9999.00")
    with pytest.raises(Tampered):
        handover.fetch(Handover.objects.get(pk=made.pk), page="", by=at.finn, at=AFTER)
    assert Handover.objects.get(pk=made.pk).state == "waiting"


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


def test_paid_or_returned_and_then_paid(at: Owed):
    statement = at.approved()
    handed(at)
    statement.refresh_from_db()
    handover.mark_returned(statement, note="Account closed", by=at.finn, at=AFTER)
    assert statement.state == "returned"
    assert handover.mark_paid(statement, by=at.finn, at=AFTER).state == "paid"


def test_paid_by_word_sends_the_same_remittance_note_as_a_file_does(at: Owed):
    statement = at.approved()
    handed(at)
    statement.refresh_from_db()
    with pytest.raises(Refused, match="is still to come"):
        handover.mark_paid(statement, on=date(2026, 12, 2), by=at.finn, at=AFTER)
    handover.mark_paid(statement, on=date(2026, 11, 30), reference="BACS-9", by=at.finn, at=AFTER)
    with pytest.raises(AlreadyMoved):
        handover.mark_paid(Statement.objects.get(), on=date(2026, 11, 30), by=at.finn, at=AFTER)
    note = Message.objects.get(kind="payments.paid")
    assert note.to_address == at.ann.email
    assert "£145 was paid on Monday 30 November 2026, reference BACS-9, for statement 1" in note.text


def test_a_payment_that_bounces_moves_the_money_from_paid_to_open_to_the_penny(at: Owed):
    statement = at.approved()
    handed(at)
    statement.refresh_from_db()
    period, sums = (date(2026, 11, 1), date(2026, 12, 31)), []
    for act in ("paid", "bounced", "paid again"):
        if act == "bounced":
            handover.mark_returned(statement, note="Account closed", by=at.finn, at=AFTER)
        else:
            handover.mark_paid(statement, by=at.finn, at=AFTER)
        found = reconcile(at.alliance, *period).reimbursed
        assert found.due == found.stated == found.paid + found.open == 145_00
        sums.append(found.paid)
    assert sums == [145_00, 0, 145_00]


def test_on_its_page_a_statement_is_paid_by_word_and_comes_back(at: Owed):
    statement = at.approved()
    handed(at)
    page, finn = reverse("office-statement-note", args=[statement.pk, "mark_paid"]), account(at.finn)
    boxes = {"on_day": "10", "on_month": "11", "on_year": "2026"}
    assert "is still to come" in said(finn.post(page, {**boxes, "on_year": "2027", "reference": "BACS-9"}))
    assert "BACS-9" in said(finn.post(page, {**boxes, "on_day": "31", "reference": "BACS-9"}))
    assert finn.post(page, {**boxes, "reference": "BACS-9"}).status_code == 302
    back = reverse("office-statement-note", args=[statement.pk, "mark_returned"])
    assert "Write it down" in said(finn.post(back, boxes))
    finn.post(back, {**boxes, "note": "The account is closed."})
    for _ in range(2):
        assert finn.post(back, {**boxes, "note": "Twice"}).status_code in (302, 409)
    shown = said(account(at.ann).get(reverse("school-statement", args=[statement.pk])))
    assert "Paid on Tuesday 10 November 2026, reference BACS-9." in shown
    assert "Came back on Tuesday 10 November 2026: The account is closed." in shown
    assert "You need not confirm again." in shown
    assert Answer.objects.count() == 2


def test_the_home_school_hands_nothing_over(at: Owed):
    at.approved()
    with pytest.raises(NotAllowed):
        handover.hand_over(at.alliance, to=at.finn, by=at.ann, at=AFTER)


def test_the_card_changes_from_a_day_on(at: Owed):
    day = date(2027, 1, 5)
    new = {"charge_pence": 320_00, "reimbursement_pence": 310_00}
    rates.change(at.alliance, "system_leader", since=day, **new, by=at.finn, at=NOW)
    before, after = (rates.for_day(at.alliance, "system_leader", on) for on in (date(2027, 1, 4), day))
    assert (before.reimbursement_pence, after.reimbursement_pence, after.charge_pence) == (300_00, 310_00, 320_00)
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
