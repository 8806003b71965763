"""The forms of a panel member."""

from django import forms

from drystone.selection.conflicts import Conflict


class ConflictForm(forms.Form):
    choice = forms.ChoiceField(
        label="What connects you with the applicant?", choices=Conflict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="In a few words",
        help_text="Only the office reads this. Needed for something else.",
        required=False,
        max_length=120,
    )


class StandBack(forms.Form):
    because = forms.CharField(
        label="What connects you with the leader, a school or the colleague?",
        help_text="A few words. Only the manager and the quality lead read this.",
        max_length=200,
    )
