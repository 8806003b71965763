"""System Leaders: the register, searched and narrowed."""

from math import isqrt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from drystone.alliances.calendar import next_term
from drystone.people.access import alliances_as
from drystone.people.roles import MANAGES
from drystone.register import areas, finding, queries
from drystone.register.models import Designation

from ..components import paging, tables
from ..links_html import link_to
from ..templatetags.parts import state
from ..templatetags.say import days, miles, short_day
from .leader_search import Search

ORDERS = {"name": ("person__name", "id"), "until": ("ends", "id"), "left": ("left", "id")}
NEAR = {"near": ("apart", "id")}


def listed(request: Any) -> HttpResponse:
    """Who is on the register: the nearest first where a place was given, else by name."""
    alliance, today = request.alliance, request.today
    form = Search(
        request.GET,
        areas=areas.choices(queries.areas_held(alliance), alliance.pk, today),
        authorities=list(queries.authorities_of(alliance)),
    )
    term, wanted = next_term(alliance, today), form.wanted(today)
    rows = Designation.objects.visible_to(request.person, on=today).filter(alliance=alliance)
    orders = ORDERS | NEAR if wanted.near else ORDERS
    by = paging.order(request.GET.get("sort", ""), orders, "near" if wanted.near else "name")
    page = paging.page(finding.found(rows, wanted, term), by.fields, request.GET.get("page", ""), is_wide=True)
    context = {"table": table(page.rows, by.word, term, wanted), "page": page, "filters": form, "near": wanted.near}
    context["manages"] = alliance.pk in alliances_as(request.person, MANAGES)
    return render(request, "office/leaders/list.html", context)


def table(rows: list[Any], sort: str, term: Any, wanted: finding.Wanted) -> tables.Table:
    apart = [tables.Column("Away", lambda row: miles(isqrt(row.apart)), sort="near")] if wanted.near else []
    columns = [
        tables.Column("Name", lambda row: link_to(row.person.name, "office-leader", row.pk), sort="name"),
        tables.Column("Home school", lambda row: row.home_school.name),
        *apart,
        tables.Column("Areas", lambda row: ", ".join(map(named, row.areas.all()))),
        tables.Column(f"Days left, {term}" if term else "Days left", days_left, sort="left"),
        tables.Column("Until", lambda row: short_day(row.ends), sort="until"),
        tables.Column("State", stands),
    ]
    none = "No System Leader is like that. Ask for less, or further away."
    return tables.Table("System Leaders", columns, rows, caption_hidden=True, sort=sort, empty=none)


def named(held: Any) -> str:
    return f"{held.area} (waits for a condition)" if held.waits else str(held.area)


def days_left(row: Any) -> str:
    return f"{days(row.left)} of {days(row.granted)}" if row.granted else "None granted"


def stands(row: Any) -> Any:
    if not row.induction_left or row.state == "ended":
        return state(row)
    return format_html('{} <span class="govuk-hint">Induction: {} to do</span>', state(row), row.induction_left)
