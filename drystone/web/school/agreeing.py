"""An agreement before its parties: agree, ask, propose a change, refuse; the signed copy afterwards."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from drystone.deployment import answering, consents, sentences, wording
from drystone.deployment.models import Agreement, Consent
from drystone.lifecycle import AlreadyMoved
from drystone.payments.models import CHARGED, FundShare
from drystone.people.access import role_of

from .. import agreement_parties, files
from ..days import Day
from ..doors import fetch
from ..half_days import HalfDays

SHOWN = (
    "agreement__deployment__leader",
    "agreement__deployment__designation",
    "agreement__deployment__home_school",
    "agreement__deployment__receiving_school",
)
# What a party may propose in a form's own boxes; the rest stands in her words.
PROPOSED = ("half_days", "starts", "ends", "pattern")
NEWER = "A newer version was drawn up meanwhile. Read what is different, and send your answer again."


def long_text(label: str, hint: str) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, widget=box, required=False, max_length=4000)


class Answer(forms.Form):
    """Nothing is chosen beforehand, and agreeing needs a name typed: a mail filter cannot answer for anybody."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            ("agree", "I agree"),
            ("question", "I have a question first"),
            ("change", "I would agree to something else"),
            ("later", "I have read it, and answer later"),
            ("refuse", "I refuse"),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Your full name, as your signature", max_length=200, required=False)
    role = forms.CharField(label="Your role", max_length=120, required=False)
    question = long_text("Your question", "Only the Alliance's office reads it, and answers on this page.")
    change = long_text("What would you agree to?", "Only the Alliance's office reads it.")
    half_days = HalfDays(label="Other days", help_text="Leave empty what may stay. Halves count: 2.5", required=False)
    starts = Day(label="Another first day", required=False)
    ends = Day(label="Another last day", required=False)
    pattern = forms.CharField(label="Another pattern", max_length=200, required=False)
    reason = long_text("A reason, if you like", "Only the Alliance's office reads it. A reason is never needed.")

    def __init__(self, *args: Any, pays: bool = False, **settings: Any):
        super().__init__(*args, **settings)
        inside = {"name": "agree", "role": "agree", "question": "question", "reason": "refuse"}
        for box, answer in {**inside, **dict.fromkeys(("change", *PROPOSED), "change")}.items():
            self.fields[box].shown_if = ("answer", answer)  # type: ignore[attr-defined]
        if pays:
            del self.fields["pattern"]

    def clean(self) -> dict[str, Any]:
        """What stands inside another answer than the one given is left out."""
        given = super().clean() or {}
        if given.get("answer") != "change":
            for box in PROPOSED:
                self.errors.pop(box, None)
        if given.get("answer") == "agree":
            for box, what in (("name", "your full name"), ("role", "your role")):
                if not given.get(box):
                    self.add_error(box, f"Type {what} to sign.")
        for box, what in (("question", "ask"), ("change", "change")):
            if given.get("answer") == box and not given.get(box):
                self.add_error(box, f"Write what you would like to {what}.")
        return given

    def proposed(self) -> dict[str, Any]:
        """The terms that she would have otherwise, as a form fills them in."""
        given = {name: self.cleaned_data.get(name) for name in PROPOSED}
        said = {name: value for name, value in given.items() if value not in (None, "")}
        return {name: value if isinstance(value, int) else str(value) for name, value in said.items()}


def agreement(request: Any, pk: int) -> HttpResponse:
    """One page: what is agreed, what changed, who has agreed, and this party's answer."""
    asked = fetch(request, Consent, pk, *SHOWN)
    mine = asked.person_id == request.person.pk
    if request.method == "POST" and not mine:
        raise Http404
    found = answering.find(asked, is_hers=mine)
    deployment = asked.agreement.deployment
    role = role_of(request.person, deployment.home_school_id, deployment.receiving_school_id)
    initial = {"role": role or asked.get_party_display()}
    form = Answer(request.POST or None, pays=asked.party == Consent.Party.PAYER, initial=initial)
    if request.method == "POST" and form.is_valid() and answered(request, found.consent, form):
        return redirect("school-agreement", pk)
    return render(request, "school/agreement.html", {**shown_of(found), "mine": mine, "form": form})


def carriers(consent: Consent) -> list[FundShare]:
    """The funds that carry some of what she would be charged; of the receiving school and the payer alone."""
    if consent.party not in (Consent.Party.RECEIVING, Consent.Party.PAYER):
        return []
    if consent.agreement.flow not in CHARGED:
        return []
    return list(consent.agreement.deployment.fund_shares.filter(pence__gt=0).select_related("fund"))


def shown_of(found: answering.Found) -> dict[str, Any]:
    """What this party may read of the agreement: her own side of the money; a payer the cost and no more."""
    consent = found.consent
    return {
        "found": found,
        "consent": consent,
        "agreement": consent.agreement,
        "deployment": consent.agreement.deployment,
        "particular": wording.particular(consent.agreement, consent.party),
        "general": wording.general(consent.agreement, consent.party),
        "parties": agreement_parties.rows(found.parties),
        "others": sentences.still_to_agree(found.parties),
        "pays": consent.party == Consent.Party.PAYER,
        "carriers": carriers(consent),
    }


def answered(request: Any, consent: Consent, form: Answer) -> bool:
    """Whether it is given, or not hers to give any more; else the form says why, and keeps what was typed."""
    try:
        if request.POST.get("version", str(consent.agreement.number)) != str(consent.agreement.number):
            raise consents.Superseded(NEWER)
        give(consent, form, request)
        messages.success(request, "Thank you. The Alliance has your answer.")
    except AlreadyMoved:
        messages.info(request, "You had answered already.")
    except consents.Over as no:
        messages.info(request, str(no))
    except consents.Superseded:
        form.add_error("answer", NEWER)
    return form.is_valid()


def give(consent: Consent, form: Answer, request: Any) -> None:
    given, by = form.cleaned_data, {"by": request.person, "at": request.now}
    if given["answer"] == "agree":
        signed = {"typed_name": given["name"], "typed_role": given["role"], "link": request.link}
        consents.agree(consent, **signed, **by)
    elif given["answer"] == "refuse":
        consents.refuse(consent, reason=given["reason"], **by)
    elif given["answer"] == "question":
        consents.ask_question(consent, given["question"], **by)
    elif given["answer"] == "later":
        consents.see(consent, **by)
    else:
        consents.propose_change(consent, given["change"], terms=form.proposed(), **by)


def signed(request: Any, pk: int) -> HttpResponseBase:
    """The same from the page on which she agreed, by its link; a payer reads the cost there, and no copy."""
    asked = fetch(request, Consent, pk, "agreement__paper")
    if asked.party == Consent.Party.PAYER:
        raise Http404
    if asked.agreement.paper is None:
        messages.info(request, "Not everybody has agreed yet. The signed copy is here once they have.")
        return redirect("school-agreement", pk)
    return files.send_paper(asked.agreement.paper)


def copy(request: Any, pk: int) -> HttpResponseBase:
    """The signed agreement as a sealed PDF, which holds no money, to its parties but the payer."""
    agreed = fetch(request, Agreement, pk)
    if agreed.paper is None:
        raise Http404
    return files.send_paper(agreed.paper)
