"""The database itself holds that a sent statement is the sum of its lines, and is handed over once."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from drystone.payments import handover, vat
from drystone.payments.models import DueLine, Handover, Statement
from tests.payments.owed import AFTER, Owed


def leaves(statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(state="sent")


@pytest.mark.parametrize("apart", [{"total_pence": 145_01}, {"total_pence": 144_99}, {"vat_pence": 1}])
def test_a_draft_that_is_not_the_sum_of_its_lines_does_not_leave_the_office(at: Owed, apart: dict):
    draft = at.draft()
    Statement.objects.filter(pk=draft.pk).update(**apart)
    with pytest.raises(DatabaseError, match="the sum of its lines"), transaction.atomic():
        leaves(draft)
    Statement.objects.filter(pk=draft.pk).update(total_pence=145_00, vat_pence=0)
    leaves(draft)


def test_nor_does_one_that_lost_a_line(at: Owed):
    draft = at.draft()
    DueLine.objects.update(statement=None)
    with pytest.raises(DatabaseError, match="the sum of its lines"), transaction.atomic():
        leaves(draft)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(pence=some.integers(1, 999_999), more=some.integers(0, 99))
def test_the_database_rounds_vat_as_we_do(at: Owed, pence: int, more: int):
    with transaction.atomic():
        deployment = at.agreed()
        at.delivered(deployment, 3)
        draft = at.draft(deployment=deployment)
        sums = (pence, pence + more)
        for line, each in zip(draft.lines.all(), sums, strict=True):
            DueLine.objects.filter(pk=line.pk).update(reimbursement_pence=each, vat_code="standard")
        taxed = sum(vat.on(each, "standard") for each in sums)
        Statement.objects.filter(pk=draft.pk).update(total_pence=sum(sums), vat_pence=taxed)
        leaves(draft)
        transaction.set_rollback(True)


def test_a_statement_stands_in_one_file_for_finance(at: Owed):
    statement = at.approved()
    first = handover.hand_over(at.alliance, to=at.finn, by=at.finn, at=AFTER)
    other = Handover.objects.get(pk=first.pk)
    other.pk, other.number = None, 2
    other.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.statements.through.objects.create(handover=other, statement=statement)
