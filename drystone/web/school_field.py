"""A school as it is asked for on pages: its name is typed, and a picker proposes; a number or postcode will do."""

from typing import Any

from django import forms

from drystone.questions.sources import source
from drystone.schools import search
from drystone.schools.models import Organisation


def meant(typed: str) -> Organisation:
    """The one school that these words mean. Raises ValidationError, with the ones to choose from."""
    if exact := search.by_key(typed) or named(typed):
        return exact
    found = source("school").find(typed, None)
    only = search.by_key(found[0][0]) if len(found) == 1 else None
    if only:
        return only
    if found:
        names = "; ".join(f"{label} – type {key}" for key, label in found[:5])
        raise forms.ValidationError(f"Which of these? {names}")
    raise forms.ValidationError("Choose the school: type its name, town, postcode or number.")


def said(school: Organisation) -> str:
    """As it stands in a box that is filled in already: "Gayle Primary School, Hawes (900004)"."""
    return f"{search.label(school)} ({school.key})"


def named(typed: str) -> Organisation | None:
    """The school whose box was left as it was filled in; None once a letter of it is changed."""
    found = search.by_key(typed.rpartition(" (")[2].removesuffix(")"))
    return found if found and said(found) == typed.strip() else None


class SchoolField(forms.CharField):
    def __init__(self, **settings: Any):
        box = forms.TextInput(attrs={"data-source": "school", "autocomplete": "off"})
        said = {"help_text": "Type its name, town, postcode or number (URN)."} | settings
        super().__init__(max_length=200, widget=box, **said)

    def prepare_value(self, value: Any) -> Any:
        """Somebody who comes back to the box reads a name, not the number that a picker sent in its place."""
        school = value if isinstance(value, Organisation) else search.by_key(value.strip()) if value else None
        return said(school) if school else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return meant(typed) if typed else None
