"""What schools need: the list, putting needs together, and the map of need against the days that leaders have left."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from drystone.brokering import needs
from drystone.brokering.lifecycle import NEED
from drystone.brokering.models import Need
from drystone.documents.sheets import csv_bytes
from drystone.register.models import Area
from drystone.register.phases import Phase
from drystone.reports.need_map import Cell, HeatMap, Row, heat_map
from drystone.selection.models import Round

from .. import files
from ..components import paging, tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import settle
from ..templatetags.parts import state, tag
from ..templatetags.say import counted, days, short_day
from .leader_forms import Note


class Narrow(forms.Form):
    """Which needs the list shows; words that make no sense narrow nothing."""

    area = forms.ChoiceField(label="Area of expertise", required=False)
    state = forms.ChoiceField(label="State", choices=[("", "Open"), *Need.State.choices], required=False)

    def __init__(self, *args: Any, areas: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].choices = [("", "All"), *areas.values_list("code", "name")]  # type: ignore[attr-defined]

    def wanted(self, rows: Any) -> Any:
        self.is_valid()
        given = self.cleaned_data
        rows = rows.filter(state=given["state"]) if given.get("state") else rows.open()
        return rows.filter(area__code=given["area"]) if given.get("area") else rows


def of_alliance(request: Any) -> Any:
    return visible(request, Need).filter(alliance=request.alliance)


def listed(request: Any) -> HttpResponse:
    """What was noted, the newest first."""
    rows = of_alliance(request)
    form = Narrow(request.GET, areas=Area.objects.filter(pk__in=rows.order_by().values("area")))
    found = form.wanted(rows).select_related("area", "school", "together", "noted_by")
    page = paging.page(found, ("-noted_at", "-id"), request.GET.get("page", ""))
    context = {"table": table(page.rows), "page": page, "filters": form}
    return render(request, "office/needs/list.html", context)


def table(rows: list[Need]) -> tables.Table:
    columns = [
        tables.Column("Need", lambda row: link_to(row.area.name, "office-need", row.pk)),
        tables.Column("Where", where),
        tables.Column("How much", lambda row: row.get_strength_display()),
        tables.Column("Noted", lambda row: f"{short_day(row.noted_at)}, {row.noted_by}"),
        tables.Column("State", lambda row: format_html("{} {}", state(row), row.together or "")),
    ]
    empty = "No need is like that. System Leaders, heads and you note one from their first page."
    return tables.Table("Needs", columns, rows, caption_hidden=True, empty=empty)


def where(row: Need) -> str:
    return str(row.school or row.district or "The whole Alliance")


def in_short(row: Need) -> str:
    return f"{where(row)}: {row.text or row.get_strength_display()}"


class Together(forms.Form):
    """Needs of one area, under one title."""

    title = forms.CharField(label="What they have in common", max_length=120)
    needs = forms.MultipleChoiceField(label="Which needs?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, rows: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.rows = {str(row.pk): row for row in rows}
        field: Any = self.fields["needs"]
        field.choices = [(key, in_short(row)) for key, row in self.rows.items()]

    def clean_needs(self) -> list[Need]:
        return [self.rows[key] for key in dict.fromkeys(self.cleaned_data["needs"])]


def need(request: Any, pk: int) -> HttpResponse:
    """One need, and the others of its area, to be looked at as one."""
    shown = fetch(request, Need, pk, "area", "school", "noted_by", "together")
    alike = of_alliance(request).filter(area=shown.area, state=Need.State.NOTED).select_related("school")
    form = Together(request.POST or None, rows=alike, initial={"needs": [shown.pk], "title": str(shown.area)})
    here = reverse("office-need", args=[pk])

    def verb() -> Any:
        given = form.cleaned_data
        return needs.group(given["needs"], given["title"], by=request.person, at=request.now)

    context = {
        "shown": shown,
        "where": where(shown),
        "form": form if shown.state == Need.State.NOTED else None,
        "moves": [move for move in NEED.open_to(request.person, shown) if move.verb in needs.ACTS],
        "to_start": to_start(shown.area, str(shown.together or ""), shown.text),
        "back": reverse("office-needs"),
    }
    answer = settle(request, form, verb, then=here, said="They are looked at together.")
    return answer or render(request, "office/needs/need.html", context)


def move(request: Any, pk: int, verb: str) -> HttpResponse:
    """Met, or dropped, with what was done or why not."""
    if verb not in needs.ACTS:
        raise Http404
    shown, form, back = fetch(request, Need, pk, "area"), Note(request.POST or None), reverse("office-needs")
    heading = {"meet": "The need is met", "drop": "Nothing will be done about it"}[verb]

    def act() -> Any:
        return needs.ACTS[verb](shown, note=form.cleaned_data["note"], by=request.person, at=request.now)

    context = {"form": form, "heading": heading, "about": shown, "back": reverse("office-need", args=[pk])}
    answer = settle(request, form, act, then=back, said="Recorded.")
    return answer or render(request, "office/groups/form.html", context)


class OfPhase(forms.Form):
    """Of which phase the map is; a word that makes no sense shows all."""

    phase = forms.ChoiceField(label="Phase", choices=[("", "All"), *Phase.choices], required=False)

    def wanted(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("phase", ""))


def heat(request: Any) -> HttpResponseBase:
    """Need against the days that leaders have left this term, by area and district."""
    form = OfPhase(request.GET)
    phase = form.wanted()
    shown = heat_map(request.alliance, on=request.today, phase=phase)
    if request.GET.get("as") == "csv":
        return files.send(as_csv(shown), "Need and days.csv", files.CSV)
    context = {
        "map": shown,
        "table": drawn(shown, next_round(request)),
        "filters": form,
        "phase": phase,
        "csv": urlencode({"phase": phase, "as": "csv"}),
        "back": reverse("office-needs"),
    }
    return render(request, "office/needs/map.html", context)


def as_csv(shown: HeatMap) -> bytes:
    """A line for each area and district."""
    lines = [
        (str(row.area), district, cell.needs, cell.half_days / 2)
        for row in shown.rows
        for district, cell in zip(shown.districts, row.cells, strict=True)
        if cell.needs or cell.half_days
    ]
    return csv_bytes(["Area", "District", "Needs", "Days free"], lines)


def drawn(shown: HeatMap, round_: Round | None) -> tables.Table:
    columns = [tables.Column("Area", lambda row: row.area.name)]
    for at, district in enumerate(shown.districts):
        columns.append(tables.Column(district, lambda row, at=at: cell_said(row.cells[at])))  # type: ignore[misc]
    columns.append(tables.Column("What one may do", lambda row: to_do(row, round_)))
    empty = "Nothing is needed, as far as anybody has noted, and no days are free."
    return tables.Table("Need and days", columns, shown.rows, caption_hidden=True, empty=empty)


def cell_said(cell: Cell) -> Any:
    """In words; the tone only helps to find the gaps."""
    if not cell.needs:
        return f"{days(cell.half_days)} free" if cell.half_days else ""
    tone = "stop" if cell.is_gap else "wait" if cell.needs > cell.half_days else "good"
    free = f"{days(cell.half_days)} free" if cell.half_days else "nobody free"
    return format_html("{} {}", tag(counted(cell.needs, "need"), tone), free)


def to_do(row: Row, round_: Round | None) -> Any:
    """A topic for a group; and where nobody is free, an area for the next round."""
    if not row.needs:
        return ""
    group = format_html('<a class="govuk-link" href="{}">Start a group</a>', to_start(row.area))
    if not row.gaps:
        return group
    if round_ is None:
        there = reverse("office-rounds")
        return format_html('{} or <a class="govuk-link" href="{}">prepare a round</a>', group, there)
    aim = f"{reverse('office-round-areas', args=[round_.pk])}?{urlencode({'area': row.area.pk, 'number': row.gaps})}"
    return format_html('{} or <a class="govuk-link" href="{}">hope for {} in {}</a>', group, aim, row.gaps, round_)


def to_start(area: Area, title: str = "", purpose: str = "") -> str:
    """The page that starts a group, with the topic filled in."""
    given = {"kind": "development", "area": area.pk, "name": title or str(area), "purpose": purpose}
    return f"{reverse('office-group-start')}?{urlencode(given)}"


def next_round(request: Any) -> Round | None:
    """The round that applications may still be made in, or that is being prepared."""
    coming = Round.objects.for_newcomers().filter(alliance=request.alliance, closes_at__gt=request.now)
    return coming.order_by("opens_at").first()
