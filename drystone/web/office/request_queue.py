"""The queue of requests for support: what presses most, whose it is, and what was promised by when."""

from collections import Counter
from operator import itemgetter
from typing import Any

from django import forms
from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.text import Truncator

from drystone.brokering import priority, service
from drystone.brokering.lifecycle import OPEN
from drystone.brokering.models import RequestState, ScopingVisit, SupportRequest
from drystone.brokering.sentences import waiting_for

from ..components import paging, tables
from ..doors import visible
from ..links_html import link_to
from ..templatetags.parts import tag
from ..templatetags.say import countdown, short_day

ORDERS = {"priority": ("priority", "id"), "age": ("submitted_at", "id"), "school": ("school__name", "id")}
VISITS = Prefetch("scoping_visits", ScopingVisit.objects.select_related("visitor"))
VIEWS = {
    "open": "Open",
    "mine": "Mine",
    "nobody": "Nobody's",
    "near": "Due soon",
    "missed": "Missed",
    "all": "All there ever were",
}


class Narrow(forms.Form):
    """Which of them; words that make no sense narrow nothing."""

    area = forms.ChoiceField(label="Area of expertise", required=False)
    state = forms.ChoiceField(label="State", required=False)

    def __init__(self, *args: Any, groups: list[dict[str, Any]], shown: str, **settings: Any):
        super().__init__(*args, **settings)
        areas: Counter[tuple[str, str]] = Counter()
        states: Counter[str] = Counter()
        for group in filter(itemgetter(shown), groups):
            name = group["area__name"] or "To be settled"
            areas[name, str(group["area"] or "none")] += group[shown]
            states[group["state"]] += group[shown]
        known = [(key, f"{label} ({states[key]})") for key, label in RequestState.choices if states[key]]
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [("", "All"), *((key, f"{name} ({areas[name, key]})") for name, key in sorted(areas))]
        fields["state"].choices = [("", "All"), *known]

    def wanted(self, rows: Any) -> Any:
        self.is_valid()
        area, state = self.cleaned_data.get("area"), self.cleaned_data.get("state")
        if area:
            rows = rows.filter(area=None) if area == "none" else rows.filter(area=area)
        return rows.filter(state=state) if state else rows


def queue(request: Any) -> HttpResponse:
    """Requests by how much they press, and by age; the open ones unless others are asked for."""
    promised = service.Service(request.alliance)
    sent = visible(request, SupportRequest).filter(alliance=request.alliance, submitted_at__isnull=False)
    parts = views(promised, request)
    asked = request.GET.get("show", "")
    shown = asked if asked in parts else "open"
    groups = counted(sent, parts)
    form = Narrow(request.GET, groups=groups, shown=shown)
    by = paging.order(request.GET.get("sort", ""), ORDERS, "priority")
    rows = form.wanted(sent.filter(parts[shown])).with_next_step().select_related("owner")
    page = paging.page(priority.weighed(rows, request.today), by.fields, request.GET.get("page", ""), is_wide=True)
    prefetch_related_objects([row for row in page.rows if row.state == RequestState.SCOPING], VISITS)
    context = {
        "table": table(page.rows, by.word, promised, request),
        "page": page,
        "filters": form,
        "shown": shown,
        "views": [(key, label, sum(map(itemgetter(key), groups))) for key, label in VIEWS.items()],
    }
    return render(request, "office/requests/queue.html", context)


def views(promised: service.Service, request: Any) -> dict[str, Q]:
    """Each way of looking at the queue, as the rows it shows."""
    open_ = Q(state__in=OPEN)
    return {
        "open": open_,
        "mine": open_ & Q(owner=request.person),
        "nobody": open_ & Q(owner=None),
        "near": promised.near(request.now),
        "missed": promised.missed(request.now),
        "all": Q(),
    }


def counted(sent: QuerySet, parts: dict[str, Q]) -> list[dict[str, Any]]:
    """How many there are of each area and state, by each way of looking; one query for all."""
    numbers = {key: Count("pk", filter=which) for key, which in parts.items()}
    return list(sent.order_by().values("area", "area__name", "state").annotate(**numbers))


def table(rows: list[Any], sort: str, promised: service.Service, request: Any) -> tables.Table:
    columns = [
        tables.Column("School", where, sort="school"),
        tables.Column("What for", what_for),
        tables.Column("Priority", lambda row: pressing(row, request), sort="priority"),
        tables.Column("Waiting for", waiting_for),
        tables.Column("Promised", lambda row: promises(promised.promises(row, request.now))),
        tables.Column("Looked after by", lambda row: row.owner or "Nobody"),
        tables.Column("Sent", lambda row: f"{short_day(row.submitted_at)}, {countdown(row.submitted_at)}", sort="age"),
    ]
    narrowed = any(request.GET.get(name) for name in ("show", "area", "state"))
    empty = "No request is like that." if narrowed else "No school is waiting for support."
    return tables.Table("Requests for support", columns, rows, caption_hidden=True, sort=sort, empty=empty)


def where(row: Any) -> Any:
    link = link_to(row.school.name, "office-request", row.pk)
    return format_html('{}<br><span class="govuk-hint">{}</span>', link, row.school.authority or row.school.town)


def what_for(row: Any) -> Any:
    need = Truncator(row.need).chars(90)
    return format_html('{}<br><span class="govuk-hint">{}</span>', row.area or "Area to be settled", need)


def pressing(row: Any, request: Any) -> Any:
    """Its priority, and what it is made of, or who set it."""
    if hasattr(row, "set_priority"):
        return format_html('{} <span class="govuk-hint">Set: {}</span>', row.priority, row.set_priority.why)
    parts = priority.reckoned(row, request.alliance, request.today)
    return format_html('{} <span class="govuk-hint">{}</span>', parts.priority, parts.in_short.capitalize())


def promises(found: list[service.Promise]) -> Any:
    """In words, near or missed; the tone only helps to find them."""
    told = [tag(each.said, each.tone) if each.tone != "rest" else each.said for each in found]
    return told[0] if told else ""
