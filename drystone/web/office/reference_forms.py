"""The forms of the office about one reference."""

from decimal import Decimal
from typing import Any

from django import forms

from drystone.selection.readings import Given

from ..addresses import AddressField
from ..half_days import HalfDays

PAPERS = ".pdf,.docx,.png,.jpg,.jpeg"


class NewReferee(forms.Form):
    name = forms.CharField(label="Full name", max_length=200)
    role = forms.CharField(label="Role", max_length=120)
    email = AddressField(label="Work e-mail address")


class RightAddress(forms.Form):
    email = AddressField(label="The right e-mail address", help_text="As the school told you.")


class Received(forms.Form):
    """A reference that came by post or e-mail: the letter itself, and what rules ask of it."""

    paper = forms.FileField(
        label="The letter itself",
        help_text="A PDF, a Word file (.docx), or a photograph (.png, .jpg). Print an e-mail as a PDF.",
        widget=forms.ClearableFileInput(attrs={"accept": PAPERS}),
        error_messages={"required": "Attach the letter, or the e-mail as a PDF"},
    )
    note = forms.CharField(
        label="How it reached us", help_text="For example: by post on 3 March, from the head.", max_length=300
    )
    signed_name = forms.CharField(label="Who signed it", max_length=200)
    signed_role = forms.CharField(label="As what", max_length=120)
    supports = forms.TypedChoiceField(
        label="Does it support the application?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    days = HalfDays(label="Days a year they may be released", least=0, required=False, help_text="Halves count: 2.5")
    never_works = forms.CharField(label="Days or times that never work", required=False, max_length=300)
    knows_refusal = forms.BooleanField(
        label="It says that the school may refuse any single piece of work", required=False
    )
    statement = forms.CharField(
        label="What it says", required=False, widget=forms.Textarea(attrs={"rows": 8}), max_length=20000
    )

    def came(self) -> str:
        """How it came and whose name stands under it, for its history."""
        said = self.cleaned_data
        return f"{said['note'].rstrip('. ')}. Signed by {said['signed_name']}, {said['signed_role']}."

    def given(self) -> Given:
        """What it says, as far as rules ask; the rest as it would have been typed into the form."""
        said = self.cleaned_data
        typed: dict[str, Any] = {
            "supports_application": said["supports"],
            "days_a_year": Decimal(said["days"]) / 2 if said["days"] is not None else None,
            "never_works": said["never_works"] or None,
            "knows_refusal": said["knows_refusal"] or None,
            "statement": said["statement"] or None,
        }
        answers = {key: value for key, value in typed.items() if value is not None}
        return Given(said["supports"], said["days"], answers=answers)
