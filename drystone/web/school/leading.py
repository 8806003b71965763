"""Your System Leaders: each with her days in each term, changed by one press; by e-mailed link or by account."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.people.access import heads
from drystone.register import access, released
from drystone.register.models import Designation

from .. import cookies, leaders_days
from ..doors import fetch
from ..leaders_days import Pressed
from ..pressing import settle

COOKIE, LONGEST = "said", timedelta(hours=12)


def mine(request: Any) -> HttpResponse:
    """By account: nothing is typed."""
    return page(request, list(released.by(request.person, request.alliance)), reverse("school-leaders"), typed=False)


def by_link(request: Any, pk: int) -> HttpResponse:
    """By the link about one of them: she types once who she is."""
    hers = list(released.by(request.person, request.alliance))
    asked = next((each for each in hers if each.pk == pk), None) or fetch(request, Designation, pk)
    if not access.releases(request.person, asked):
        raise NotAllowed
    leaders = [asked, *(each for each in hers if each.pk != pk)]
    return page(request, leaders, reverse("school-leaders-of", args=[pk]), typed=bool(request.link))


def page(request: Any, leaders: list[Designation], here: str, *, typed: bool) -> HttpResponse:
    lines = leaders_days.lines(leaders, request.alliance, request.today)
    known = {"said_by": cookies.read(request, COOKIE, longest=LONGEST).get(here, "")}
    form = Pressed(request.POST or None, typed=typed, initial=known)
    verb = lambda: leaders_days.press(request, lines, form)  # noqa: E731
    answer = settle(request, form, verb, then=here, said="Changed. What is promised stands.")
    if answer is None:
        context = {"lines": lines, "form": form, "here": here, "typed": typed, "asks_of": asks_of(request, leaders)}
        return render(request, "school/leaders.html", context)
    if typed:
        cookies.write(answer, COOKIE, {here: form.cleaned_data["said_by"]}, longest=LONGEST)
    return answer


def asks_of(request: Any, leaders: list[Designation]) -> int | None:
    """One of hers at a school that she heads, and may ask for support for."""
    hers = (each for each in leaders if heads(request.person, each.home_school_id, each.alliance_id))
    return next((each.pk for each in hers), None)
