"""The forms of checks of paid statements."""

from typing import Any

from django import forms

from drystone.payments.models import Check, DueLine

from ..templatetags.say import pounds


class Drawing(forms.Form):
    per_cent = forms.IntegerField(label="How many of a hundred", min_value=1, max_value=100)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)


class Named(forms.Form):
    because = forms.CharField(
        label="Why this one; the home school reads it",
        max_length=300,
        error_messages={"required": "Write why it is checked."},
    )


class InOrder(forms.Form):
    note = forms.CharField(
        label="A note for the history",
        max_length=300,
        required=False,
        help_text="For example that it was shown by telephone.",
    )


class Found(forms.Form):
    found = forms.ChoiceField(
        label="What was found",
        choices=Check.Found.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was found."},
    )
    lines = forms.TypedMultipleChoiceField(
        label="What is to be taken back",
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        error_messages={"required": "Tick at least one line."},
    )
    reason = forms.CharField(
        label="Why; the home school reads it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write why."},
    )

    def __init__(self, *args: Any, lines: dict[int, DueLine], **settings: Any):
        super().__init__(*args, **settings)
        self.known = lines
        said = [(pk, f"{line.explanation}: {pounds(line.reimbursement_pence)}") for pk, line in lines.items()]
        self.fields["lines"].choices = said  # type: ignore[attr-defined]

    def clean_lines(self) -> list[DueLine]:
        return [self.known[pk] for pk in self.cleaned_data["lines"]]
