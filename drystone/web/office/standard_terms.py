"""What every agreement of the Alliance says, section by section: changed by its manager."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from drystone.alliances import standard_terms as terms
from drystone.people import standard_terms

from ..doors import press

LONGEST = 3000


class Words(forms.Form):
    """A section that is left empty is left out of agreements."""

    def __init__(self, *args: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields |= boxes()


def boxes(prefix: str = "") -> dict[str, forms.Field]:
    return {f"{prefix}{section}": box(title) for section, title in terms.TITLES.items()}


def box(title: str) -> forms.Field:
    text = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=title, widget=text, required=False, max_length=LONGEST)


def agreements(request: Any) -> HttpResponse:
    """The words as they stand, and their change."""
    form, back = Words(request.POST or None, initial=terms.of(request.alliance)), reverse("office-policies")
    if request.method == "POST" and form.is_valid():
        words, acting = form.cleaned_data, {"by": request.person, "at": request.now}
        verb = lambda: standard_terms.change(request.alliance, words, **acting)  # noqa: E731
        said = "Saved. Agreements drawn up from now on say so; those there are keep theirs."
        return press(request, verb, then=back, said=said)
    return render(request, "office/policies/agreements.html", {"form": form, "back": back})
