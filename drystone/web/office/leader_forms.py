"""The forms of the office about one System Leader."""

from django import forms

from drystone.register.models import Assurance, Contribution

from ..days import Day


class Assure(forms.Form):
    level = forms.ChoiceField(
        label="What did the school confirm?", choices=Assurance.Level.choices, widget=forms.RadioSelect
    )
    confirmed_by = forms.CharField(
        label="Who confirmed it, name and role", help_text="For example: Ann Peel, headteacher", max_length=200
    )


class Note(forms.Form):
    note = forms.CharField(
        label="Why, and how do you know?",
        help_text="Everybody in the office reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class Contributed(forms.Form):
    kind = forms.ChoiceField(label="What was it?", choices=Contribution.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=160)
    on = Day(label="Day")
