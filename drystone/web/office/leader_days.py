"""The days of one System Leader: granted, promised, left."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from drystone.register import diary
from drystone.register.models import Designation

from .. import release_rules
from ..doors import fetch
from ..releasing import days_of


def read(request: Any, shown: Designation) -> dict[str, Any]:
    """What her school releases her for in the coming terms, and on which days."""
    rules = diary.said(release_rules.of_designation(shown, request.today))
    return {"days": days_of(shown, request.today), "rules": rules}


def record_rules(request: Any, pk: int) -> HttpResponse:
    """The office writes down how the home school wants its days taken."""
    return release_rules.rules(request, fetch(request, Designation, pk), place(pk))


def close(request: Any, pk: int) -> HttpResponse:
    """Dates on which nobody goes, as the home school said."""
    return release_rules.close(request, fetch(request, Designation, pk), place(pk))


def open_again(request: Any, pk: int) -> HttpResponse:
    """Closed dates that work after all, as the home school said."""
    return release_rules.open_again(request, fetch(request, Designation, pk), place(pk))


def place(pk: int) -> release_rules.Place:
    back = reverse("office-leader-part", args=[pk, "days"])
    return release_rules.Place.at("office-leader", pk, back=back, recorded=True)
