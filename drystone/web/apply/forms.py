"""The forms of an applicant, beside the application itself."""

from typing import Any

from django import forms

from drystone import saying
from drystone.selection.models import Appeal, InterviewSlot

from ..addresses import AddressField


class Withdrawal(forms.Form):
    sure = forms.ChoiceField(
        label="Do you want to withdraw your application?",
        choices=[("yes", "Yes, withdraw it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes to withdraw, or go back"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Only if you like. It helps us to make rounds better.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewReferee(forms.Form):
    name = forms.CharField(label="Full name", max_length=200)
    role = forms.CharField(label="Role", max_length=120, help_text="For example: headteacher, chair of governors.")
    email = AddressField(label="Work e-mail address", help_text="Please check it with them.")


class Time(forms.Form):
    """The free times; whoever is quickest has it."""

    slot = forms.ModelChoiceField(
        InterviewSlot.objects.none(),
        label="Which time suits you?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose a time",
            "invalid_choice": "Somebody has just chosen this time. Choose another one.",
        },
    )
    access_needs = forms.CharField(
        label="What would make the interview easier for you?",
        help_text="For example step-free access, or questions in writing. It plays no part in the decision.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, free: Any, **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["slot"]
        field.queryset = free
        field.label_from_instance = lambda slot: f"{saying.moment(slot.starts_at)}, {slot.place}"


class Rearrangement(forms.Form):
    reason = forms.CharField(
        label="Why do you need another time?", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class Wish(forms.Form):
    text = forms.CharField(
        label="Which days or times would suit you?",
        help_text="The office reads this, and adds a time if it can.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Needs(forms.Form):
    text = forms.CharField(
        label="What would make the interview easier for you?",
        help_text="The panel and the office read it, to prepare for it. It plays no part in the decision.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppealForm(forms.Form):
    ground = forms.ChoiceField(label="On what ground?", choices=Appeal.Ground.choices, widget=forms.RadioSelect)
    grounds = forms.CharField(
        label="What happened?",
        help_text="No new evidence is looked at: only how the decision was made.",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
