"""Other alliances asked whom they could lend for a request: asking, whom one proposes, agreeing, withdrawing."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.brokering import across, borrowing
from drystone.brokering.lifecycle import BORROWING
from drystone.brokering.models import Borrowing, SupportRequest
from drystone.brokering.offers import Chosen
from drystone.history import events
from drystone.lifecycle import Refused

from ..components.actions import Action, open_actions
from ..doors import fetch
from ..pressing import attempt, settle

ACTS = {
    "agree": (
        borrowing.agree,
        "Agree",
        "Agreed. They ask the home school, then the System Leader; then the school chooses.",
    ),
    "withdraw": (borrowing.withdraw, "Withdraw", "Withdrawn. They have been told."),
}


class Whom(forms.Form):
    """Which alliances are asked, and what they should know besides."""

    lenders = forms.MultipleChoiceField(label="Which alliances?", widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label="What else they should know",
        help_text="Nothing told in confidence. Only the offices read it.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, known: list[Alliance], **settings: Any):
        super().__init__(*args, **settings)
        self.known = {each.slug: each for each in known}
        field: Any = self.fields["lenders"]
        field.choices = [(slug, each.name) for slug, each in self.known.items()]

    def clean_lenders(self) -> list[Alliance]:
        return [self.known[slug] for slug in self.cleaned_data["lenders"]]


def ask(request: Any, pk: int) -> HttpResponse:
    """Who could lend? What the others are told stands on the page before it is sent."""
    asked = fetch(request, SupportRequest, pk, "school", "area", "contact")
    known = across.lenders(request.alliance)
    form, here = Whom(request.POST or None, known=known), reverse("office-request", args=[pk])

    def verb() -> Any:
        given = form.cleaned_data
        return borrowing.ask(asked, given["lenders"], note=given["note"], by=request.person, at=request.now)

    if done := settle(request, form, verb, then=here, said="They have been asked."):
        return done
    context = {"form": form if known else None, "asked": asked, "back": here}
    return render(request, "office/loans/ask.html", context)


def shown(request: Any, pk: int) -> HttpResponse:
    """How far it is, and whom the other alliance proposes."""
    row = fetch(
        request, Borrowing, pk, "request__school", "request__area", "lender", "leader", "home_school", "asked_by"
    )
    addresses: dict[str, str | Action] = {
        verb: Action(label, reverse("office-borrowing-act", args=[pk, verb]), grave=verb == "withdraw")
        for verb, (_, label, _) in ACTS.items()
    }
    context = {
        "shown": row,
        "actions": open_actions(BORROWING, request.person, row, addresses),
        "timeline": events.record_of(row),
        "back": reverse("office-request", args=[row.request_id]),
    }
    return render(request, "office/loans/borrowing.html", context)


def act(request: Any, pk: int, verb: str) -> HttpResponse:
    """Agreed, or withdrawn."""
    if verb not in ACTS:
        raise Http404
    row = fetch(request, Borrowing, pk)
    does, _, said = ACTS[verb]

    def run() -> Any:
        try:
            return does(row, by=request.person, at=request.now)
        except Chosen as no:
            raise Refused("The school has chosen whom they lend. Ask them to call it off first.") from no

    return attempt(request, run, then=reverse("office-borrowing", args=[pk]), said=said)
