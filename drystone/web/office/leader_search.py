"""What the office looks for on the register."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from drystone.register.areas import Choices
from drystone.register.finding import Wanted
from drystone.register.models import DesignationState
from drystone.register.phases import Phase
from drystone.schools import places

ENDING = {"term": ("Within 4 months", 4), "year": ("Within 12 months", 12)}
MILES = (5, 10, 20, 40)


class Search(forms.Form):
    """Words that make no sense narrow nothing; a place that nobody knows is said to be unknown."""

    words = forms.CharField(label="Name or home school", required=False, max_length=100)
    area = forms.ChoiceField(label="Area of expertise", required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "All"), *Phase.choices], required=False)
    near = forms.CharField(
        label="Near a school or postcode",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"data-source": "school", "autocomplete": "off"}),
    )
    miles = forms.TypedChoiceField(
        label="Within",
        choices=[("", "Any distance"), *((number, f"{number} miles") for number in MILES)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    authority = forms.ChoiceField(label="District (local authority)", required=False)
    left = forms.TypedChoiceField(
        label="Days left this term",
        choices=[("", "Any"), (1, "Half a day or more"), (4, "2 days or more"), (10, "5 days or more")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    ending = forms.ChoiceField(
        label="Last day", choices=[("", "Any"), *((key, label) for key, (label, _) in ENDING.items())], required=False
    )
    induction = forms.ChoiceField(label="Induction", choices=[("", "Any"), ("overdue", "Overdue")], required=False)
    state = forms.ChoiceField(label="State", choices=[("", "Not ended"), *DesignationState.choices], required=False)

    def __init__(self, *args: Any, areas: Choices, authorities: list[str], **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [("", "All"), *areas]
        fields["authority"].choices = [("", "All"), *((name, name) for name in authorities)]

    def clean_near(self) -> places.Spot | None:
        typed = self.cleaned_data["near"].strip()
        spot = places.spot(typed) if typed else None
        if typed and spot is None:
            raise forms.ValidationError("We know no school or postcode like this. Type more of it, or its URN.")
        return spot

    def wanted(self, on: date) -> Wanted:
        """What was given and makes sense."""
        self.is_valid()
        given = self.cleaned_data
        ending = ENDING.get(given.get("ending", ""))
        return Wanted(
            words=given.get("words", ""),
            area=given.get("area", ""),
            phase=given.get("phase", ""),
            authority=given.get("authority", ""),
            near=given.get("near"),
            miles=given.get("miles"),
            half_days=given.get("left"),
            ends_by=on + relativedelta(months=ending[1]) if ending else None,
            state=given.get("state", ""),
            late_on=on if given.get("induction") else None,
        )
