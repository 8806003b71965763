"""The office's visits: planned, moved and called off for others; which wait to be written up; which did not happen."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from drystone import saying
from drystone.deployment import calling_off, diaries
from drystone.deployment.models import Deployment, Visit
from drystone.documents import sheets

from .. import closing_days, files, inspecting, several_visits, visiting
from ..components import paging, tables
from ..doors import fetch
from ..links_html import link_to
from ..visiting import Place

MOST_IN_A_FILE = 5000


def here(pk: int) -> Place:
    return Place(reverse("office-deployment", args=[pk]), for_office=True)


def plan(request: Any, pk: int) -> HttpResponse:
    """A visit planned by the office."""
    several_url = reverse("office-visits-several", args=[pk])
    return visiting.plan(request, fetch(request, Deployment, pk, *visiting.NAMED), here(pk), several=several_url)


def several(request: Any, pk: int) -> HttpResponse:
    """Several visits by the pattern that was agreed."""
    return several_visits.page(request, fetch(request, Deployment, pk, *visiting.NAMED), here(pk))


def move(request: Any, pk: int) -> HttpResponse:
    """A visit moved by the office; who asked and why is kept."""
    visit = fetch(request, Visit, pk, *visiting.OF_VISIT)
    return visiting.move(request, visit, here(visit.deployment_id))


def cancel(request: Any, pk: int) -> HttpResponse:
    """A visit called off by the office, for whoever asked."""
    visit = fetch(request, Visit, pk, *visiting.OF_VISIT)
    move_url = reverse("office-visit-move", args=[pk])
    return visiting.cancel(request, visit, here(visit.deployment_id), move_url=move_url)


def inspection(request: Any, pk: int) -> HttpResponse:
    """Either school of a deployment has been called by Ofsted, the office was told."""
    deployment = fetch(request, Deployment, pk, "receiving_school", "home_school")
    schools = [deployment.receiving_school, deployment.home_school]
    return inspecting.page(request, schools, back=here(pk).back)


def closed_days(request: Any, pk: int) -> HttpResponse:
    """INSET and closed days of the school that is visited, as the office knows them."""
    deployment = fetch(request, Deployment, pk, "receiving_school")
    return closing_days.page(request, deployment.receiving_school, back=here(pk).back)


def listed(request: Any) -> HttpResponse:
    """One list at a time: what waits longest first."""
    kind = kind_of(request)
    by = ("-starts_at", "-id") if kind in diaries.NEWEST_FIRST else ("starts_at", "id")
    rows = diaries.of_alliance(request.alliance, kind, at=request.now)
    page = paging.page(rows, by, request.GET.get("page", ""))
    context = {"table": table(kind, page.rows, request.now), "page": page, "kind": kind, "kinds": diaries.KINDS}
    return render(request, "office/visits.html", context)


def kind_of(request: Any) -> str:
    kind = request.GET.get("show", "overdue")
    return kind if kind in diaries.KINDS else "overdue"


def table(kind: str, rows: list[Visit], at: datetime) -> tables.Table:
    columns = [
        tables.Column("System Leader", leader),
        tables.Column("School", lambda row: row.deployment.receiving_school.name),
        tables.Column("When", lambda row: saying.moment(row.starts_at)),
        tables.Column("What there is to know", lambda row: became(row, at)),
    ]
    empty = "Nothing waits here."
    return tables.Table(diaries.KINDS[kind], columns, rows, caption_hidden=True, empty=empty)


def leader(row: Visit) -> Any:
    return link_to(row.deployment.leader.name, "office-deployment", row.deployment_id)


def became(row: Visit, at: datetime) -> str:
    """Whom it waits for; or who called it off, why, and what that costs."""
    if row.state == "cancelled":
        who = row.get_cancelled_by_display() or "Nobody known"
        due = f", {row.charged_per_cent} % charged" if row.charged_per_cent else ""
        notice = row.notice_working_days
        given = "" if notice is None else f", {saying.working_days(notice)} notice"
        return f"{who}: {calling_off.said(row.cancelled_for).lower()}{given}{due}"
    if row.state == "missed":
        return f"By the {row.get_missed_by_display().lower() or 'one side'}"
    if row.state == "held" and (evaluation := getattr(row, "evaluation", None)) and evaluation.waived_for:
        return f"No evaluation: {evaluation.get_waived_for_display()}"
    if row.ends_at > at:
        return "The visit"
    record = getattr(row, "record", None)
    if record and record.state in record.SENT:
        return f"{row.deployment.leader} to send the visit evaluation; the visit record has gone"
    return f"{row.deployment.leader} to {'finish writing' if getattr(row, 'begun', False) else 'write'} it up"


def file(request: Any) -> HttpResponseBase:
    """The same list for a spreadsheet."""
    kind = kind_of(request)
    rows = diaries.of_alliance(request.alliance, kind, at=request.now).order_by("starts_at", "pk")[:MOST_IN_A_FILE]
    columns = ("System Leader", "School", "From", "To", "Half-days", "State", "What there is to know")
    made = sheets.csv_bytes(columns, (line(row, request.now) for row in rows))
    return files.send(made, f"visits {kind} {request.today:%Y-%m-%d}.csv", files.CSV)


def line(row: Visit, at: datetime) -> tuple[Any, ...]:
    deployment = row.deployment
    names = (deployment.leader.name, deployment.receiving_school.name)
    return (*names, row.starts_at, row.ends_at, row.half_days, row.get_state_display(), became(row, at))
