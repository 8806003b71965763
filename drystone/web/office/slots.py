"""The times for interviews of a round: a morning of them added at once, those that nobody has chosen taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone import saying
from drystone.selection import slots
from drystone.selection.models import InterviewSlot, Round

from ..days import Clock, Day, clean_moments
from ..doors import fetch, visible
from ..pressing import attempt, back_to, settle


class SlotForm(forms.Form):
    """From when to when; cut into interviews where a length is given."""

    on = Day(label="Day")
    starts = Clock(label="From")
    ends = Clock(label="To")
    minutes = forms.IntegerField(
        label="Minutes for each interview",
        help_text="Leave it empty for one interview that lasts the whole time.",
        required=False,
        min_value=5,
        max_value=480,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    pause = forms.IntegerField(
        label="Minutes of break between them",
        required=False,
        min_value=0,
        max_value=240,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    place = forms.CharField(label="Where", help_text="A room, or the link for a remote interview.", max_length=200)
    outside = forms.BooleanField(label="It may lie outside the round's days for interviews", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {**given, **clean_moments(self, starts_at=("on", "starts"), ends_at=("on", "ends"))}

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        starts, ends = given["starts_at"], given["ends_at"]
        whole = round((ends - starts).total_seconds() / 60)
        return {
            "starts_at": starts,
            "ends_at": ends,
            "minutes": given["minutes"] or whole,
            "pause": given["pause"] or 0,
            "place": given["place"],
            "outside": given["outside"],
        }


def times(request: Any, pk: int) -> HttpResponse:
    """The times for interviews: which are free, who has chosen which, and more of them."""
    round_ = fetch(request, Round, pk)
    form = SlotForm(request.POST or None, initial={"on": round_.interviews_from})

    def verb() -> Any:
        return slots.add_several(round_, **form.values(), by=request.person, at=request.now)

    answer = settle(request, form, verb, then=back_to("office-slots", pk), said="Added.")
    rows = list(round_.slots.select_related("interview__application__person")[:200])
    window = f"{saying.day(round_.interviews_from)} to {saying.day(round_.interviews_to)}"
    free = sum(not hasattr(slot, "interview") and slot.starts_at > request.now for slot in rows)
    context = {"round": round_, "form": form, "slots": rows, "free": free, "window": window}
    return answer or render(request, "office/rounds/slots.html", {**context, "back": back_to("office-round", pk)})


def remove(request: Any, pk: int) -> HttpResponse:
    """A time that nobody has chosen is taken back."""
    slot = visible(request, InterviewSlot).filter(pk=pk).first()
    if slot is None:
        messages.info(request, "That time was removed before.")
        return redirect("office-rounds")
    then = back_to("office-slots", slot.round_id)
    verb = lambda: slots.remove(slot, by=request.person, at=request.now)  # noqa: E731
    return attempt(request, verb, then=then, said="Removed.")
