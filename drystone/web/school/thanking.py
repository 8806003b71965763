"""Thanks to a home school for a term: what its System Leaders gave, and what came back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.register import access
from drystone.register.models import Designation
from drystone.reports import thanks

from ..doors import fetch


def term(request: Any, pk: int) -> HttpResponse:
    """One page, to print; for the term that ended last or is about to, or another that the address names."""
    designation = fetch(request, Designation, pk, "home_school")
    if not (access.releases(request.person, designation) or office(request.person, designation)):
        raise NotAllowed
    begun = thanks.terms(designation.alliance, request.today)
    asked = request.GET.get("term", "")
    chosen = next((each for each in begun if str(each.pk) == asked), None) or thanks.latest(begun, request.today)
    given = thanks.of_term(designation.home_school, designation.alliance, chosen) if chosen else None
    context = {"designation": designation, "thanks": given, "terms": begun, "chosen": chosen}
    return render(request, "school/thanks.html", context)
