"""A visit evaluation that the office does without: nobody is asked any more, and it is counted apart."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from drystone.deployment import diaries, doing_without, records
from drystone.deployment.models import Visit, VisitEvaluation
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people.roles import Role
from drystone.reports import year
from tests import cast
from tests.clock import NOW
from tests.supporting_pages import account, said


@pytest.fixture
def visit(support) -> Visit:
    """It took place a week ago, and nothing of it has been written."""
    return support.planned(day=2)


def again(visit: Visit) -> Visit:
    return Visit.objects.get(pk=visit.pk)


def test_the_office_does_without_an_evaluation_with_a_reason_and_asks_for_it_after_all(support, visit):
    office, tom = account(support.margaret), account(support.tom.person)
    page = reverse("office-visit-evaluation-waive", args=[visit.pk])
    work, hers = reverse("office-deployment", args=[visit.deployment_id]), reverse("leader-visit", args=[visit.pk])
    assert f'href="{page}"' in said(office.get(work))
    assert "Choose why it is not needed" in said(office.post(page, {"reason": ""}))
    assert "There is a problem" in said(office.post(page, {"reason": "nonsense"}))
    assert not VisitEvaluation.objects.exists()
    for _ in range(2):
        office.post(page, {"reason": "short"})
    assert (again(visit).evaluation.state, again(visit).evaluation.waived_for) == ("not_needed", "short")
    assert "too short to say anything" in said(office.get(work))
    assert "The office does without the visit evaluation" in said(tom.get(hers))
    office.post(reverse("office-visit-evaluation-ask", args=[visit.pk]))
    assert (again(visit).evaluation.state, again(visit).evaluation.waived_for) == ("due", "")
    assert "does without" not in said(tom.get(hers))


def test_the_record_goes_alone_and_nobody_is_reminded_of_an_evaluation(support, visit):
    support.begun(visit, rating="")
    doing_without.waive(visit, "spoken", **support.office)
    late = support.office["at"] + timedelta(days=20)
    assert records.remind_late(at=late) == 1  # of the record
    tom = account(support.tom.person)
    check = reverse("leader-write-up-check", args=[visit.pk])
    shown = said(tom.get(check))
    assert "Send the record" in shown
    assert "Visit evaluation" not in shown
    assert "Sent. Thank you." in said(tom.post(check, {}, follow=True))
    assert again(visit).record.state == "sent"
    assert records.is_sent(again(visit))
    assert records.remind_late(at=late + timedelta(days=20)) == 0
    assert not diaries.of_alliance(support.alliance, "overdue", at=late).exists()


def test_it_is_counted_apart_from_those_that_were_given(support, visit):
    support.written_up(support.planned(visit.deployment, day=3))
    support.begun(visit)
    records.send(again(visit).record, **support.by(support.leader))
    doing_without.waive(again(visit), "elsewhere", **support.office)
    told = {row[0]: row[1] for row in year.table(support.alliance, 2026).rows}
    assert (told["Visits held"], told["Visits evaluated"], told["Visits done without an evaluation"]) == (2, 1, 1)
    assert list(diaries.of_alliance(support.alliance, "without", at=NOW)) == [visit]
    listed = account(support.margaret).get(reverse("office-visits"), {"show": "without"})
    assert "It is in the evaluation of another visit" in said(listed)


def test_only_the_office_does_without_one_and_not_of_a_visit_of_her_own(support, visit):
    for who in (support.leader, support.susan, support.ann, support.kate):
        with pytest.raises(NotAllowed):
            doing_without.waive(visit, "short", **support.by(who))
    cast.post(support.tom.person, Role.COORDINATOR, support.alliance)
    with pytest.raises(NotAllowed):
        doing_without.waive(visit, "short", by=cast.acting(support.tom.person), at=NOW)


def test_not_before_the_visit_nor_once_it_was_given(support, visit):
    coming = support.planned(visit.deployment, day=24)
    with pytest.raises(Refused, match="has not taken place"):
        doing_without.waive(coming, "short", **support.office)
    support.written_up(visit)
    with pytest.raises(AlreadyMoved):
        doing_without.waive(again(visit), "short", **support.office)
    assert again(visit).evaluation.waived_for == ""


def test_the_database_holds_that_it_is_done_without_for_a_reason(support, visit):
    support.begun(visit)
    for wrong in ({"state": "not_needed"}, {"waived_for": "short"}, {"state": "not_needed", "waived_for": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            VisitEvaluation.objects.update(**wrong)
