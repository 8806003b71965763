"""The forms of a group's meeting: planning it, and its register."""

from dataclasses import fields
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.timezone import localtime

from drystone.groups.meetings import Details
from drystone.groups.models import Meeting

from .days import Clock, Day, clean_moments


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


class Cancel(forms.Form):
    why = forms.CharField(label="Why is it called off?", max_length=300)


class Notes(forms.Form):
    notes = forms.CharField(
        label="What was said and agreed",
        help_text="Whoever belongs to the group or came reads it.",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=10_000,
        required=False,
    )
