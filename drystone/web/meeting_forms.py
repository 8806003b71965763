"""The forms of a group's meeting: planning it, and its register."""

from typing import Any

from django import forms

from drystone.groups.belonging import Belonging
from drystone.groups.meetings import Line
from drystone.people.models import Person

from .days import Clock, Day, clean_moments

HALF_DAYS = [("0", "Did not facilitate"), ("1", "Half a day"), ("2", "A whole day")]


class Plan(forms.Form):
    day = Day(label="Day")
    starts = Clock(label="From", help_text="For example 13:30")
    ends = Clock(label="To")
    place = forms.CharField(label="Where", max_length=200)
    focus = forms.CharField(label="What it is about", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "The meeting must end after it begins.")
        return {**given, **clean_moments(self, starts_at=("day", "starts"), ends_at=("day", "ends"))}

    def planned(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "starts_at": given["starts_at"],
            "ends_at": given["ends_at"],
            "place": given["place"],
            "focus": given["focus"],
        }


class Register(forms.Form):
    """One question a member; of a facilitator also for how long."""

    def __init__(self, *args: Any, members: list[Belonging], **settings: Any):
        super().__init__(*args, **settings)
        self.members = members
        for member in members:
            self.fields[f"came_{member.person.pk}"] = came(member)
            if member.facilitates:
                self.fields[f"led_{member.person.pk}"] = led(member)

    def lines(self) -> dict[Person, Line]:
        given = self.cleaned_data
        return {
            each.person: Line(given[f"came_{each.person.pk}"] == "yes", int(given.get(f"led_{each.person.pk}") or 0))
            for each in self.members
        }


def came(member: Belonging) -> forms.ChoiceField:
    choices = [("yes", "Came"), ("no", "Did not come")]
    return forms.ChoiceField(label=member.person.name, choices=choices, widget=forms.RadioSelect)


def led(member: Belonging) -> forms.ChoiceField:
    label = f"For how long did {member.person.name} facilitate?"
    made = forms.ChoiceField(label=label, choices=HALF_DAYS, widget=forms.RadioSelect, required=False)
    made.shown_if = (f"came_{member.person.pk}", "yes")  # type: ignore[attr-defined]
    return made


class Cancel(forms.Form):
    why = forms.CharField(label="Why is it called off?", max_length=300)
