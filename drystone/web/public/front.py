"""The Alliance's public pages: the role, and a designation checked."""

from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from drystone import walls
from drystone.payments import rates
from drystone.payments.models import RateRole
from drystone.payments.rates import NoRate
from drystone.register import queries
from drystone.selection.models import Round
from drystone.selection.phases import monday_of, phase_of


def front(request: Any) -> HttpResponse:
    """What the role is, what it gives, what is paid, how to apply, and the next deadline with its true weekday."""
    published = Round.objects.visible_to(None, on=request.today).filter(alliance=request.alliance)
    coming = published.filter(closes_at__gt=request.now).order_by("closes_at")[:3]
    context = {
        "rounds": [(each, phase_of(each, request.now), monday_of(each.interviews_from)) for each in coming],
        "leader_pence": reimbursed(request, RateRole.SYSTEM_LEADER),
        "head_pence": reimbursed(request, RateRole.HEADTEACHER),
    }
    return render(request, "public/front.html", context)


def reimbursed(request: Any, role: str) -> int | None:
    try:
        return rates.for_day(request.alliance, role, request.today).reimbursement_pence
    except NoRate:
        return None


class Number(forms.Form):
    number = forms.CharField(label="Number on the certificate", help_text="For example SL-7KQ2-M4XD", max_length=30)


@rate_limit(action="check_designation", limit_get=True)
def check(request: Any) -> HttpResponse:
    """Whether a certificate's number stands for a designation in force, and until when; whose, and what for, only
    where she agreed to be listed."""
    form = Number(request.GET or None)
    found, areas = None, []
    if request.GET and form.is_valid():
        with walls.open_to_all():  # a certificate is good everywhere, whichever alliance issued it
            found = queries.by_number(form.cleaned_data["number"])
            areas = list(found.areas.counting().select_related("area")) if found and found.shown_in_directory else []
    in_force = bool(found and found.is_in_force(request.today))
    asked = bool(request.GET) and form.is_valid()
    context = {"form": form, "asked": asked, "found": found, "in_force": in_force, "areas": areas}
    return render(request, "public/check_designation.html", context)
