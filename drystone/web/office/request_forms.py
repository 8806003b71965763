"""The forms of triage and matching."""

from typing import Any

from django import forms

from drystone.alliances.models import Alliance
from drystone.brokering.models import SupportRequest
from drystone.register.models import Area
from drystone.register.phases import Phase

from ..days import Day
from ..half_days import HalfDays

PRIORITIES = [
    (1, "1 – urgent: pupils or staff are at risk of harm"),
    (2, "2 – soon"),
    (3, "3 – this year"),
    (4, "4 – when it can be"),
]
DECLINES = [
    ("not_our_work", "Not what our System Leaders do"),
    ("no_capacity", "Nobody free in time"),
    ("not_a_member", "The school is outside what we serve"),
    ("other", "Something else"),
]


class Acceptance(forms.Form):
    """What was talked through with the school; everything is filled in from its own answers."""

    need = forms.CharField(
        label="The need, in a sentence or two",
        help_text="The home school and the System Leader read this. Leave out anything told in confidence.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise")
    phase = forms.ChoiceField(label="Phase", choices=[("", "Any"), *Phase.choices], required=False)
    half_days = HalfDays(label="Days", help_text="Halves count: 2.5")
    from_on = Day(label="From")
    until_on = Day(label="To")
    priority = forms.TypedChoiceField(label="Priority", choices=PRIORITIES, coerce=int, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Why this priority", required=False, max_length=300, help_text="Only the office reads this."
    )

    def __init__(self, *args: Any, alliance: Alliance, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].queryset = Area.objects.offered_by(alliance.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", "The last day must not be before the first.")
        return given


def acceptance_of(request: SupportRequest, on) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    return {
        "need": request.need,
        "area": request.area_id,
        "phase": request.phase,
        "half_days": request.half_days,
        "from_on": request.from_on or on,
        "until_on": request.until_on,
        "priority": request.priority,
    }


class Reason(forms.Form):
    note = forms.CharField(label="What the school reads", widget=forms.Textarea(attrs={"rows": 3}), max_length=600)


class InnerReason(forms.Form):
    note = forms.CharField(
        label="Why", help_text="Only the office reads this.", widget=forms.Textarea(attrs={"rows": 3}), max_length=600
    )


class Wait(Reason):
    until = Day(label="Look again on")


class Decline(Reason):
    reason = forms.ChoiceField(label="Reason", choices=DECLINES, widget=forms.RadioSelect)
    field_order = ["reason", "note"]
