"""What a payer is charged for a month: approved by one person, issued by another, queried, credited, paid."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from drystone.deployment.models import Flow, VatCode
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.payments import charges, charging, documents, tasks
from drystone.payments.lifecycle import CHARGE
from drystone.payments.models import Batch, ChargeSchedule, DueLine
from drystone.people.models import Link, Post
from drystone.people.roles import Role
from tests import cast
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

DECEMBER = date(2026, 12, 1)


def test_a_months_charges_stand_on_one_schedule_of_the_payer_by_purchase_order(at: Owed):
    at.delivered(at.agreed(purchase_order="L-17"), 3)
    at.delivered(at.agreed(), 10, half_days=2)
    at.pulled()
    (schedule,) = charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    assert (schedule.number, schedule.payer, schedule.total_pence) == (1, at.leyburn, 450_00)
    groups = charging.by_order(list(charging.charged(schedule.lines.all())))
    assert [(order, pence) for order, _, pence in groups] == [("", 300_00), ("L-17", 150_00)]
    assert charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER) == []


def test_only_hub_and_grant_charge_anybody(at: Owed):
    deployment = at.agreed()
    sums = {"direct": (290_00, 290_00), "reimbursed": (0, 290_00), "nil": (0, 0)}
    for day, flow in enumerate(Flow.values, start=2):
        charge, back = sums.get(flow, (300_00, 290_00))
        deployment.agreements.update(flow=flow, charge_pence=charge, reimbursement_pence=back)
        at.delivered(deployment, day)
        at.pulled()
    (schedule,) = charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    assert {line.flow for line in schedule.lines.all()} == {Flow.HUB, Flow.GRANT}


def test_vat_is_added_line_by_line_where_it_is_standard_rated(at: Owed):
    deployment = at.agreed(vat_code=VatCode.STANDARD, charge_pence=333_33)
    at.delivered(deployment, 3)
    at.delivered(deployment, 4)
    at.delivered(at.agreed(), 5)
    at.pulled()
    (schedule,) = charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    assert (schedule.total_pence, schedule.vat_pence) == (166_67 * 2 + 150_00, 33_33 * 2)
    words = documents.charge_words(schedule)
    assert words["sums"][-1] == ("To pay", "£550")


def test_one_person_approves_and_another_issues(at: Owed):
    schedule = charges.approve(at.charged(), by=at.finn, at=AFTER)
    with pytest.raises(NotAllowed):
        charges.issue(schedule, by=at.finn, at=AFTER)
    charges.issue(schedule, by=at.margaret, at=AFTER)
    link = Link.objects.get(purpose="charge", record_id=schedule.pk)
    message = Message.objects.get(kind="payments.charge_issued")
    assert (link.person, message.subject) == (
        at.susan,
        "Swaledale Alliance charges Leyburn Primary School £150 for November 2026",
    )
    assert schedule.paper.title == "Charge schedule 1: November 2026"
    with pytest.raises(AlreadyMoved):
        charges.issue(ChargeSchedule.objects.get(), by=at.margaret, at=AFTER)


def test_the_database_refuses_one_person_for_both(at: Owed):
    schedule = charges.approve(at.charged(), by=at.finn, at=AFTER)
    for changes in ({"issued_by": at.finn}, {"issued_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChargeSchedule.objects.filter(pk=schedule.pk).update(state="issued", issued_at=AFTER, **changes)


def test_a_schedule_that_nobody_would_get_is_not_issued(at: Owed):
    schedule = charges.approve(at.charged(), by=at.finn, at=AFTER)
    Post.objects.filter(organisation=at.leyburn, role=Role.HEAD).update(ends=date(2026, 11, 1))
    with pytest.raises(Refused):
        charges.issue(schedule, by=at.margaret, at=AFTER)
    assert ChargeSchedule.objects.get().state == "approved"


@pytest.mark.parametrize("changes", [{"total_pence": 1}, {"vat_pence": 1}, {"number": 9}, {"month": DECEMBER}])
def test_the_database_keeps_an_approved_schedule_as_it_was_approved(at: Owed, changes: dict):
    schedule = charges.approve(at.charged(), by=at.finn, at=AFTER)
    for act in (
        lambda: ChargeSchedule.objects.filter(pk=schedule.pk).update(**changes),
        lambda: schedule.lines.update(charge_pence=1),
        lambda: schedule.lines.update(charge_schedule=None),
        lambda: schedule.lines.get().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_each_side_of_a_line_is_stated_by_itself(at: Owed):
    """A line on a sent statement may still come onto a charge schedule, and the other way round."""
    deployment = at.agreed()
    statement = at.sent(deployment=deployment)
    (schedule,) = charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    assert schedule.lines.get() == statement.lines.get()
    at.delivered(deployment, 11)
    at.pulled()
    (later,) = charges.prepare(at.alliance, DECEMBER, by=None, at=AFTER) or [None]
    charges.approve(ChargeSchedule.objects.get(pk=(later or schedule).pk), by=at.finn, at=AFTER)
    at.prepared(month=DECEMBER)
    assert DueLine.objects.filter(statement=None).count() == 0


def test_a_query_is_answered_by_a_credit_that_comes_off_both_papers(at: Owed):
    deployment = at.agreed()
    statement = at.sent(deployment=deployment)
    (schedule,) = charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    charges.issue(charges.approve(schedule, by=at.finn, at=AFTER), by=at.margaret, at=AFTER)
    charges.query(schedule, "Tom did not come.", by=at.susan, at=AFTER)
    told = set(Message.objects.filter(kind="payments.charge_queried").values_list("to_address", flat=True))
    assert told == {at.finn.email, at.margaret.email}
    at.credited(schedule.lines.get())
    assert [e.note for paper in (statement, schedule) for e in events.of(paper) if e.verb == "credited"] == [
        "It was an hour.", "It was an hour.",
    ]  # fmt: skip
    charges.issue(schedule, by=at.margaret, at=AFTER)
    at.delivered(deployment, 11, half_days=2)
    at.pulled()
    (following,) = charges.prepare(at.alliance, DECEMBER, by=None, at=AFTER)
    (owed,) = at.prepared(month=DECEMBER)
    assert (following.total_pence, owed.total_pence) == (150_00, 145_00)


def test_credits_that_outweigh_what_is_charged_wait_and_use_no_number(at: Owed):
    deployment = at.agreed()
    schedule = at.issued(deployment=deployment, half_days=2)
    at.credited(schedule.lines.get())
    assert charges.prepare(at.alliance, DECEMBER, by=None, at=AFTER) == []
    assert ChargeSchedule.objects.count() == 1


def test_paid_and_returned_are_what_finance_says(at: Owed):
    schedule = charges.mark_paid(at.issued(), by=at.finn, at=AFTER)
    charges.mark_returned(schedule, note="The transfer bounced.", by=at.finn, at=AFTER)
    assert charges.issue(schedule, by=at.margaret, at=AFTER).state == "issued"


def test_who_sees_a_charge_schedule(at: Owed):
    def seen(person) -> int:
        return ChargeSchedule.objects.visible_to(person, on=AFTER.date()).count()

    schedule = at.charged()
    poacher = cast.head(cast.alliance("Another", default=False), at.leyburn, "Eve Other")
    everybody = at.susan, at.margaret, at.finn, at.ann, at.kate, at.leader, poacher
    assert [seen(p) for p in everybody] == [0, 1, 1, 0, 0, 0, 0]
    charges.issue(charges.approve(schedule, by=at.finn, at=AFTER), by=at.margaret, at=AFTER)
    assert [seen(p) for p in everybody] == [1, 1, 1, 0, 0, 0, 0]
    assert not CHARGE.may(poacher, schedule, "query")


def test_the_payer_reads_what_it_is_for_and_never_what_the_home_school_gets(at: Owed):
    schedule = at.issued()
    susan, page = account(at.susan), reverse("school-charge", args=[schedule.pk])
    shown = said(susan.get(page))
    assert "You are charged £150" in shown
    assert "£145" not in shown
    susan.post(page, {"text": ""})
    assert ChargeSchedule.objects.get().state == "issued"
    susan.post(page, {"text": "It was an hour."})
    assert ChargeSchedule.objects.get().state == "queried"
    paper = susan.get(reverse("school-charge-paper", args=[schedule.pk]))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")


def test_a_formula_in_a_schools_name_is_text_in_both_tables(at: Owed):
    at.leyburn.name = "=HYPERLINK(1)"
    at.leyburn.save()
    schedule = at.issued(half_days=2)
    susan = account(at.susan)

    def fetched(kind: str) -> bytes:
        answer = susan.get(reverse("school-charge-table", args=[schedule.pk, kind]))
        return b"".join(answer.streaming_content)

    first, last = fetched("csv").decode("utf-8-sig").splitlines()[1:]
    assert first.startswith("1,2026-11,'=HYPERLINK(1),,2026-11-10,")
    assert last.endswith(",TOTAL,2,300.00,,0.00,300.00")
    with ZipFile(BytesIO(fetched("xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert susan.get(reverse("school-charge-table", args=[schedule.pk, "exe"])).status_code == 404


def test_the_office_prepares_approves_and_issues_in_a_press_each(at: Owed):
    at.delivered()
    finn, margaret = account(at.finn), account(at.margaret)
    finn.post(reverse("office-charges-prepare"), {"month": "2026-11"})
    tasks.work(Batch.objects.get(), at=AFTER)
    schedule = ChargeSchedule.objects.get()
    finn.post(reverse("office-charge-act", args=[schedule.pk, "approve"]))
    assert "Issue to the payer" not in said(finn.get(reverse("office-charge", args=[schedule.pk])))
    margaret.post(reverse("office-charge-act", args=[schedule.pk, "issue"]))
    finn.post(reverse("office-charge-act", args=[schedule.pk, "mark_paid"]))
    assert ChargeSchedule.objects.get().state == "paid"
