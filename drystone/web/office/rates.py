"""The rate card: what a unit of work costs whom, from which day on, and what so much of it would cost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone import saying
from drystone.alliances.models import CHARGING_NOBODY
from drystone.deployment.models import Flow, Unit
from drystone.payments import pricing, rates, undue, vat
from drystone.payments.access import only_finance
from drystone.payments.models import Fee, Rate

from ..components import tables
from ..templatetags.say import pounds, short_day
from .rate_forms import Change, HowMuch

USUAL = {"how_many": 5, "flow": Flow.HUB}


def card(request: Any) -> HttpResponse:
    """The rate card, its next change, and what so much work would cost whom today."""
    only_finance(request.person, request.alliance)
    form = Change(request.POST or None, initial={"fee_kind": Fee.NONE, "vat_code": "exempt"})
    if request.method == "POST" and form.is_valid() and changed(request, form):
        return redirect("office-rates")
    asked = HowMuch(request.GET if "how_many" in request.GET else None, initial=USUAL)
    wanted = asked.cleaned_data if asked.is_bound and asked.is_valid() else USUAL
    rows = Rate.objects.filter(alliance=request.alliance)
    context = {
        "form": form,
        "asked": asked,
        "table": table(list(rows)),
        "waiting": [each for each in undue.found(request.alliance) if each.role],
        "costs": None if asked.errors else costs(list(rows.on(request.today)), **wanted),
    }
    return render(request, "office/statements/rates.html", context)


def changed(request: Any, form: Change) -> bool:
    given = form.cleaned_data
    what = {name: given[name] for name in ("since", "unit", "vat_code")} | given["sums"]
    try:
        rate = rates.change(request.alliance, given["role"], **what, by=request.person, at=request.now)
    except rates.NotLater as no:
        form.add_error("since", str(no))
        return False
    said = f"{pounds(rate.charge_pence)} charged and {pounds(rate.reimbursement_pence)} paid for {a(rate.unit)}"
    messages.success(request, f"{rate.get_role_display()}: {said} from {saying.day(rate.since)}.")
    return True


def a(unit: str) -> str:
    return f"{'an' if unit == Unit.HOUR else 'a'} {Unit(unit).label}"


def table(rows: list[Rate]) -> tables.Table:
    columns = [
        tables.Column("Rate for", lambda row: f"{row.get_role_display()}, {a(row.unit)}"),
        tables.Column("From", lambda row: short_day(row.since)),
        tables.Column("Charged", lambda row: pounds(row.charge_pence), number=True),
        tables.Column("Paid to the home school", lambda row: pounds(row.reimbursement_pence), number=True),
        tables.Column("Fee", fee_said),
        tables.Column("VAT", lambda row: row.get_vat_code_display()),
    ]
    return tables.Table("The rate card", columns, rows, empty="The card is empty. Set the first rates below.")


def fee_said(rate: Rate) -> str:
    """£50; 15 % inside the price: £52.50; none."""
    kept = rate.charge_pence - rate.reimbursement_pence
    if rate.fee_kind in (Fee.INSIDE, Fee.ON_TOP):
        where = "inside the price" if rate.fee_kind == Fee.INSIDE else "on top"
        return f"{rate.fee / 100:g} % {where}: {pounds(kept)}"
    return pounds(kept) if kept else "None"


def costs(rows: list[Rate], how_many: int, flow: str) -> tables.Table:
    """Each row of the card of today, multiplied, with VAT."""
    columns = [
        tables.Column("Work", lambda row: f"{row[0].get_role_display()}, {pricing.said(row[0].unit, how_many)}"),
        tables.Column("Who pays is charged", lambda row: pounds(row[1].charge_pence), number=True),
        tables.Column("VAT", lambda row: pounds(vat.on(row[1].charge_pence, row[0].vat_code)), number=True),
        tables.Column("The home school gets", lambda row: pounds(row[1].reimbursement_pence), number=True),
        tables.Column("The Alliance’s fee", lambda row: fee_of(row[1], flow), number=True),
    ]
    multiplied = [(rate, cost(rate, how_many, flow)) for rate in rows]
    return tables.Table(f"What it would cost: {Flow(flow).label}", columns, multiplied)


def cost(rate: Rate, how_many: int, flow: str) -> pricing.Sums:
    one = pricing.by_flow(flow, pricing.Sums(rate.charge_pence, rate.reimbursement_pence))
    return pricing.Sums(*(pricing.amount(pence, how_many) for pence in vars(one).values()))


def fee_of(sums: pricing.Sums, flow: str) -> str:
    """What the Alliance keeps; it keeps nothing of what it charges nobody for."""
    return pounds(0 if flow in CHARGING_NOBODY else sums.fee_pence)
