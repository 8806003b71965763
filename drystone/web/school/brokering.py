"""Pages of brokering for schools: an enquiry to answer in ten seconds, a leader to choose, a request to follow."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.brokering import enquiries, offers, queries, requests
from drystone.brokering.lifecycle import REQUEST
from drystone.brokering.models import Enquiry, EnquiryState, SupportRequest
from drystone.register import diary, release

from .. import release_rules, support
from ..days import Day
from ..doors import fetch, press


class Answer(forms.Form):
    """No choice stands ready: a mail filter that presses the button has chosen nothing."""

    answer = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect)
    ask_after = Day(label="Ask me again after", required=False)
    reason = forms.CharField(
        label="A reason, if you like",
        help_text="Only the Alliance's office reads it. It counts against nobody.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, leader: str, own: bool, **settings: Any):
        super().__init__(*args, **settings)
        yes = "Yes, I would like to" if own else f"Yes, {leader} could be released"
        self.fields["ask_after"].shown_if = ("answer", "not_now")  # type: ignore[attr-defined]
        self.fields["answer"].choices = [("yes", yes), ("not_now", "Not now"), ("no", "No")]  # type: ignore[attr-defined]


def enquiry(request: Any, pk: int) -> HttpResponse:
    """Might she be released; might she? One page, one choice, one press."""
    related = ("request__school", "request__area", "designation__person", "designation__home_school")
    asked = fetch(request, Enquiry, pk, *related)
    own = asked.step == Enquiry.Step.LEADER
    form = Answer(request.POST or None, leader=asked.designation.person.name, own=own)
    here = reverse("school-enquiry", args=[pk])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return press(request, lambda: enquiries.answer(asked, **given, by=request.person, at=request.now), then=here)
    context = {"enquiry": asked, "asked": asked.request, "own": own, "form": form, "meters": meters(request, asked)}
    context["rules"] = diary.said(release_rules.of_designation(asked.designation, request.today))
    if asked.state != EnquiryState.ASKED and request.GET.get("change") is None:
        return render(request, "school/enquiry_answered.html", context)
    return render(request, "school/enquiry.html", context)


def meters(request: Any, asked: Enquiry) -> list[release.Meter]:
    """What is granted, promised and left in the terms of the request."""
    terms = release.terms_between(asked.alliance_id, *asked.request.period(request.today))
    leader = asked.designation
    return release.meters(asked.alliance_id, leader.person, leader.home_school, terms)


class Choice(forms.Form):
    choice = forms.ChoiceField(label="Whom would you like?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="What are you looking for?",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=600,
    )

    def __init__(self, *args: Any, standing: list[Any], **settings: Any):
        super().__init__(*args, **settings)
        self.fields["note"].shown_if = ("choice", "none")  # type: ignore[attr-defined]
        people = [(str(o.pk), f"{o.designation.person.name}, {o.designation.home_school.name}") for o in standing]
        self.fields["choice"].choices = [*people, ("none", "Please look further")]  # type: ignore[attr-defined]
        self.fields["choice"].widget.hints = {str(o.pk): o.because for o in standing}


def choice(request: Any, pk: int) -> HttpResponse:
    """The receiving head chooses one of the leaders offered, or asks for others."""
    asked = fetch(request, SupportRequest, pk)
    standing = [offer for offer in queries.offers(asked) if offer.state == "offered"]
    form, here = Choice(request.POST or None, standing=standing), reverse("school-choice", args=[pk])
    if request.method == "POST" and standing and form.is_valid():
        return press(request, lambda: settle(request, asked, standing, form.cleaned_data), then=here)
    if not standing:
        context = {"asked": asked, "chosen": queries.chosen(asked)}
        return render(request, "school/choice_made.html", context)
    return render(request, "school/choice.html", {"asked": asked, "form": form, "standing": standing})


def settle(request: Any, asked: SupportRequest, standing: list[Any], given: dict[str, Any]) -> None:
    picked = next((offer for offer in standing if str(offer.pk) == given["choice"]), None)
    if picked:
        offers.choose(picked, by=request.person, at=request.now)
    else:
        offers.ask_for_others(asked, note=given["note"], by=request.person, at=request.now)


def followed(request: Any, pk: int) -> HttpResponse:
    """A school's own request: where it stands and what happens next, in plain sentences."""
    asked = fetch(request, SupportRequest, pk)
    context = {
        "asked": asked,
        "status": support.told(asked),
        "may_withdraw": REQUEST.may(request.person, asked, "withdraw"),
        "offered": [offer for offer in queries.offers(asked) if offer.state == "offered"],
    }
    return render(request, "school/request.html", context)


def withdraw(request: Any, pk: int) -> HttpResponse:
    """The school no longer needs help; it says so twice, because nothing is chosen on this page."""
    asked = fetch(request, SupportRequest, pk)
    if not request.POST.get("sure"):
        return redirect("school-request", pk)
    then = reverse("school-request", args=[pk])
    try:
        return press(request, lambda: requests.withdraw(asked, by=request.person, at=request.now), then=then)
    except requests.Chosen as no:
        messages.error(request, str(no))
        return redirect(then)
