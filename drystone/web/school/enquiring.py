"""An enquiry, answered in ten seconds: might she be released; might she?"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.alliances import weeks
from drystone.brokering import access, enquiries, late_answers, queries
from drystone.brokering.models import Enquiry, EnquiryState
from drystone.payments import pricing, rates
from drystone.payments.models import RateRole
from drystone.register import diary, release

from .. import release_rules
from ..days import Day
from ..doors import fetch, press

ABOUT = ("request__school", "request__area", "request__owner", "designation__person", "designation__home_school")


class Answer(forms.Form):
    """No choice stands ready: a mail filter that presses the button has chosen nothing."""

    answer = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect)
    ask_after = Day(label="Ask me again after", required=False)
    call_number = forms.CharField(
        label="On which number?", required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    reason = forms.CharField(
        label="A reason, if you like",
        help_text="Only the Alliance's office reads it. It counts against nobody.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, leader: str, own: bool, today: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.today = today
        yes = "Yes, I would like to" if own else f"Yes, {leader} could be released"
        self.fields["ask_after"].shown_if = ("answer", "not_now")  # type: ignore[attr-defined]
        self.fields["call_number"].shown_if = ("answer", "call")  # type: ignore[attr-defined]
        answers = [("yes", yes), ("not_now", "Not now"), ("no", "No"), ("call", "Ring me, please")]
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What stands inside another answer than the one given is left out."""
        given = super().clean() or {}
        if given.get("answer") != "not_now":
            given["ask_after"] = None
            self.errors.pop("ask_after", None)
        elif given.get("ask_after") and given["ask_after"] <= self.today:
            self.add_error("ask_after", "Choose a day that is still to come, or leave it open.")
        if given.get("answer") != "call":
            given["call_number"] = ""
        return given


def enquiry(request: Any, pk: int) -> HttpResponse:
    """Might she be released; might she? One page, one choice, one press."""
    asked = fetch(request, Enquiry, pk, *ABOUT)
    form = Answer(
        request.POST or None,
        leader=asked.designation.person.name,
        own=asked.step == Enquiry.Step.LEADER,
        today=request.today,
        initial={"call_number": request.person.phone},
    )
    if request.method == "POST" and form.is_valid():
        verb = lambda: enquiries.answer(asked, **form.cleaned_data, by=request.person, at=request.now)  # noqa: E731
        return press(request, verb, then=reverse("school-enquiry", args=[pk]))
    closed = why_closed(request, asked)
    if not may_answer(request, asked, closed):
        return render(request, "school/enquiry_answered.html", answered(request, asked, closed))
    return render(request, "school/enquiry.html", question(request, asked) | {"form": form, "closed": closed})


def why_closed(request: Any, asked: Enquiry) -> late_answers.Why | None:
    if access.asked(request.person, asked):
        return late_answers.closed_for(asked, request.person)
    return late_answers.OVER.get(asked.state)


def may_answer(request: Any, asked: Enquiry, closed: late_answers.Why | None) -> bool:
    """The question is shown: while it is open; when she asks to change her answer, or answers what has run out."""
    wants_to = request.method == "POST" or "change" in request.GET
    if closed:
        return closed == late_answers.Why.RAN_OUT and wants_to
    return wants_to or (asked.state == EnquiryState.ASKED and asked.call_wanted_at is None)


def question(request: Any, asked: Enquiry) -> dict[str, Any]:
    """Who, where, how many days, in which weeks; what the school gets back; what is left of the days it granted."""
    leader = asked.designation
    period = asked.request.period(request.today)
    terms = release.terms_between(asked.alliance_id, *period)
    own = asked.step == Enquiry.Step.LEADER
    return {
        "enquiry": asked,
        "asked": asked.request,
        "own": own,
        "weeks": weeks.between(*period, terms),
        "cover": None if own else cover(asked, period[0]),
        "meters": release.meters(asked.alliance_id, leader.person, leader.home_school, terms),
        "rules": diary.said(release_rules.of_designation(leader, request.today)),
        "several": queries.asks_elsewhere(asked.request, leader.pk),
    }


def cover(asked: Enquiry, on: Any) -> dict[str, int] | None:
    """Pence that the home school gets back for these days, by the rate in force when they begin."""
    role = RateRole.HEADTEACHER if asked.designation.is_headteacher else RateRole.SYSTEM_LEADER
    try:
        a_day = rates.for_day(asked.alliance, role, on).reimbursement_pence
    except rates.NoRate:
        return None
    return {"whole": pricing.amount(a_day, asked.request.half_days or 0), "a_day": a_day}


def answered(request: Any, asked: Enquiry, closed: Any) -> dict[str, Any]:
    """What was answered, whether it can still be changed, and where not: what was done, by whom, whom to ring."""
    acted = queries.put_before_school(asked)
    return {
        "enquiry": asked,
        "asked": asked.request,
        "own": asked.step == Enquiry.Step.LEADER,
        "closed": closed,
        "acted": acted,
        "gone_on": not closed and asked.state in late_answers.REFUSALS and late_answers.goes_on_without(asked),
        "kept": asked.late_answers.filter(person=request.person, seen_to_at=None).last(),
        "ring": asked.request.owner or asked.alliance.contact_name or "the office",
    }
