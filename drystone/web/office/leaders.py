"""System Leaders: the list with its filters, and one with everything that keeps her fit to be sent."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html

from drystone.alliances.calendar import next_term
from drystone.history import events
from drystone.register import certificates, queries
from drystone.register.lifecycle import DESIGNATION
from drystone.register.models import Designation

from ..components import paging, tables
from ..components.actions import Action, open_actions
from ..doors import visible
from ..links_html import link_to
from ..releasing import days_of
from ..templatetags.parts import state
from ..templatetags.say import days, short_day
from . import conditions, leader_forms
from .leader_moves import ASKING

ORDERS = {"name": ("person__name", "id"), "until": ("ends", "id")}
FORWARD = ("return",)  # what moves a designation on; pausing and ending stand apart


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


def leader(request: Any, pk: int) -> HttpResponse:
    """One designation: its period, days, induction, assurance, work, and what happened."""
    shown: Any = get_object_or_404(certificates.told(visible(request, Designation)), pk=pk)
    shown.alliance = request.alliance if request.alliance.pk == shown.alliance_id else shown.alliance
    areas = list(shown.areas.select_related("area"))
    induction = list(shown.induction.select_related("signed_off_by"))
    assurance = queries.assurance_of(shown)
    context = {
        "shown": shown,
        "days": days_of(shown, request.today),
        "areas": areas,
        "conditions": conditions.listed(request, shown, {row.area_id for row in areas}),
        "induction": induction,
        "induction_left": sum(item.done_on is None for item in induction),
        "assurance": assurance,
        "assured": bool(assurance and assurance.until >= request.today),
        "deployments": shown.deployments.select_related("receiving_school")[:20],
        "contributions": queries.contributions_of(shown)[:20],
        "certificate": shown.is_certified,
        "actions": buttons(request, shown, FORWARD),
        "endings": buttons(request, shown, ASKING.keys() - set(FORWARD)),
        "timeline": events.of(shown),
    }
    return render(request, "office/leaders/leader.html", context)


def buttons(request: Any, shown: Designation, verbs: Collection[str]) -> list[Action]:
    """Of these moves those that are open to the reader; whatever ends the designation is grave."""
    addresses: dict[str, str | Action] = {"return": reverse("office-leader-return", args=[shown.pk])}
    for verb, (_, label) in ASKING.items():
        there = reverse("office-leader-move", args=[shown.pk, verb])
        addresses[verb] = Action(label, there, press=False, grave=verb not in (*FORWARD, "pause"))
    past = () if shown.is_unanswered else ("decline",)  # who has accepted resigns instead
    wanted = {verb: address for verb, address in addresses.items() if verb in verbs and verb not in past}
    return open_actions(DESIGNATION, request.person, shown, wanted)
