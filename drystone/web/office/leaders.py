"""System Leaders: the list with its filters."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from drystone.alliances.calendar import next_term
from drystone.register import queries
from drystone.register.models import Designation

from ..components import paging, tables
from ..links_html import link_to
from ..templatetags.parts import state
from ..templatetags.say import days, short_day
from . import leader_forms

ORDERS = {"name": ("person__name", "id"), "until": ("ends", "id")}


def listed(request: Any) -> HttpResponse:
    """Who is on the register, by name or by last day; those whose designation has not ended unless asked for."""
    rows = Designation.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    form = leader_forms.Narrow(
        request.GET,
        areas=list(queries.areas_held(request.alliance)),
        authorities=list(queries.authorities_of(request.alliance)),
    )
    term = next_term(request.alliance, request.today)
    shown = queries.leaders(queries.narrowed(rows, on=request.today, **form.wanted()), term)
    by = paging.order(request.GET.get("sort", ""), ORDERS, "name")
    page = paging.page(shown, by.fields, request.GET.get("page", ""))
    context = {"table": table(page.rows, by.word, term), "page": page, "filters": form}
    return render(request, "office/leaders/list.html", context)


def table(rows: list[Any], sort: str, term: Any) -> tables.Table:
    columns = [
        tables.Column("Name", lambda row: link_to(row.person.name, "office-leader", row.pk), sort="name"),
        tables.Column("Home school", lambda row: row.home_school.name),
        tables.Column("Areas", lambda row: ", ".join(map(named, row.areas.all()))),
        tables.Column(f"Days, {term}" if term else "Days", promised),
        tables.Column("Until", lambda row: short_day(row.ends), sort="until"),
        tables.Column("State", stands),
    ]
    return tables.Table(
        "System Leaders", columns, rows, caption_hidden=True, sort=sort, empty="No System Leader is like that."
    )


def named(held: Any) -> str:
    return f"{held.area} (waits for a condition)" if held.waits else str(held.area)


def promised(row: Any) -> str:
    return f"{days(row.promised)} of {days(row.granted)}" if row.granted else "None granted"


def stands(row: Any) -> Any:
    if not row.induction_left or row.state == "ended":
        return state(row)
    return format_html('{} <span class="govuk-hint">Induction: {} to do</span>', state(row), row.induction_left)
