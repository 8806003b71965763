"""Self-billing agreements: which school's statements are its invoices, until when; agreed, renewed, ended."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.alliances.calendar import anniversary
from drystone.history import events
from drystone.payments import self_billing
from drystone.payments.access import finance
from drystone.payments.models import SelfBilling
from drystone.payments.self_billing import Agreed
from drystone.people import access
from drystone.people.roles import LOOKS_AFTER_MONEY
from drystone.schools import search

from ..components import paging, tables
from ..days import Day
from ..doors import fetch, press
from ..links_html import link_to
from ..pressing import settle
from ..school_field import SchoolField
from ..templatetags.say import short_day
from .paying import Note


class Asking(forms.Form):
    """The school gives its VAT number itself, when it signs."""

    school = SchoolField(label="Which school?")
    starts = Day(label="From", help_text="It begins on the day on which the school signs, if that is later.")
    ends = Day(label="Until", help_text="Twelve months at most.")


class Agreement(forms.Form):
    school = SchoolField(label="With which school?")
    agreed_by = forms.CharField(
        label="Who agreed for the school", help_text="For example: Jane Dinsdale, business manager", max_length=200
    )
    agreed_on = Day(label="On which day they agreed")
    starts = Day(label="From")
    ends = Day(label="Until", help_text="Twelve months at most.")
    vat_number = forms.CharField(
        label="The school’s VAT number",
        help_text="Only if it is registered for VAT. It then stands on its invoices.",
        max_length=20,
        required=False,
    )

    def said(self) -> Agreed:
        return Agreed(**{name: value for name, value in self.cleaned_data.items() if name != "school"})


def listed(request: Any) -> HttpResponse:
    """The newest first: which hold, which lapse soon."""
    rows = SelfBilling.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    page = paging.page(rows.select_related("home_school"), ("-ends", "-id"), request.GET.get("page", ""))
    may_act = request.alliance.pk in access.alliances_as(request.person, LOOKS_AFTER_MONEY)
    context = {"table": table(page.rows, request.today), "page": page, "may_act": may_act}
    return render(request, "office/self_billing/list.html", context)


def table(rows: list[SelfBilling], today: Any) -> tables.Table:
    columns = [
        tables.Column("School", lambda row: link_to(row.home_school.name, "office-self-billing", row.pk)),
        tables.Column("From", lambda row: short_day(row.starts)),
        tables.Column("Until", lambda row: short_day(row.ends)),
        tables.Column("Agreed by", lambda row: row.agreed_by or "Nobody yet"),
        tables.Column("Today", lambda row: row.standing(today)),
    ]
    empty = "No school has agreed to self-billing. Its statements are claims, and no invoices."
    return tables.Table("Self-billing agreements", columns, rows, caption_hidden=True, empty=empty)


def new(request: Any) -> HttpResponse:
    """Finance records what a school has agreed to; renewing, what was agreed before is filled in."""
    before = SelfBilling.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    last = before.filter(home_school=search.by_key(request.GET.get("school", ""))).first()
    form = Agreement(request.POST or None, initial=as_renewed(last) if last else None)
    verb = lambda: self_billing.agree(  # noqa: E731
        request.alliance, form.cleaned_data["school"], form.said(), by=request.person, at=request.now
    )
    said = "Recorded. Statements sent from its first day on are the school’s invoices."
    if done := settle(request, form, verb, then=reverse("office-self-billings"), said=said):
        return done
    return render(request, "office/self_billing/new.html", {"form": form, "renewing": last})


def ask(request: Any) -> HttpResponse:
    """Whoever speaks for the school's money is asked by link to sign; for another year, where it had agreed before."""
    before = SelfBilling.objects.visible_to(request.person, on=request.today).filter(alliance=request.alliance)
    last = before.filter(home_school=search.by_key(request.GET.get("school", ""))).first()
    form = Asking(request.POST or None, initial=as_renewed(last) if last else None)
    verb = lambda: self_billing.ask(  # noqa: E731
        request.alliance, **form.cleaned_data, by=request.person, at=request.now
    )
    said = "The school is asked to sign. Until it has, its statements are no invoices."
    if done := settle(request, form, verb, then=reverse("office-self-billings"), said=said):
        return done
    return render(request, "office/self_billing/asking.html", {"form": form, "renewing": last})


def as_renewed(last: SelfBilling) -> dict[str, Any]:
    """The same for the year after."""
    starts = last.ended_on or last.ends + timedelta(days=1)
    ends = anniversary(starts, 1) - timedelta(days=1)
    return {"school": last.home_school, "starts": starts, "ends": ends, "vat_number": last.vat_number}


def agreement(request: Any, pk: int) -> HttpResponse:
    """One agreement: who agreed to what, until when, what happened."""
    shown = fetch(request, SelfBilling, pk, "home_school", "ended_by", "asked")
    context = {
        "shown": shown,
        "standing": shown.standing(request.today),
        "may_act": finance(request.person, shown),
        "timeline": events.of(shown),
    }
    return render(request, "office/self_billing/agreement.html", context)


def end(request: Any, pk: int) -> HttpResponse:
    """The school writes its own invoices again, and why."""
    shown = fetch(request, SelfBilling, pk, "home_school", "alliance")
    form, then = Note(request.POST or None, label="Why"), reverse("office-self-billing", args=[pk])
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"by": request.person, "at": request.now}
        verb = lambda: self_billing.end(shown, **form.cleaned_data, **by)  # noqa: E731
        return press(request, verb, then=then, said="Ended. What was sent before stays an invoice.")
    return render(request, "office/self_billing/end.html", {"shown": shown, "form": form})
