"""Being interested in the role: saying so at any time, being told once when a round opens, leaving the list again."""

from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from drystone import walls
from drystone.register.models import Area
from drystone.selection import interests

from ..addresses import AddressField


class InterestForm(forms.Form):
    """A name and an address; the rest only for whoever would like to say more."""

    name = forms.CharField(label="Your name", max_length=200)
    address = AddressField(label="Your e-mail address", help_text="We write once, when a round opens.", own=True)
    school = forms.CharField(label="Your school", max_length=200, required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(), label="Your area of expertise", required=False, empty_label="Choose one if you like"
    )
    words = forms.CharField(
        label="What would you like us to know, or to ask us?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, areas: Any, **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["area"]
        field.queryset = areas

    def said(self) -> interests.Said:
        given = self.cleaned_data
        return interests.Said(given["school"], given["area"], given["words"])


@rate_limit(action="ask_for_support")
def interest(request: Any) -> HttpResponse:
    """Somebody says that she is interested, and is told when the next round opens."""
    form = InterestForm(request.POST or None, areas=Area.objects.offered_by(request.alliance.pk))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            interests.note(request.alliance, given["name"], given["address"], form.said(), at=request.now)
        except ValidationError as wrong:
            form.add_error("address", wrong)
        else:
            messages.success(request, "Thank you. We write to you when the next round opens.")
            return redirect("public-interest")
    return render(request, "public/interest.html", {"form": form})


def leave(request: Any, key: str) -> HttpResponse:
    """By the link in her message she takes her name off the list; a mail filter that opens it changes nothing."""
    number = interests.of_key(key)
    if request.method == "POST" and number is not None:
        with walls.open_to_all():  # the link says whose list it is, and she has no account that could
            interests.leave(number)
    gone = number is None or request.method == "POST"
    return render(request, "public/interest_leaving.html", {"gone": gone})
