"""A school is asked whether the Alliance may make out its invoices: it reads what that means, and signs."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.payments import self_billing
from drystone.payments.access import home_side
from drystone.payments.models import SelfBilling
from drystone.people.access import role_of

from ..doors import fetch
from ..pressing import settle


class Signing(forms.Form):
    """The tick is a person's: a mail filter that presses the button has ticked nothing."""

    vat_number = forms.CharField(
        label="Your school’s VAT number",
        help_text="Only if it is registered for VAT. It then stands on its invoices.",
        max_length=20,
        required=False,
    )
    name = forms.CharField(label="Your full name", max_length=100)
    role = forms.CharField(label="Your role", max_length=90)
    sure = forms.BooleanField(
        label="I agree to this for the school", error_messages={"required": "Tick the box to agree."}
    )


def agreement(request: Any, pk: int) -> HttpResponse:
    """What it means and for how long; she signs, or does nothing."""
    shown = fetch(request, SelfBilling, pk, "home_school", "alliance")
    if not shown.agreed_on:
        shown.starts = max(shown.starts, request.today)  # it never begins before it is signed
    asked = not (shown.agreed_on or shown.ended_on or shown.ends < request.today)
    known = {"name": request.person.name, "role": role_of(request.person, shown.home_school_id)}
    may_sign = asked and home_side(request.person, shown)
    form = Signing(request.POST or None, initial=known | {"vat_number": shown.vat_number}) if may_sign else None
    if form and (
        done := settle(request, form, signing(request, shown, form), then=here(pk), said="Thank you. Signed.")
    ):
        return done
    context = {"shown": shown, "form": form, "asked": asked, "terms": self_billing.terms(shown)}
    return render(request, "school/self_billing.html", context)


def signing(request: Any, shown: SelfBilling, form: Signing) -> Any:
    def sign() -> SelfBilling:
        given = form.cleaned_data
        typed = {"typed_name": given["name"], "typed_role": given["role"], "vat_number": given["vat_number"]}
        return self_billing.sign(shown, **typed, link=request.link, by=request.person, at=request.now)

    return sign


def here(pk: int) -> str:
    return reverse("school-self-billing", args=[pk])
