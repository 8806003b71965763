"""VAT stands on statements line by line by its code: exact to the penny, and a credit takes exactly as much off."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from drystone.deployment.models import VatCode
from drystone.payments import documents, handover, statements, vat
from drystone.payments.models import DueLine, Statement
from tests.payments.owed import AFTER, Owed
from tests.supporting_pages import account, said

DECEMBER = date(2026, 12, 1)


def test_vat_is_added_line_by_line_where_it_is_standard_rated(at: Owed):
    deployment = at.agreed(vat_code=VatCode.STANDARD, reimbursement_pence=333_33)
    at.delivered(deployment, 3)
    at.delivered(deployment, 4)
    at.delivered(at.agreed(), 5)
    at.pulled()
    (statement,) = at.prepared()
    assert (statement.total_pence, statement.vat_pence) == (166_67 * 2 + 145_00, 33_33 * 2)
    words = documents.statement_words(statement)
    assert words["rates"] == [
        {"name": "Exempt", "amount": "£145", "vat": "£0", "whole": "£145"},
        {"name": "Standard-rated, 20 %", "amount": "£333.34", "vat": "£66.66", "whole": "£400"},
    ]
    assert words["whole"] == {"amount": "£478.34", "vat": "£66.66", "whole": "£545"}


def test_the_school_is_told_confirms_and_is_paid_the_whole(at: Owed):
    statement = at.sent(deployment=at.agreed(vat_code=VatCode.STANDARD))
    shown = said(account(at.ann).get(reverse("school-statement", args=[statement.pk])))
    assert "You may claim £174 for ½ day" in shown
    assert "2900 pence of VAT" in statements.words(statement)
    statement = statements.confirm(statement, typed_name="Ann Peel", typed_role="Head", by=at.ann, at=AFTER)
    statements.approve(statement, by=at.margaret, at=AFTER)
    made = handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    assert made.total_pence == 174_00
    assert ",1,174.00,29.00," in made.content().decode()


def test_lines_without_vat_have_no_table_of_it_on_the_page(at: Owed):
    statement = at.sent()
    assert "Without VAT" not in said(account(at.ann).get(reverse("school-statement", args=[statement.pk])))


def test_a_credit_takes_exactly_as_much_vat_off(at: Owed):
    deployment = at.agreed(vat_code=VatCode.STANDARD, reimbursement_pence=333_33)
    statement = at.sent(deployment=deployment)
    at.credited(statement.lines.get())
    at.delivered(deployment, 5)
    at.delivered(deployment, 6)
    at.pulled()
    (later,) = at.prepared(month=DECEMBER)
    assert (later.total_pence, later.vat_pence) == (166_67, 33_33)
    first, second = (vat.on(line.reimbursement_pence, line.vat_code) for line in DueLine.objects.order_by("pk")[:2])
    assert first + second == 0


@given(st.lists(st.tuples(st.sampled_from(VatCode.values), st.integers(1, 500_00)), min_size=1, max_size=12))
def test_for_any_amounts_the_rates_add_up_to_the_lines_and_credits_leave_nothing(lines: list[tuple[str, int]]):
    rates = vat.by_rate(lines)
    assert sum(rate.pence for rate in rates) == sum(pence for _, pence in lines)
    assert sum(rate.vat for rate in rates) == sum(vat.on(pence, code) for code, pence in lines)
    back = vat.by_rate([*lines, *((code, -pence) for code, pence in lines)])
    assert {(rate.pence, rate.vat, rate.whole) for rate in back} == {(0, 0, 0)}


def test_the_database_keeps_the_vat_of_a_sent_statement(at: Owed):
    at.sent(deployment=at.agreed(vat_code=VatCode.STANDARD))
    with pytest.raises(DatabaseError), transaction.atomic():
        Statement.objects.update(vat_pence=1)


def test_a_statement_claims_no_vat_back(at: Owed):
    at.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.update(vat_pence=-1)


def test_the_table_of_lines_says_the_code_and_the_vat_of_each(at: Owed):
    statement = at.sent(deployment=at.agreed(vat_code=VatCode.STANDARD))
    answer = account(at.ann).get(reverse("school-statement-table", args=[statement.pk, "csv"]))
    head, line, total = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert head.endswith("Amount GBP,VAT code,VAT GBP,With VAT GBP")
    assert line.endswith(',145.00,"Standard-rated, 20 %",29.00,174.00')
    assert total.endswith("TOTAL,1,,145.00,,29.00,174.00")
