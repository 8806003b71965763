"""Funds: the list, one with its figures and how its money goes, opened, changed, closed, rolled into the next year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.history import events
from drystone.payments import fund_figures, funds, unstated
from drystone.payments.access import finance
from drystone.payments.fund_figures import Carried, Figures, SchoolFigures, every_month
from drystone.payments.models import Fund, FundState
from drystone.people import access
from drystone.people.roles import LOOKS_AFTER_MONEY

from ..components import tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import settle
from ..templatetags.say import days, pounds, short_day
from . import burn_down
from .fund_forms import Closing, FundForm, Next, as_typed


def listed(request: Any) -> HttpResponse:
    """Every fund with what is promised, delivered and left; the open ones unless all are asked for."""
    shown = request.GET.get("show", "open")
    rows = visible(request, Fund).filter(alliance=request.alliance)
    found = list(rows.filter(state=FundState.OPEN) if shown == "open" else rows)
    may_act = request.alliance.pk in access.alliances_as(request.person, LOOKS_AFTER_MONEY)
    context = {"table": table(found, fund_figures.of(found)), "shown": shown, "may_act": may_act}
    return render(request, "office/funds/list.html", context)


def table(rows: list[Fund], figures: dict[int, Figures]) -> tables.Table:
    columns = [
        tables.Column("Fund", lambda row: link_to(row.name, "office-fund", row.pk)),
        tables.Column("Period", lambda row: f"{short_day(row.starts)} to {short_day(row.ends)}"),
        tables.Column("State", lambda row: row.get_state_display()),
        tables.Column("In all", lambda row: pounds(row.total_pence), number=True),
        tables.Column("Promised", lambda row: pounds(figures[row.pk].committed), number=True),
        tables.Column("Delivered", lambda row: pounds(figures[row.pk].delivered), number=True),
        tables.Column("Left", lambda row: pounds(figures[row.pk].left), number=True),
    ]
    return tables.Table("Funds", columns, rows, caption_hidden=True, empty="No fund is open.")


def fund(request: Any, pk: int) -> HttpResponse:
    """One fund: its figures, how its money goes, school by school, its reports, what happened."""
    shown = fetch(request, Fund, pk, "follows", "followed_by")
    found = fund_figures.carried(shown)
    figures = fund_figures.of_one(shown, found)
    months = fund_figures.burn_down(shown, found, today=request.today)
    periods = len(list(every_month(months[0].first, shown.ends)))
    context = {
        "shown": shown,
        "figures": figures,
        "burn_down": burn_down.of(months, figures, periods),
        "schools": school_table(shown, found),
        "orphans": funds.orphaned(shown),
        "next": getattr(shown, "followed_by", None),
        "meant": meant(shown),
        "reports": shown.reports.select_related("given_by"),
        "may_act": finance(request.person, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/funds/fund.html", context)


def meant(shown: Fund) -> list[tuple[str, str]]:
    """For whom it is, and the most that one school gets, as far as anything is said."""
    caps = [
        pounds(shown.cap_a_school_pence) if shown.cap_a_school_pence is not None else "",
        days(shown.cap_a_school_half_days) if shown.cap_a_school_half_days is not None else "",
    ]
    said = [
        ("Most for one school", " and ".join(filter(None, caps))),
        ("For work of", ", ".join(role.replace("_", " ") for role in shown.roles)),
        ("For these schools alone", ", ".join(shown.schools.order_by("name").values_list("name", flat=True))),
        ("For these areas alone", ", ".join(shown.areas.values_list("name", flat=True))),
    ]
    return [(name, words) for name, words in said if words]


def school_table(shown: Fund, found: Carried) -> tables.Table:
    columns = [
        tables.Column("School", lambda row: row.name),
        tables.Column("Promised", lambda row: pounds(row.committed), number=True),
        tables.Column("Delivered", lambda row: pounds(row.delivered), number=True),
        tables.Column("Time delivered", lambda row: days(row.half_days), number=True),
    ]
    if shown.cap_a_school_pence is not None or shown.cap_a_school_half_days is not None:
        columns.append(tables.Column("Left of its cap", under_cap, number=True))
    rows = fund_figures.by_school(shown, found)
    return tables.Table("School by school", columns, rows, empty="It carries no work yet.")


def under_cap(row: SchoolFigures) -> str:
    left = [
        pounds(max(0, row.left)) if row.left is not None else "",
        days(max(0, row.left_half_days)) if row.left_half_days is not None else "",
    ]
    said = ", ".join(filter(None, left))
    return f"{said}: at its cap" if row.at_its_cap else said


def new(request: Any) -> HttpResponse:
    form = FundForm(request.POST or None, alliance=request.alliance)
    verb = lambda: funds.begin(request.alliance, form.terms(), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=reverse("office-funds"), said="The fund is open."):
        return done
    return asked(request, form, "Open a fund", "Open the fund", reverse("office-funds"))


def change(request: Any, pk: int) -> HttpResponse:
    shown, then = fetch(request, Fund, pk), reverse("office-fund", args=[pk])
    form = FundForm(request.POST or None, alliance=request.alliance, initial=as_typed(shown))
    verb = lambda: funds.change(shown, form.terms(), by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="Changed."):
        return done
    return asked(request, form, "Change the fund", "Change it", then, shown)


def close(request: Any, pk: int) -> HttpResponse:
    """It carries nothing more; which work loses its carrier is said before anybody presses."""
    shown, then, form = fetch(request, Fund, pk), reverse("office-fund", args=[pk]), Closing(request.POST or None)
    verb = lambda: funds.close(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if shown.state == FundState.CLOSED and request.method == "GET":
        return redirect(then)
    if done := settle(request, form, verb, then=then, said="Closed. It carries nothing more."):
        return done
    losing = unstated.of_all_work(shown)
    return asked(request, form, "Close the fund", "Close it", then, shown, losing=losing, grave=True)


def roll(request: Any, pk: int) -> HttpResponse:
    """What is left goes into next year's fund, with what is promised."""
    shown, then, form = fetch(request, Fund, pk), reverse("office-fund", args=[pk]), Next(request.POST or None)
    verb = lambda: funds.roll(shown, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
    if done := settle(request, form, verb, then=then, said="Carried over. The new fund says where it came from."):
        return done
    rest = shown.to_spend_pence - shown.spent_pence
    return asked(request, form, "Roll into the next year", "Carry it over", then, shown, rest=rest)


def asked(
    request: Any, form: Any, heading: str, button: str, back: str, shown: Fund | None = None, **beside: Any
) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "back": back, "shown": shown, **beside}
    return render(request, "office/funds/form.html", context)
