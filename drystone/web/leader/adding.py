"""Adding to what was sent: the record and the evaluation each have an addendum of their own, for their own readers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.deployment import having_read, records
from drystone.deployment.models import EvaluationState, RecordState
from drystone.questions import attachments

from .. import names
from ..pressing import settle
from ..readings import EVALUATION, RECORD, TITLES, readers
from .deployments import own_visit

ADD: dict[str, Callable[..., Any]] = {RECORD: records.amend, EVALUATION: having_read.amend_evaluation}
SENT = {
    RECORD: (RecordState.SENT, RecordState.CONFIRMED, RecordState.DISPUTED),
    EVALUATION: (EvaluationState.GIVEN,),
}
TOLD = {
    RECORD: "Added. Whom the record went to has been told.",
    EVALUATION: "Added. Those who read the evaluation have been told.",
}


class Several(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """As many as somebody chooses."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(Files, self).clean(each, initial) for each in data or []]


class Addendum(forms.Form):
    text = forms.CharField(
        label="What you add",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text="What was sent stays as it is; this stands below it. No pupils’ names, please.",
    )
    with_it = Files(
        label="Files with it",
        widget=Several(attrs={"accept": ".pdf,.docx,image/png,image/jpeg"}),
        required=False,
        help_text="PDF, Word or pictures, up to 10 MB each, 20 MB together. No pupils in a picture. "
        + attachments.TRACES,
    )

    def __init__(self, *args: Any, document: str, **settings: Any):
        super().__init__(*args, **settings)
        if document != RECORD:
            del self.fields["with_it"]


def addendum(request: Any, pk: int, document: str = RECORD) -> HttpResponse:
    """What was sent is corrected by adding to it."""
    shown = own_visit(request, pk)
    half = getattr(shown, document, None) if document in TITLES else None
    if half is None or half.state not in SENT[document]:
        raise Http404
    form = Addendum(request.POST or None, request.FILES or None, document=document)
    back = reverse("leader-visit", args=[pk])

    def verb() -> Any:
        files = {"files": form.cleaned_data["with_it"]} if document == RECORD else {}
        return ADD[document](half, form.cleaned_data["text"], **files, by=request.person, at=request.now)

    if response := settle(request, form, verb, then=back, said=TOLD[document]):
        names.warn_of(request, shown, form.cleaned_data["text"])
        return response
    heading = f"Add to the {TITLES[document].lower()}"
    context = {"form": form, "heading": heading, "about": shown, "back": back, "readers": readers(shown, document)}
    context["multipart"] = document == RECORD
    return render(request, "leader/form.html", context)
