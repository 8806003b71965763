"""The forms about reading visit records."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from drystone.people.models import Person

from ..days import Day
from ..ticked import Ticked


class Drawing(forms.Form):
    """How much is drawn; a preview asks the same without a press."""

    per_cent = forms.IntegerField(
        label="Of a hundred records, drawn by chance",
        help_text="Rounded up. 0: none by chance.",
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    each_leader = forms.BooleanField(label="At least one record of each leader", required=False)


class Sharing(forms.Form):
    """Who reads, and by when."""

    readers = Ticked(
        Person.objects.none(),
        label="Who reads",
        help_text="Nobody gets a record of their own, of their own school or trust, or of a school that they are kept "
        "apart from.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick who reads."},
    )
    due_on = Day(label="By when")

    def __init__(self, *args: Any, who_may: QuerySet[Person], **settings: Any):
        super().__init__(*args, **settings)
        self.fields["readers"].queryset = who_may  # type: ignore[attr-defined]


class Releasing(forms.Form):
    """What is kept back for now; nothing ticked: all of it goes."""

    but = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, numbers: list[int], **settings: Any):
        super().__init__(*args, **settings)
        self.fields["but"].choices = [(str(each), each) for each in numbers]  # type: ignore[attr-defined]

    def kept_back(self) -> set[int]:
        return {int(each) for each in self.cleaned_data["but"]}


class Because(forms.Form):
    because = forms.CharField(label="Why somebody else should read it", max_length=200)
