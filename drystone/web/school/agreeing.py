"""An agreement before its parties: agree, ask, propose a change, refuse; the signed copy afterwards."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from drystone.deployment import consents, wording
from drystone.deployment.models import Agreement, Consent, ConsentState, DeploymentState
from drystone.lifecycle import AlreadyMoved
from drystone.people.access import role_of

from .. import files
from ..doors import fetch


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
            ("refuse", "I refuse"),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Your full name, as your signature", max_length=200, required=False)
    role = forms.CharField(label="Your role", max_length=120, required=False)
    question = long_text("Your question", "Only the Alliance's office reads it, and answers on this page.")
    change = long_text("What would you agree to?", "Only the Alliance's office reads it.")
    reason = long_text("A reason, if you like", "Only the Alliance's office reads it. A reason is never needed.")

    def __init__(self, *args: Any, **settings: Any):
        super().__init__(*args, **settings)
        shown = {"name": "agree", "role": "agree", "question": "question", "change": "change", "reason": "refuse"}
        for box, answer in shown.items():
            self.fields[box].shown_if = ("answer", answer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "agree":
            for box, what in (("name", "your full name"), ("role", "your role")):
                if not given.get(box):
                    self.add_error(box, f"Type {what} to sign.")
        for box, what in (("question", "ask"), ("change", "change")):
            if given.get("answer") == box and not given.get(box):
                self.add_error(box, f"Write what you would like to {what}.")
        return given


SHOWN = (
    "person",
    "agreement__payer",
    "agreement__deployment__leader",
    "agreement__deployment__designation",
    "agreement__deployment__home_school",
    "agreement__deployment__receiving_school",
)


def agreement(request: Any, pk: int) -> HttpResponse:
    """One page: what is agreed, who has agreed, and this party's answer."""
    consent = fetch(request, Consent, pk, *SHOWN)
    mine = consent.person_id == request.person.pk
    if request.method == "POST" and not mine:
        raise Http404
    schools = consent.agreement.deployment.home_school_id, consent.agreement.deployment.receiving_school_id
    role = role_of(request.person, *schools) or consent.get_party_display()
    form = Answer(request.POST or None, initial={"role": role})
    if request.method == "POST" and form.is_valid():
        return answered(request, consent, form.cleaned_data)
    context = {**shown_of(consent), "mine": mine, "form": form}
    return render(request, "school/agreement.html", context)


def shown_of(consent: Consent) -> dict[str, Any]:
    """What this party may read of the agreement: her own side of the money; a payer the cost and no more."""
    agreement, deployment = consent.agreement, consent.agreement.deployment
    newest = agreement.number == deployment.agreements.values_list("number", flat=True).first()
    unanswered = consent.state not in (ConsentState.AGREED, ConsentState.REFUSED)
    gone = deployment.state == DeploymentState.AGREEING and deployment.designation.state == "ended"
    pays = consent.party == Consent.Party.PAYER
    return {
        "consent": consent,
        "agreement": agreement,
        "deployment": deployment,
        "objectives": [] if pays else wording.objectives(agreement),
        "kinds": [] if pays else [wording.KINDS.get(kind, kind) for kind in agreement.kinds],
        "pays": pays,
        "parties": agreement.consents.select_related("person"),
        "words": consent.words.exclude(kind="reason").select_related("by"),
        "reads_charge": consent.party in wording.CHARGED,
        "reads_reimbursement": consent.party in wording.REIMBURSED,
        "over": gone or deployment.state in ("refused", "cancelled", "stopped_early", "handed_over"),
        "newest": newest,
        "open": unanswered and newest and not gone and deployment.state == DeploymentState.AGREEING,
        "unanswered": unanswered,
    }


def answered(request: Any, consent: Consent, given: dict[str, Any]) -> HttpResponse:
    by: dict[str, Any] = {"by": request.person, "at": request.now}
    try:
        if given["answer"] == "agree":
            signed = {"typed_name": given["name"], "typed_role": given["role"], "link": request.link}
            consents.agree(consent, **signed, **by)
        elif given["answer"] == "refuse":
            consents.refuse(consent, reason=given["reason"], **by)
        elif given["answer"] == "question":
            consents.ask_question(consent, given["question"], **by)
        else:
            consents.propose_change(consent, given["change"], **by)
        messages.success(request, "Thank you. The Alliance has your answer.")
    except AlreadyMoved:
        messages.info(request, "You had answered already.")
    except (consents.Superseded, consents.Over) as no:
        messages.info(request, str(no))
    return redirect("school-agreement", consent.pk)


def copy(request: Any, pk: int) -> HttpResponseBase:
    """The signed agreement as a sealed PDF, which holds no money, to its parties but the payer."""
    agreed = fetch(request, Agreement, pk)
    if agreed.paper is None:
        raise Http404
    return files.send_paper(agreed.paper)
