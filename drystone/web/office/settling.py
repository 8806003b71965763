"""Which school an applicant works at who did not find it in the list: one of the register, or one of our own."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from drystone.schools import search
from drystone.schools.answers import SchoolSource
from drystone.selection import unlisted
from drystone.selection.models import Application
from drystone.selection.unlisted import Described

from ..doors import fetch
from ..pressing import back_to, settle

OTHER, OWN = "other", "own"


class Settling(forms.Form):
    """The schools that she may have meant, any other one, or hers as a school of our own."""

    which = forms.ChoiceField(label="Which school is it?", widget=forms.RadioSelect)
    other = forms.CharField(
        label="Find the school",
        help_text="Type its name, town, postcode or number (URN).",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"data-source": "school", "autocomplete": "off"}),
    )
    name = forms.CharField(label="Name", required=False, max_length=200)
    town = forms.CharField(label="Town or village", required=False, max_length=80)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)

    def __init__(self, *args: Any, likely: list, **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        found = [(school.key, search.label(school)) for school in likely]
        fields["which"].choices = [
            *found,
            (OTHER, "Another school" if found else "A school in the list"),
            (OWN, "None of the list: add it as our own"),
        ]
        fields["which"].widget.hints = {school.key: search.hint(school) for school in likely}
        fields["other"].shown_if = ("which", OTHER)
        for part in ("name", "town", "postcode"):
            fields[part].shown_if = ("which", OWN)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        which = given.get("which", "")
        if which == OWN and not (given.get("name") and given.get("postcode")):
            self.add_error("name", "Give the name and the postcode of the school")
        elif which and which != OWN:
            given["school"] = self.found(given.get("other") or "") if which == OTHER else search.by_key(which)
        return given

    def found(self, typed: str) -> Any:
        """The school that was picked, or that the words mean and no other."""
        source = SchoolSource().find(typed, None) if typed else []
        if exact := search.by_key(typed):
            return exact
        if len(source) == 1:
            return search.by_key(source[0][0])
        names = "; ".join(f"{label} – type {key}" for key, label in source[:5])
        self.add_error("other", f"Which of these? {names}" if names else "Nothing found. Type it another way.")
        return None

    def described(self) -> Described:
        given = self.cleaned_data
        return Described(given["name"], given["town"], given["postcode"])


def school(request: Any, pk: int) -> HttpResponse:
    """What she typed, the schools it may be, and the office's answer."""
    shown = fetch(request, Application, pk, "person", "round", "sheet__version")
    said = unlisted.described(shown) if shown.unlisted_school else None
    if said is None:
        raise Http404
    known = {"name": said.name, "town": said.town, "postcode": said.postcode}
    form = Settling(request.POST or None, likely=unlisted.likely(said), initial=known)

    def verb() -> Any:
        if form.cleaned_data["which"] == OWN:
            return unlisted.add(shown, form.described(), by=request.person, at=request.now)
        return unlisted.settle(shown, form.cleaned_data["school"], by=request.person, at=request.now)

    here = back_to("office-application", pk)
    context = {"form": form, "application": shown, "said": said, "back": here}
    answer = settle(request, form, verb, then=here, said="Settled. The application may now be given to readers.")
    return answer or render(request, "office/applications/school.html", context)
