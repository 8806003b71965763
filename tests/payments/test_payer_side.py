"""What a school, or whoever pays, committed and used: its own side of each piece of work, and nobody else's."""

from datetime import date

from django.urls import reverse

from drystone.deployment.models import Agreement, Flow, VatCode
from drystone.payments import charges, payer_side
from drystone.payments.models import ChargeSchedule
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.schools.models import Organisation
from tests import cast
from tests.payments.funded import Funded
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said

YEAR = 2026


def council(at: Owed) -> tuple[Organisation, Person]:
    made = Organisation.objects.create(kind=Organisation.Kind.AUTHORITY, name="North Council")
    return made, cast.post(cast.person("Colin Hird"), Role.COMMISSIONER, at.alliance, made).person


def test_committed_is_what_was_used_and_what_is_left(at: Owed):
    deployment = at.agreed(half_days=6, vat_code=VatCode.STANDARD)
    at.issued(deployment=deployment, half_days=2)
    at.delivered(deployment, 9)
    at.pulled()
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.agreed, work.held, work.left) == (6, 3, 3)
    assert (work.committed.pence, work.committed.vat) == (900_00, 180_00)
    assert (work.used.whole, work.charged.whole, work.paid.whole) == (540_00, 360_00, 0)
    charges.mark_paid(ChargeSchedule.objects.get(), by=at.finn, at=AFTER)
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.paid.whole, work.to_come.pence) == (360_00, 450_00)


def test_what_is_not_issued_yet_is_not_called_charged(at: Owed):
    at.charged(half_days=2)
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.used.pence, work.charged.pence) == (300_00, 0)


def test_a_credit_gives_it_back(at: Owed):
    schedule = at.issued(half_days=2)
    at.credited(schedule.lines.get())
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.used.pence, work.charged.pence, work.committed.pence) == (0, 300_00, 900_00)


def test_a_school_helped_at_anothers_cost_reads_its_days_and_the_payer_the_money(at: Owed):
    payer, colin = council(at)
    at.issued(deployment=at.agreed(payer=payer), half_days=2)
    (here,), (there,) = (payer_side.of(at.alliance, each, YEAR) for each in (at.leyburn, payer))
    assert (here.agreed, here.held, here.pays, here.committed.pence) == (6, 2, False, 0)
    assert (there.agreed, there.held, there.pays, there.committed.pence) == (6, 2, True, 900_00)
    shown = said(account(at.susan).get(reverse("school-used")))
    assert "North Council pays" in shown
    assert "£900" not in shown
    assert "£900" in said(account(colin).get(reverse("school-used")))


def test_who_pays_no_more_reads_what_it_paid_for_and_no_more(at: Owed):
    deployment = at.agreed()
    at.delivered(deployment, 3, half_days=2)
    at.pulled()
    other, _ = council(at)
    Agreement.objects.filter(deployment=deployment).update(payer=other)
    assert payer_side.of(at.alliance, other, YEAR)[0].committed.pence == 600_00
    deployment.receiving_school = at.reeth
    assert [work.used.pence for work in payer_side.of(at.alliance, at.leyburn, YEAR)] == [300_00]
    assert payer_side.of(at.alliance, at.reeth, YEAR) == []


def test_where_nobody_is_charged_there_are_days_alone(at: Owed):
    at.agreed(flow=Flow.NIL, charge_pence=0, reimbursement_pence=0)
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.agreed, work.pays, work.committed.pence, work.payer) == (6, False, 0, "")
    assert "Nobody is charged" in said(account(at.susan).get(reverse("school-used")))


def test_what_the_home_school_invoices_itself_is_told_apart(at: Owed):
    deployment = at.agreed(flow=Flow.DIRECT, charge_pence=290_00)
    at.delivered(deployment, 3, half_days=2)
    at.pulled()
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.direct.pence, work.used.pence, work.charged.pence) == (290_00, 290_00, 0)


def test_what_funds_carry_is_not_the_payers(db: None):
    at = Funded()
    at.worked(at.carried((at.fund(), 500_00)), 3)
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.used.pence, work.to_come.pence) == (0, 400_00)


def test_work_that_ended_leaves_nothing_to_come(at: Owed):
    deployment = at.agreed()
    at.delivered(deployment, 3, half_days=2)
    at.pulled()
    type(deployment).objects.filter(pk=deployment.pk).update(state="stopped_early")
    (work,) = payer_side.of(at.alliance, at.leyburn, YEAR)
    assert (work.left, work.committed.pence) == (0, 300_00)
    assert payer_side.of(at.alliance, at.leyburn, YEAR - 1) == []


def test_each_sees_only_its_own(at: Owed):
    at.issued(half_days=2)
    page = reverse("school-used")
    assert "£900" in said(account(at.susan).get(page))
    assert "£900" not in said(account(at.ann).get(page))
    assert "No school or other body is recorded for you" in said(account(at.leader).get(page))
    assert account(at.ann).get(page, {"school": at.leyburn.pk}).status_code == 404
    poacher = cast.head(cast.alliance("Another", default=False), at.leyburn, "Eve Other")
    assert "£900" not in said(account(poacher).get(page))


def test_the_link_to_a_charge_opens_it_as_long_as_she_answers_for_the_payer(at: Owed):
    schedule = at.issued(half_days=2)
    browser, there = opened(at.link(at.susan, "charge"))
    page = reverse("school-used-of", args=[schedule.pk])
    assert page in browser.get(there).content.decode()
    assert "£900" in said(browser.get(page))
    Post.objects.filter(person=at.susan, role=Role.HEAD).update(ends=date(2026, 11, 1))
    assert browser.get(page).status_code == 403


def test_the_table_goes_into_a_spreadsheet(at: Owed):
    at.issued(half_days=2)
    answer = account(at.susan).get(reverse("school-used"), {"as": "csv"})
    _, row, total = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert row.startswith("Tom Raine,Leyburn Primary School,Leyburn Primary School,3.0,1.0,2.0,900.00,0.00,300.00,")
    assert total.startswith("TOTAL,,,3.0,1.0,2.0,900.00,")


def test_the_page_asks_as_much_however_much_work_there_is(db: None, query_count):
    at = Owed(granted=60)

    def cost() -> int:
        with query_count() as asked:
            said(susan.get(reverse("school-used")))
        return len(asked)

    susan = account(at.susan)
    at.issued(half_days=2)
    cost()
    few = cost()
    for day in (3, 4):
        at.delivered(day=day)
    at.pulled()
    charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    assert (cost(), few <= 15 + OPENING) == (few, True)
