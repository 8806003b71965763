"""Planning, moving, calling off and missing a visit: for the leader, the school that is visited, the office.

What speaks against a day is said before anything is planned on it, and is in nobody's way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime

from drystone.deployment import calling_off, clashes, rearranging, visits, wording
from drystone.deployment.clashes import Clash
from drystone.deployment.models import Agreement, Deployment, Visit, VisitMove, VisitState
from drystone.deployment.rearranging import Why
from drystone.deployment.visits import CannotPlan

from . import costs, release_rules, visit_forms
from .days import Day
from .doors import press

AHEAD = timedelta(weeks=8)
NAMED = ("leader", "home_school", "receiving_school", "alliance")
OF_VISIT = tuple(f"deployment__{name}" for name in NAMED)
MOST, NOON = 8, 12


@dataclass(frozen=True)
class Place:
    """Who plans, and where she goes on: `for_office` where she may plan in spite of a rule and acts for others."""

    back: str
    for_office: bool = False
    for_school: bool = False


def plan(request: Any, deployment: Deployment, place: Place, *, several: str) -> HttpResponse:
    """One visit; days that clash with nothing are one press away."""
    kind = visit_forms.OfficePlan if place.for_office else visit_forms.Plan
    form = kind(request.POST or None, initial=asked_day(request))
    found = spoken_against(request, form, deployment)
    if request.method == "POST" and form.is_valid() and may_go_on(request, found):
        names = [name for name in ("half_days", "place", "in_spite") if name in form.cleaned_data]
        given: dict[str, Any] = {name: form.cleaned_data[name] for name in names} | form.moments()
        verb = lambda: visits.plan(deployment, **given, by=request.person, at=request.now)  # noqa: E731
        if done := attempted(request, form, verb, place, "Planned. Everybody has the date."):
            return done
    more: dict[str, Any] = {"heading": "Plan a visit", "button": "Plan the visit", "several": several}
    return shown(request, "visits/plan.html", form, deployment, place, found, **more)


def move(request: Any, visit: Visit, place: Place) -> HttpResponse:
    """Another day or hour; who asked and why is kept."""
    kind = visit_forms.OfficeMove if place.for_office else visit_forms.Move
    form = kind(request.POST or None, initial=standing(visit) | asked_day(request))
    found = spoken_against(request, form, visit.deployment, moving=visit)
    if request.method == "POST" and form.is_valid() and may_go_on(request, found):
        given: dict[str, Any] = form.moments() | {
            "why": Why(**form.why()),
            "in_spite": form.cleaned_data.get("in_spite", ""),
        }
        verb = lambda: rearranging.move(visit, **given, by=request.person, at=request.now)  # noqa: E731
        if done := attempted(request, form, verb, place, "Moved. Everybody has the new date."):
            return done
    more: dict[str, Any] = {"heading": "Move the visit", "button": "Move the visit", "visit": visit}
    return shown(request, "visits/plan.html", form, visit.deployment, place, found, moving=visit, **more)


def standing(visit: Visit) -> dict[str, Any]:
    starts, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    return {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}


def asked_day(request: Any) -> dict[str, date]:
    """The day of a link beside the form."""
    try:
        return {"day": Day().clean(request.GET.get("day", ""))}
    except forms.ValidationError:
        return {}


def spoken_against(
    request: Any, form: forms.Form, deployment: Deployment, *, moving: Visit | None = None
) -> list[Clash]:
    """What speaks against the day that is typed, or that a link has filled in."""
    given = form.cleaned_data if form.is_valid() else {}
    day, length = given.get("day"), given.get("half_days", 1)
    if request.method != "POST":
        day = asked_day(request).get("day")
    if day is None or (given and is_planned(deployment, given["starts_at"])):
        return []
    half_days = moving.half_days if moving else length
    if given and not is_possible(form, deployment, day, half_days, moving):
        return []
    return clashes.on(deployment, day, half_days, today=request.today, moving=moving)


def is_possible(form: forms.Form, deployment: Deployment, day: date, half_days: int, moving: Visit | None) -> bool:
    """What forbids a day is said before what only speaks against it."""
    try:
        visits.check_agreed(deployment, day, half_days, moving=moving)
    except CannotPlan as no:
        form.add_error("day", str(no))
        return False
    return True


def is_planned(deployment: Deployment, starts_at: datetime) -> bool:
    """Pressed twice, the first press does not speak against the second."""
    return deployment.visits.filter(state=VisitState.PLANNED, starts_at=starts_at).exists()


def may_go_on(request: Any, found: list[Clash]) -> bool:
    """Nothing speaks against it but what a rule decides, or she has read what does and ticked that it is so."""
    return all(clash.forbids for clash in found) or bool(request.POST.get("all_the_same"))


def attempted(request: Any, form: forms.Form, verb: Callable[[], Any], place: Place, said: str) -> HttpResponse | None:
    try:
        return press(request, verb, then=place.back, said=said)
    except CannotPlan as no:
        rule = isinstance(no, visits.AgainstRules) and place.for_school
        form.add_error("day", "The System Leader cannot come on that day." if rule else str(no))
        return None


def shown(
    request: Any,
    template: str,
    form: forms.Form,
    deployment: Deployment,
    place: Place,
    found: list[Clash],
    *,
    moving: Visit | None = None,
    **more: Any,
) -> HttpResponse:
    agreement = wording.in_force(deployment)
    known = days_ahead(deployment, agreement, asked_about(request, form), request.now, moving)
    context = {
        "costs": costs.moving_said(request.person, moving, agreement, at=request.now) if moving else [],
        "form": form,
        "deployment": deployment,
        "back": place.back,
        "warned": [clash.said_to(school=place.for_school) for clash in found if not clash.forbids],
        "forbidden": [clash.said_to(school=place.for_school) for clash in found if clash.forbids],
        "free": free(known, moving) if known else [],
        "rules": [] if place.for_school or not known else release_rules.read_out(known, request.today),
        "asks": request.method == "POST",
    }
    return render(request, template, context | more)


def asked_about(request: Any, form: forms.Form) -> date | None:
    """The day that was typed, or that a link has filled in."""
    return form.cleaned_data.get("day") if form.is_bound else asked_day(request).get("day")


def days_ahead(
    deployment: Deployment, agreement: Agreement | None, day: date | None, at: datetime, moving: Visit | None
) -> clashes.Days | None:
    """The agreed weeks from the day asked about on; without one from today on, in the afternoon from tomorrow."""
    now = localtime(at)
    today = now.date()
    first = today if now.hour < NOON else today + timedelta(days=1)
    if agreement is None or max(first, agreement.starts) > agreement.ends:
        return None
    first = max(first, agreement.starts)
    if day and first < day <= agreement.ends:
        first = day
    return clashes.Days(deployment, first, min(agreement.ends, first + AHEAD), today=today, moving=moving)


def free(known: clashes.Days, moving: Visit | None) -> list[date]:
    """Those that clash with nothing."""
    return known.free(moving.half_days if moving else 1, most=MOST)


def cancel(request: Any, visit: Visit, place: Place, *, move_url: str) -> HttpResponse:
    """Calling off, with what it costs; moving is offered first."""
    kind = visit_forms.OfficeCancel if place.for_office else visit_forms.Cancel
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.person, "at": request.now}
        verb = lambda: calling_off.cancel(visit, **given)  # noqa: E731
        return press(request, verb, then=place.back, said="Called off. Everybody has been told.")
    context = {
        "form": form,
        "visit": visit,
        "back": place.back,
        "cost": costs.calling_off_said(request.person, visit, at=request.now),
    }
    context["move_url"] = move_url
    return render(request, "visits/cancel.html", context)


def missed(request: Any, visit: Visit, place: Place) -> HttpResponse:
    """Somebody was not there; or that was a mistake."""
    is_missed = visit.state == VisitState.MISSED
    form = (visit_forms.NotMissed if is_missed else visit_forms.Missed)(request.POST or None)
    verb = calling_off.not_missed if is_missed else calling_off.miss
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.person, "at": request.now}
        said = "It stands as planned again." if is_missed else "Noted. The other side has been told."
        try:
            return press(request, lambda: verb(visit, **given), then=place.back, said=said)
        except CannotPlan as no:
            form.add_error(None, str(no))
    heading = "It was not missed" if is_missed else "The visit was missed"
    context = {"form": form, "visit": visit, "back": place.back, "heading": heading, "is_missed": is_missed}
    return render(request, "visits/missed.html", context)


def moved(request: Any, visit: Visit) -> dict[str, Any]:
    """How the visit came to stand where it does, and what the reader may say to it."""
    stands = visit.moved and visit.state == VisitState.PLANNED
    last: VisitMove | None = rearranging.last_move(visit) if stands else None
    if last is None:
        return {}
    last.visit = visit
    return {
        "moved": last,
        "knows_why": rearranging.may_know_why(request.person, last),
        "moved_on": localdate(last.was_starts_at),
        "objection_form": visit_forms.Objection() if rearranging.may_object(request.person, last) else None,
    }
