"""Files for finance are written as its package reads them: columns, days, sums, codes; and never run as a formula."""

import csv
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse

from drystone.deployment.models import VatCode
from drystone.lifecycle import NotAllowed, Refused
from drystone.payments import charges, entries, handover, layouts, presets
from drystone.payments.models import ChargeSchedule, FileLayout, Handover
from drystone.people.roles import Role
from drystone.schools.models import Organisation
from tests import cast
from tests.payments.owed import AFTER, NOVEMBER, Owed
from tests.supporting_pages import account, said

ROWS = FileLayout.Rows.values


def begun(at: Owed, of: str = "statements", key: str = "", **changes) -> FileLayout:
    layout = presets.begun(of, key, at.alliance)
    for name, value in ({"name": "Ours"} | changes).items():
        setattr(layout, name, value)
    return layouts.save(layout, by=at.finn, at=AFTER)


def handed(at: Owed, layout: FileLayout, of: str = "statements") -> bytes:
    return handover.hand_over(at.alliance, of, to=at.finn, layout=layout, by=at.finn, at=AFTER).content()


def rows_of(file: bytes, letters: str = "utf-8-sig", separator: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode(letters), newline=""), delimiter=separator))


def several(at: Owed) -> ChargeSchedule:
    """A schedule of two orders and two VAT codes, issued."""
    ordered = at.agreed(purchase_order="L-17", vat_code=VatCode.STANDARD, charge_pence=333_33)
    at.delivered(ordered, 3)
    at.pulled()
    ordered.agreements.update(vat_code=VatCode.EXEMPT, charge_pence=300_00)
    at.delivered(ordered, 4)
    at.delivered(at.agreed(), 5, half_days=2)
    at.pulled()
    (schedule,) = charges.prepare(at.alliance, NOVEMBER, by=None, at=AFTER)
    charges.issue(charges.approve(schedule, by=at.finn, at=AFTER), by=at.margaret, at=AFTER)
    return schedule


def test_the_default_of_charge_schedules_adds_vat_and_names_the_orders(at: Owed):
    several(at)
    file = handover.hand_over(at.alliance, "charges", to=at.finn, by=at.finn, at=AFTER).content()
    urn = at.leyburn.urn
    assert rows_of(file)[1:] == [
        ["1", "2026-11", at.leyburn.name, str(urn), "L-17", "4", "616.67", "33.33", "650.00", "Finn Metcalfe",
         "Margaret Alderson"],
        ["TOTAL", "", "1 schedules", "", "", "4", "616.67", "33.33", "650.00", "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("rows", ROWS)
def test_however_papers_are_cut_into_rows_they_add_up(at: Owed, rows: str):
    schedule = several(at)
    made = entries.charges(at.alliance, [schedule], rows)
    assert len(made) == {"paper": 1, "code": 3, "line": 3}[rows]
    assert sum(row.pence for row in made) == schedule.total_pence
    assert sum(row.vat_pence for row in made) == schedule.vat_pence
    statement = at.prepared()[0]
    made = entries.statements(at.alliance, [statement], rows)
    assert sum(row.pence for row in made) == statement.total_pence


def test_sage_reads_ten_columns_in_its_order(at: Owed):
    several(at)
    file = handed(at, begun(at, "charges", "sage-invoices"), "charges")
    urn = str(at.leyburn.urn)
    same = ["01/12/2026", "C00001", "System Leader support, November 2026"]
    assert rows_of(file, "cp1252") == [
        ["Type", "Account Reference", "Nominal A/C Ref", "Department Code", "Date", "Reference", "Details",
         "Net Amount", "Tax Code", "Tax Amount"],
        ["SI", urn, "4000", "0", *same, "300.00", "T2", "0.00"],
        ["SI", urn, "4000", "0", *same, "150.00", "T2", "0.00"],
        ["SI", urn, "4000", "0", *same, "166.67", "T1", "33.33"],
    ]  # fmt: skip


def test_xero_reads_its_own_headings_and_names_of_rates(at: Owed):
    at.approved()
    file = handed(at, begun(at, "statements", "xero-bills"))
    assert rows_of(file, "utf-8") == [
        ["*ContactName", "*InvoiceNumber", "*InvoiceDate", "*DueDate", "*Description", "*Quantity", "*UnitAmount",
         "*AccountCode", "*TaxType"],
        ["Reeth Primary School", "S00001", "01/12/2026", "31/12/2026", "System Leader work, November 2026", "1",
         "145.00", "400", "Exempt Expenses"],
    ]  # fmt: skip


def columns(*pairs: tuple[str, str], text: str = "") -> list[dict[str, str]]:
    return [{"holds": holds, "heading": heading, "text": text} for holds, heading in pairs]


HOSTILE = ["=SUM(1)", "+44", "-1+1", "@cmd", "\t=1", "＝1", "|x", "%0"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_text_becomes_a_formula_wherever_it_stands(at: Owed, text: str, kind: str):
    Organisation.objects.filter(pk=at.reeth.pk).update(name=text)
    at.reeth.refresh_from_db()
    at.approved()
    cells = columns(("text", text), ("school", text), text=text)
    file = handed(at, begun(at, columns=cells, kind=kind, has_total=False))
    if kind == "csv":
        assert rows_of(file) == [[f"'{text}"] * 2] * 2
        return
    for row in openpyxl.load_workbook(BytesIO(file)).active.iter_rows():
        for cell in row:
            assert (cell.data_type, cell.quotePrefix) in (("s", True), ("s", False))
            assert cell.data_type != "f"


def test_a_credit_is_a_number_also_with_a_comma(at: Owed):
    line = at.sent().lines.get()
    at.credited(line)
    at.delivered(at.agreed(), 9, half_days=2)
    at.pulled()
    (statement,) = at.prepared(month=date(2026, 12, 1))
    way = begun(at, columns=columns(("pence", "Sum")), rows="line", sums="comma", separator=";")
    made = entries.statements(at.alliance, [statement], "line")
    file = layouts.written(way, made, "1 statements")
    assert sorted(row[0] for row in rows_of(file, separator=";")) == ["-145,00", "145,00", "290,00", "Sum"]


def test_pence_tabs_short_days_and_windows_letters(at: Owed):
    Organisation.objects.filter(pk=at.reeth.pk).update(name="Ysgol Tŷ Ffwl & Café")
    at.reeth.refresh_from_db()
    at.approved()
    cells = columns(("school", "A"), ("on", "B"), ("pence", "C"), ("days", "D"))
    way = begun(at, columns=cells, sums="pence", separator="\t", days="%d%m%Y", letters="cp1252", has_headings=False)
    assert handed(at, way) == b"Ysgol T? Ffwl & Caf\xe9\t01122026\t14500\t0.5\r\nTOTAL\t\t14500\t0.5\r\n"


def test_in_excel_days_and_sums_are_days_and_numbers(at: Owed):
    at.approved()
    cells = columns(("on", "Day"), ("pence", "Sum"), ("number", "Number"))
    made = handover.hand_over(
        at.alliance, to=at.finn, layout=begun(at, columns=cells, kind="xlsx", sums="comma"), by=at.finn, at=AFTER
    )
    assert made.name == "statements-0001.xlsx"
    sheet = openpyxl.load_workbook(BytesIO(made.content())).active
    first, last = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert (first[0].date(), first[1:], last) == (date(2026, 12, 1), [145, "1"], ["TOTAL", 145, ""])


def test_a_changed_layout_leaves_the_files_there_are(at: Owed):
    at.approved()
    way = begun(at)
    file = handed(at, way)
    way.columns = way.columns[:1]
    layouts.save(way, by=at.finn, at=AFTER)
    assert Handover.objects.get().content() == file


def test_a_name_stands_once_and_only_who_looks_after_the_money_keeps_one(at: Owed):
    begun(at)
    with pytest.raises(Refused, match="called Ours already"):
        begun(at)
    for person in (at.ann, at.coordinator(), at.leader):
        with pytest.raises(NotAllowed):
            layouts.save(presets.begun("charges", "", at.alliance), by=person, at=AFTER)
    with pytest.raises(Refused, match="from 1 to 30 columns"):
        begun(at, "charges", columns=[])


def typed(html_page, **changes) -> dict[str, str]:
    """What the form of a page holds, with changes."""
    form = html_page.context["form"]
    given = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in (given | changes).items() if value not in (None, False)}


def test_the_page_shows_real_lines_and_keeps_only_what_is_kept(at: Owed):
    at.approved()
    office, page = account(at.finn), reverse("office-layout-new", args=["statements"])
    first = office.get(page)
    assert "Reeth Primary School" in said(first)
    moved = typed(first, name="Town hall", text_8="4021", holds_8="text", heading_8="Nominal code", order_8="1")
    looked = said(office.post(page, moved | {"look": "yes"}))
    assert 'data-label="Nominal code">4021</td>' in looked
    assert not FileLayout.objects.exists()
    for _ in range(2):
        office.post(page, moved)
    kept = FileLayout.objects.get()
    assert [each["heading"] for each in kept.columns][:2] == ["Statement", "Nominal code"]
    assert said(office.get(reverse("office-layout", args=[kept.pk]))).count("4021") >= 2


def test_what_is_wrong_is_said_and_what_was_typed_stays(at: Owed):
    office, page = account(at.finn), reverse("office-layout-new", args=["charges"])
    wrong = typed(office.get(page), name="Town hall", heading_12="Lost", text_0="100", pay_within_days="9999")
    html = said(office.post(page, wrong))
    assert "Choose what the column holds." in html
    assert "Only a column of the same text has a text of its own." in html
    assert 'value="Lost"' in html
    assert not FileLayout.objects.exists()


def test_another_alliances_layout_is_neither_seen_nor_chosen(at: Owed):
    other = cast.alliance("Wensleydale Alliance", default=False)
    nina = cast.officer(other, "Nina Fawcett", Role.FINANCE)
    foreign = layouts.save(presets.begun("statements", "sage-bills", other), by=nina, at=AFTER)
    at.approved()
    office = account(at.finn)
    assert office.get(reverse("office-layout", args=[foreign.pk])).status_code == 404
    given = {"name": "Jean", "email": "jean@lead.example", "layout": foreign.pk}
    office.post(reverse("office-handover-new", args=["statements"]), given)
    assert not Handover.objects.exists()


def test_a_charge_schedule_is_handed_over_once_when_it_is_issued(at: Owed):
    schedule = at.charged()
    with pytest.raises(handover.NothingToHandOver):
        handover.hand_over(at.alliance, "charges", to=at.finn, by=at.finn, at=AFTER)
    charges.issue(charges.approve(schedule, by=at.finn, at=AFTER), by=at.margaret, at=AFTER)
    made = handover.hand_over(at.alliance, "charges", to=at.finn, by=at.finn, at=AFTER)
    assert (made.papers, made.total_pence, made.name) == (1, 150_00, "charges-0001.csv")
    with pytest.raises(handover.NothingToHandOver):
        handover.hand_over(at.alliance, "charges", to=at.finn, by=at.finn, at=AFTER)
    office = account(at.finn)
    assert "stands in file 1 for finance" in said(office.get(reverse("office-charge", args=[schedule.pk])))
    assert at.leyburn.name in said(office.get(reverse("office-handover", args=[made.pk])))
