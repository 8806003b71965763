"""Time sheets: days between two schools that one invoices or both exchange, each reading its own side of it."""

from datetime import date
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from drystone.deployment.models import Flow
from drystone.payments import time_sheets
from drystone.payments.models import DueLine
from drystone.schools.models import Organisation
from tests.payments.owed import Owed
from tests.postgres import OPENING
from tests.supporting_pages import account, said

YEAR = date(2026, 9, 1), date(2027, 8, 31)
NIL = {"flow": Flow.NIL, "charge_pence": 0, "reimbursement_pence": 0}
DIRECT = {"flow": Flow.DIRECT, "charge_pence": 290_00, "reimbursement_pence": 290_00}


def worked(at: Owed, terms: dict, *days: int, half_days: int = 2) -> None:
    deployment = at.agreed(half_days=6, **terms)
    for day in days:
        at.delivered(deployment, day, half_days)
    at.pulled()


def test_days_stand_by_leader_between_two_schools_and_money_only_where_one_invoices(db: None):
    at = Owed(granted=60)
    worked(at, DIRECT, 3, 4)
    worked(at, NIL, 5)
    worked(at, {}, 6)
    rows = time_sheets.rows(at.alliance, *YEAR)
    found = [(row.flow, row.leader, row.half_days, row.pence_for(None)) for row in rows]
    assert sorted(found) == [("direct", "Tom Raine", 4, 580_00), ("nil", "Tom Raine", 2, None)]
    assert time_sheets.rows(at.alliance, date(2025, 9, 1), date(2026, 8, 31)) == []


def test_a_school_that_does_not_pay_reads_days_alone(at: Owed):
    council = Organisation.objects.create(kind=Organisation.Kind.AUTHORITY, name="North Council")
    worked(at, DIRECT, 3)
    DueLine.objects.filter(flow=Flow.DIRECT).update(payer=council)
    (row,) = time_sheets.rows(at.alliance, *YEAR)
    told = [row.pence_for(school) for school in (at.reeth, council, at.leyburn, None)]
    assert told == [290_00, 290_00, None, 290_00]
    assert "£290" not in said(account(at.susan).get(reverse("school-time-sheets")))


def test_who_owes_days_is_what_was_given_more_than_got(at: Owed):
    worked(at, NIL, 3, 4)
    (ours,) = time_sheets.balances(at.alliance, at.reeth)
    (theirs,) = time_sheets.balances(at.alliance, at.leyburn)
    assert (ours.gave, ours.got, ours.more) == (4, 0, 4)
    assert (theirs.gave, theirs.got, theirs.more, theirs.other) == (0, 4, -4, at.reeth.name)
    for who in (at.ann, at.susan):
        assert "Leyburn Primary School owes 2 days." in said(account(who).get(reverse("school-time-sheets")))


def test_a_credit_takes_its_days_back(at: Owed):
    worked(at, NIL, 3, 4)
    at.credited(time_sheets.lines(at.alliance).order_by("pk")[0])
    assert [row.half_days for row in time_sheets.rows(at.alliance, *YEAR)] == [2]
    assert time_sheets.balances(at.alliance, at.reeth)[0].more == 2


def test_the_time_sheet_is_a_paper_and_a_table_and_no_money_is_in_an_exchange(at: Owed):
    worked(at, NIL, 3)
    page = reverse("school-time-sheets")
    pair = {"home": at.reeth.pk, "helped": at.leyburn.pk}
    ann = account(at.ann)
    paper = b"".join(ann.get(page, pair).streaming_content)
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper)).pages)
    assert "Leyburn Primary School owes 1 day." in text.replace("\n", " ")
    assert "£" not in text
    lines = b"".join(ann.get(page, {**pair, "as": "lines"}).streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Day,Work,Days,Amount GBP"
    assert lines[1].startswith("2026-11-03,")
    assert lines[1].endswith(",1.0,")


def test_the_office_reads_all_and_each_school_its_own(at: Owed):
    worked(at, DIRECT, 3)
    pair = {"home": at.reeth.pk, "helped": at.leyburn.pk}
    finn = account(at.finn)
    shown = said(finn.get(reverse("office-time-sheets")))
    assert "£290" in shown
    assert finn.get(reverse("office-time-sheets"), pair).status_code == 200
    listed = b"".join(finn.get(reverse("office-time-sheets"), {"as": "csv"}).streaming_content).decode("utf-8-sig")
    assert "Tom Raine,1.0,290.00,Leyburn Primary School" in listed
    hilda = at.another_head(Organisation.objects.create(name="Hawes Primary School", urn="999998"), "Hilda Hawes")
    page = reverse("school-time-sheets")
    assert "Tom Raine" not in said(account(hilda).get(page))
    assert account(hilda).get(page, pair).status_code == 404
    assert "No school or other body is recorded for you" in said(account(at.leader).get(page))


def test_the_pages_ask_as_much_however_many_days_there_are(db: None, query_count):
    at = Owed(granted=60)
    ann, finn = account(at.ann), account(at.finn)

    def costs() -> tuple[int, int]:
        found = []
        for browser, page in ((ann, "school-time-sheets"), (finn, "office-time-sheets")):
            with query_count() as asked:
                said(browser.get(reverse(page)))
            found.append(len(asked))
        return found[0], found[1]

    worked(at, NIL, 3)
    costs()
    few = costs()
    worked(at, NIL, 4, 5)
    worked(at, DIRECT, 6, 9)
    assert (costs(), max(few) <= 15 + OPENING) == (few, True)
