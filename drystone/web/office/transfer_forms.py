"""What the office is asked about a transfer: whereto, as what an area is taken, what a letter from elsewhere says."""

from typing import Any

from django import forms

from drystone.alliances.models import Alliance
from drystone.register.areas import Choices
from drystone.register.models import Area
from drystone.register.phases import Phase
from drystone.schools.models import Organisation
from drystone.selection.arrivals import Elsewhere
from drystone.selection.models import Arrival, ArrivalArea

from ..addresses import AddressField
from ..days import Day
from ..school_field import SchoolField

LEFT = "none"
NAMELESS = "Write the name of the alliance."
ELSEWHERE, ELSEWHERE_SAID = "elsewhere", "One that does not use this Drystone"
MOST_RADIOS = 10
USUAL_DEPTH = 2


class Whereto(forms.Form):
    """To an alliance of this installation, or to one elsewhere by its name."""

    to = forms.ChoiceField(label="To which alliance?", widget=forms.RadioSelect)
    elsewhere = forms.CharField(
        label="Its name", max_length=120, required=False, error_messages={"required": NAMELESS}
    )

    def __init__(self, *args: Any, others: list[Alliance], **settings: Any):
        super().__init__(*args, **settings)
        self.others = {str(each.pk): each for each in others}
        fields: dict[str, Any] = self.fields
        choices = [*((key, each.name) for key, each in self.others.items()), (ELSEWHERE, ELSEWHERE_SAID)]
        if len(choices) > MOST_RADIOS:
            fields["to"].widget = forms.Select()
            fields["to"].choices = [("", "Choose an alliance"), *choices]
            fields["elsewhere"].label = "Its name, if it does not use this Drystone"
        elif others:
            fields["to"].choices = choices
            fields["elsewhere"].shown_if = ("to", ELSEWHERE)
        else:  # there is nothing to choose
            fields["to"].choices, fields["to"].widget = choices, forms.HiddenInput()
            self.initial["to"] = ELSEWHERE
            fields["elsewhere"].label, fields["elsewhere"].required = "To which alliance? Its name", True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("to") == ELSEWHERE and not given.get("elsewhere") and "elsewhere" not in self.errors:
            self.add_error("elsewhere", NAMELESS)
        return given

    def whereto(self) -> dict[str, Any]:
        to = self.others.get(self.cleaned_data["to"])
        return {"to": to, "elsewhere": "" if to else self.cleaned_data["elsewhere"]}


class Told(forms.Form):
    note = forms.CharField(
        label="How did they tell you?", help_text="For example: by telephone on Tuesday.", max_length=300
    )


class FirstDay(forms.Form):
    first_day = Day(label="From which day are they a System Leader there?")


class Because(forms.Form):
    because = forms.CharField(
        label="Why?",
        help_text="Only who manages your Alliance reads this. Neither they nor the other alliance ever do.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class Preparing(forms.Form):
    """Each area, as what it is taken here; and the first day."""

    first_day = Day(label="From which day?", help_text="Their designation there ends the day before.")

    def __init__(self, *args: Any, arrival: Arrival, areas: Choices, offered: dict[str, Area], **settings: Any):
        super().__init__(*args, **settings)
        self.rows = list(arrival.areas.select_related("common", "taken_as"))
        self.offered = offered
        asked: dict[str, forms.Field] = {}
        for row in self.rows:
            asked[f"area_{row.pk}"] = forms.ChoiceField(
                label=f"{row.name}: taken as",
                help_text="" if row.common else f"An area of {arrival.from_name}’s own.",
                choices=[("", "Choose an area"), (LEFT, "Not taken"), *areas],
                initial=self.standing(arrival, row),
                error_messages={"required": f"Say as what {row.name} is taken, or that it is not."},
            )
        self.fields = {**asked, **self.fields}

    def standing(self, arrival: Arrival, row: ArrivalArea) -> str:
        """As prepared before; else a common area that is offered here is taken as itself."""
        if row.taken_as:
            return row.taken_as.code
        if arrival.prepared_by_id:
            return LEFT
        return row.common.code if row.common and row.common.code in self.offered else ""

    def taken(self) -> dict[ArrivalArea, Area | None]:
        given = self.cleaned_data
        return {row: self.offered.get(given[f"area_{row.pk}"]) for row in self.rows}


class FromElsewhere(forms.Form):
    """What the letter of an alliance says that does not use this Drystone."""

    from_name = forms.CharField(label="From which alliance?", max_length=120)
    name = forms.CharField(label="The System Leader’s full name", max_length=200)
    email = AddressField(label="Their work e-mail address")
    school = SchoolField(label="At which school do they work?")
    job = forms.ChoiceField(
        label="As what?", choices=[("head", "Headteacher"), ("staff", "Another job")], widget=forms.RadioSelect
    )
    began_on = Day(label="Since when are they a System Leader there?")
    ends = Day(label="Until when? The last day in their letter")
    reference_given_on = Day(label="When was their reference given there?")
    decision_released_on = Day(label="When was the decision to designate them released there?")
    areas = forms.MultipleChoiceField(label="In which areas do you take them?", widget=forms.CheckboxSelectMultiple)
    phases = forms.MultipleChoiceField(
        label="In which phases?", choices=Phase.choices, widget=forms.CheckboxSelectMultiple
    )
    first_day = Day(label="From which day here?")
    evidence = forms.CharField(
        label="How do you know?",
        help_text="Who wrote it, when, and where you keep the letter. A second person looks for it there.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(self, *args: Any, offered: dict[str, Area], **settings: Any):
        super().__init__(*args, **settings)
        self.offered = offered
        fields: dict[str, Any] = self.fields
        fields["areas"].choices = [(code, area.name) for code, area in offered.items()]

    def known(self) -> Elsewhere:
        given = dict(self.cleaned_data)
        for name in ("areas", "phases"):
            given.pop(name)
        school: Organisation = given.pop("school")
        return Elsewhere(school=school, is_headteacher=given.pop("job") == "head", **given)

    def granted(self) -> list[tuple[Area, list[str], int]]:
        given = self.cleaned_data
        return [(self.offered[code], given["phases"], USUAL_DEPTH) for code in given["areas"]]
