"""The rate card: what a day costs whom, from which day on, and what so many days would cost."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone.payments import rates
from drystone.payments.models import Rate, RateRole

from ..components import tables
from ..days import Day
from ..half_days import HalfDays
from ..templatetags.say import pounds, short_day


class Pounds(forms.DecimalField):
    """£300 or 312.50; kept as whole pence."""

    def __init__(self, **settings: Any):
        super().__init__(min_value=0, max_value=5000, decimal_places=2, **settings)
        self.widget.attrs |= {"inputmode": "decimal", "class": "govuk-input--width-5"}

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).strip().removeprefix("£").replace(",", "") if value else value)

    def clean(self, value: Any) -> int | None:
        given = super().clean(value)
        return None if given is None else int(given * 100)


class Change(forms.Form):
    role = forms.ChoiceField(label="Rate for", choices=RateRole.choices, widget=forms.RadioSelect)
    since = Day(label="From", help_text="Agreements drawn up before this day keep their rate.")
    reimbursement_pence = Pounds(label="Paid to the home school, pounds a day")
    charge_pence = Pounds(label="Charged to who pays, pounds a day")


class Days(forms.Form):
    days = HalfDays(label="Days", help_text="Halves count: 2.5")


def card(request: Any) -> HttpResponse:
    """The rate card, its next change, and what a number of days would cost whom today."""
    form = Change(request.POST or None)
    if request.method == "POST" and form.is_valid() and changed(request, form):
        return redirect("office-rates")
    asked = Days(request.GET if "days" in request.GET else None, initial={"days": 5})
    half_days = asked.cleaned_data["days"] if asked.is_bound and asked.is_valid() else 5
    rows = list(Rate.objects.filter(alliance=request.alliance))
    today = [row for row in rows if row.since <= request.today and (row.until is None or row.until >= request.today)]
    context = {
        "form": form,
        "asked": asked,
        "half_days": half_days,
        "table": table(rows),
        "costs": [cost(row, half_days) for row in today],
    }
    return render(request, "office/statements/rates.html", context)


def changed(request: Any, form: Change) -> bool:
    given = dict(form.cleaned_data)
    role = given.pop("role")
    try:
        rate = rates.change(request.alliance, role, **given, by=request.person, at=request.now)
    except rates.NotLater as no:
        form.add_error("since", str(no))
        return False
    messages.success(request, f"{rate.get_role_display()}: {pounds(rate.reimbursement_pence)} a day from then on.")
    return True


def table(rows: list[Rate]) -> tables.Table:
    columns = [
        tables.Column("Rate for", lambda row: row.get_role_display()),
        tables.Column("From", lambda row: short_day(row.since)),
        tables.Column("Until", lambda row: short_day(row.until) or "further notice"),
        tables.Column("Paid to the home school, a day", lambda row: pounds(row.reimbursement_pence), number=True),
        tables.Column("Charged, a day", lambda row: pounds(row.charge_pence), number=True),
    ]
    return tables.Table("The rate card", columns, rows, empty="The card is empty. Set the first rates below.")


def cost(rate: Rate, half_days: int) -> dict[str, Any]:
    return {
        "role": rate.get_role_display(),
        "paid": rates.pro_rata(rate.reimbursement_pence, half_days),
        "charged": rates.pro_rata(rate.charge_pence, half_days),
    }
