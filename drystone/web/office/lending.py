"""What other alliances ask of this one: whom it could lend. It proposes somebody, or says no."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.brokering import candidates, lending
from drystone.brokering.candidates import Candidate
from drystone.brokering.lifecycle import LENDING
from drystone.brokering.models import Lending
from drystone.history import events
from drystone.register.models import Area, Designation

from ..components import paging, tables
from ..doors import fetch, visible
from ..links_html import link_to
from ..pressing import settle
from ..templatetags.parts import state
from ..templatetags.say import days, short_day

MOST = 20  # of those who fit: the best of them


class OurArea(forms.Form):
    """As which of our areas we take one of theirs."""

    area = forms.ModelChoiceField(Area.objects.none(), label="Which of your areas of expertise is it?")

    def __init__(self, *args: Any, alliance_id: int, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].queryset = Area.objects.offered_by(alliance_id)  # type: ignore[attr-defined]


class Proposal(forms.Form):
    """One of those who fit, and the sentence that the other office reads."""

    designation = forms.TypedChoiceField(label="Whom do you propose?", coerce=int, widget=forms.RadioSelect)
    because = forms.CharField(
        label="Why they fit",
        help_text="The other office reads this, with the name and the home school.",
        max_length=300,
    )

    def __init__(self, *args: Any, fit: list[Candidate], **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["designation"]
        field.choices = [(str(each.designation_id), f"{each.name}, {each.school}") for each in fit]
        field.widget.hints = {str(each.designation_id): why(each) for each in fit}


def why(each: Candidate) -> str:
    but = f" But: {'; '.join(each.but)}." if each.but else ""
    return f"Because: {'; '.join(each.because)}.{but}"


class No(forms.Form):
    reason = forms.CharField(
        label="Why not",
        help_text="You need not say. The office that asks reads it; no school ever does.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def listed(request: Any) -> HttpResponse:
    """What was asked, the newest first."""
    rows = visible(request, Lending).filter(alliance=request.alliance).select_related("borrower", "school", "area")
    page = paging.page(rows, ("-id",), request.GET.get("page", ""))
    columns = [
        tables.Column("For", lambda row: link_to(row.school.name, "office-lending", row.pk)),
        tables.Column("Asked by", lambda row: row.borrower.name),
        tables.Column("Area", lambda row: row.area_name),
        tables.Column(
            "Days", lambda row: f"{days(row.half_days)}, {short_day(row.from_on)} to {short_day(row.until_on)}"
        ),
        tables.Column("State", state),
    ]
    empty = "No other alliance has asked. Whether you lend, and to whom, is a policy of the Alliance."
    table = tables.Table("What other alliances ask", columns, page.rows, caption_hidden=True, empty=empty)
    return render(request, "office/loans/list.html", {"table": table, "page": page})


def shown(request: Any, pk: int) -> HttpResponse:
    """What is asked, and of our own leaders those who fit."""
    row = fetch(request, Lending, pk, "borrower", "school", "area", "designation__person", "designation__home_school")
    may_propose = LENDING.may(request.person, row, "propose")
    asked_as = OurArea(request.GET if "area" in request.GET else None, alliance_id=row.alliance_id)
    area = row.area or (asked_as.cleaned_data["area"] if asked_as.is_bound and asked_as.is_valid() else None)
    wanted = lending.as_request(row, area) if may_propose and area else None
    fit = candidates.rank(wanted, on=request.today, many=MOST).candidates if wanted else []
    form = Proposal(request.POST or None, fit=fit) if fit else None
    if form and (done := settle(request, form, lambda: propose(request, row, form, area), then=here(pk), said=SENT)):
        return done
    context = {
        "shown": row,
        "form": form,
        "asked_as": asked_as if may_propose and not row.area else None,
        "may_propose": may_propose,
        "area": area,
        "may_say_no": LENDING.may(request.person, row, "say_no"),
        "timeline": events.record_of(row),
        "back": reverse("office-lendings"),
    }
    return render(request, "office/loans/lending.html", context)


SENT = "Proposed. Their days are held; neither they nor their school has been asked yet."


def here(pk: int) -> str:
    return reverse("office-lending", args=[pk])


def propose(request: Any, row: Lending, form: Proposal, area: Area | None) -> Any:
    given = form.cleaned_data
    who = visible(request, Designation).get(pk=given["designation"])
    return lending.propose(row, who, given["because"], area=area, by=request.person, at=request.now)


def decline(request: Any, pk: int) -> HttpResponse:
    """Nobody can be lent."""
    row = fetch(request, Lending, pk, "borrower", "school")
    form = No(request.POST if request.method == "POST" else None)

    def verb() -> Any:
        return lending.decline(row, reason=form.cleaned_data["reason"], by=request.person, at=request.now)

    if done := settle(request, form, verb, then=here(pk), said=f"{row.borrower} has been told."):
        return done
    return render(request, "office/loans/no.html", {"form": form, "shown": row, "back": here(pk)})
