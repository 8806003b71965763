"""Which school a leader should not be sent to, as the office and she herself are asked."""

from typing import Any

from django import forms

from drystone.brokering.models import Conflict

from .days import Day
from .school_field import SchoolField

HERS = (Conflict.Kind.FORMER_POST, Conflict.Kind.RELATIVE, Conflict.Kind.DECLARED)
"""What she says of herself; that a school is being inspected is for the office to know."""
SAID = {Conflict.Kind.DECLARED: "Another reason", Conflict.Kind.INSPECTION: "The school is being inspected"}


class ConflictForm(forms.Form):
    school = SchoolField(label="School")
    kind = forms.ChoiceField(label="Why", widget=forms.RadioSelect)
    starts = Day(label="From")
    ends = Day(
        label="Last day",
        required=False,
        help_text="Leave it empty if nobody knows yet: it stands until it is ended.",
    )
    note = forms.CharField(
        label="In a sentence, if you like", help_text="Only the office reads this.", max_length=200, required=False
    )

    def __init__(self, *args: Any, hers: bool, **settings: Any):
        super().__init__(*args, **settings)
        kinds = HERS if hers else tuple(Conflict.Kind)
        self.fields["kind"].choices = [(kind, SAID.get(kind, kind.label)) for kind in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        return given
