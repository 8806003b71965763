"""Going through the names of all who applied, where a round is read blind: to whom is she close?"""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from drystone.selection import names
from drystone.selection.conflicts import Conflict, Unexplained, words_of
from drystone.selection.models import Round
from drystone.selection.names import Named

from ..doors import fetch
from ..pressing import back_to, settle


class Reasons(forms.Form):
    """What connects her with each whom she ticked."""

    def __init__(self, *args: Any, close: list[Named], **settings: Any):
        super().__init__(*args, **settings)
        self.close = close
        for each in close:
            self.fields[f"choice_{each.key}"] = forms.ChoiceField(
                label=f"What connects you with {each.name}, {each.school}?",
                choices=Conflict.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Say what connects you with {each.name}"},
            )
            self.fields[f"note_{each.key}"] = forms.CharField(
                label=f"In a few words, about {each.name}",
                help_text="Only the office reads this. Needed for something else.",
                required=False,
                max_length=120,
            )

    def clean(self) -> dict[str, Any]:
        self.reasons: dict[int, str] = {}
        for each in self.close:
            if choice := self.cleaned_data.get(f"choice_{each.key}"):
                self.explain(each, choice, self.cleaned_data.get(f"note_{each.key}", ""))
        return self.cleaned_data

    def explain(self, each: Named, choice: str, note: str) -> None:
        try:
            self.reasons[each.application] = words_of(choice, note)
        except Unexplained as no:
            self.add_error(f"note_{each.key}", str(no))


def go_through(request: Any, pk: int) -> HttpResponse:
    """First she ticks those to whom she is close, of all; then she says what connects her with them."""
    round_ = fetch(request, Round, pk)
    if not names.are_to_be_seen(round_, request.today):
        raise Http404
    listed = names.listed(round_, request.person)
    ticked = set(request.POST.getlist("close"))
    close = [each for each in listed if each.key in ticked and not each.reason]
    explained = not close or "explained" in request.POST
    form = Reasons(request.POST if request.method == "POST" and explained else None, close=close)
    said = "Thank you. You read none of those to whom you are close." if close else "Thank you. Now you can read."
    answer = settle(
        request,
        form,
        lambda: names.declare(round_, form.reasons, by=request.person, at=request.now),
        then=back_to("panel-home"),
        said=said,
    )
    template = "panel/names_close.html" if close else "panel/names.html"
    context = {"round": round_, "form": form, "close": close, "listed": listed, "back": back_to("panel-home")}
    return answer or render(request, template, context)
