"""The forms of a group's meeting: planning it, and its register."""

from dataclasses import fields
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.timezone import localtime

from drystone.groups.belonging import Belonging
from drystone.groups.meetings import Details, Line
from drystone.groups.models import Meeting
from drystone.people.models import Person

from .days import Clock, Day, clean_moments

HALF_DAYS = [("0", "Did not facilitate"), ("1", "Half a day"), ("2", "A whole day")]


class WebAddress(forms.URLField):
    """A link that is a link, and that a browser opens as a page."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, label: str, **settings: Any):
        wrong = {"invalid": "Give a whole web address that begins with https://"}
        given: dict[str, Any] = {"max_length": 300, "assume_scheme": "https", "required": False} | settings
        super().__init__(label=label, error_messages=wrong, **given)


class Where(forms.Form):
    """Where one meets, what about, and who may sign up."""

    place = forms.CharField(label="Where", max_length=200, required=False)
    link = WebAddress("Link to the video meeting", help_text="Only those who come see it.")
    focus = forms.CharField(label="What it is about", required=False, max_length=200)
    agenda = forms.CharField(label="Agenda", widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=4000)
    open_to_schools = forms.BooleanField(
        label="Open to schools: anybody may sign up on a public page",
        required=False,
    )
    places = forms.IntegerField(
        label="How many may sign up",
        help_text="Leave it empty where there is no limit. Whoever comes later waits for a place.",
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("place") and not given.get("link") and "link" not in self.errors:
            self.add_error("place", "Say where: a place, or a link to the video meeting.")
        return given

    def details(self) -> Details:
        return Details(**{each.name: self.cleaned_data[each.name] for each in fields(Details)})


class Times(forms.Form):
    starts = Clock(label="From", help_text="For example 13:30")
    ends = Clock(label="To")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "The meeting must end after it begins.")
        return given


class Plan(Where, Times):
    """One meeting. `of` gives a form that shows what stands."""

    day = Day(label="Day")
    field_order = ["day", "starts", "ends"]

    @classmethod
    def of(cls, data: Any, meeting: Meeting) -> "Plan":
        starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
        there = {each.name: getattr(meeting, each.name) for each in fields(Details)}
        return cls(data, initial={**there, "day": starts.date(), "starts": starts.time(), "ends": ends.time()})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {**given, **clean_moments(self, starts_at=("day", "starts"), ends_at=("day", "ends"))}

    def moments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


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
