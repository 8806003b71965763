"""Who is paid for a school's work: it says who is to be from now on, and stops a change of which it knows nothing."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.payments import access, payees
from drystone.payments.lifecycle import PAYEE
from drystone.payments.models import PayeeChange, Statement

from ..doors import fetch, press
from ..payee_form import PayeeForm
from ..pressing import settle


class Stop(forms.Form):
    """The tick is a person's: a mail filter that presses the button has ticked nothing."""

    sure = forms.BooleanField(
        label="This change is to be stopped", error_messages={"required": "Tick the box to stop it."}
    )
    note = forms.CharField(label="Why, if you like to say", max_length=300, required=False)


def change(request: Any, pk: int) -> HttpResponse:
    """Who would be paid from which day; nothing need be done, or one press stops it."""
    shown = fetch(request, PayeeChange, pk, "school", "paid_to", "alliance")
    form = Stop(request.POST or None) if PAYEE.may(request.person, shown, "stop") else None
    if form and request.method == "POST" and form.is_valid():
        here, note = reverse("school-payee-change", args=[pk]), form.cleaned_data["note"]
        verb = lambda: payees.stop(shown, note=note, by=request.person, at=request.now)  # noqa: E731
        return press(request, verb, then=here, said="Thank you. It is stopped, and the Alliance has been told.")
    return render(request, "school/payee_change.html", {"shown": shown, "form": form})


def propose(request: Any, pk: int) -> HttpResponse:
    """From its statement a school says that somebody else is to be paid. Somebody at the Alliance confirms it."""
    statement = fetch(request, Statement, pk, "home_school", "alliance")
    school, then = statement.home_school, reverse("school-statement", args=[pk])
    if not access.may_propose_payee(request.person, statement.alliance, school):
        raise NotAllowed
    form = PayeeForm(request.POST or None, school=school)
    verb = lambda: payees.propose(  # noqa: E731
        statement.alliance, school, form.payee(), why=form.cleaned_data["why"], by=request.person, at=request.now
    )
    said = "Thank you. Somebody at the Alliance confirms it with you before anything changes."
    if done := settle(request, form, verb, then=then, said=said):
        return done
    return render(request, "school/payee_new.html", {"form": form, "school": school, "back": then})
