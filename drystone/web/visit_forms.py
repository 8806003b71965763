"""Planning and moving a visit: the same form for the leader, the school and the office."""

from datetime import datetime, time
from typing import Any

from django import forms

from .days import Clock, Day, clean_moments

LENGTHS = [(1, "Half a day"), (2, "A whole day")]


class Plan(forms.Form):
    day = Day(label="Day")
    starts = Clock(label="From", help_text="For example 9:00", initial=time(9))
    ends = Clock(label="To", initial=time(12))
    half_days = forms.TypedChoiceField(label="Counts as", choices=LENGTHS, coerce=int, widget=forms.RadioSelect)
    place = forms.CharField(label="Where", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "The visit must end after it begins.")
        return {**given, **clean_moments(self, starts_at=("day", "starts"), ends_at=("day", "ends"))}

    def moments(self) -> dict[str, datetime]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


def in_spite() -> forms.CharField:
    return forms.CharField(
        label="Plan it in spite of the home school’s rules, because",
        help_text="Only where a rule speaks against the day. The head is told, with your reason.",
        required=False,
        max_length=300,
    )


class OfficePlan(Plan):
    in_spite = in_spite()


class Move(Plan):
    half_days = None  # type: ignore[assignment]
    place = None  # type: ignore[assignment]
    why = forms.CharField(label="Who asked, and why", max_length=300)


class OfficeMove(Move):
    in_spite = in_spite()


class Cancel(forms.Form):
    why = forms.ChoiceField(
        label="Why",
        choices=[
            ("illness", "Illness"),
            ("inspection", "We have been called by Ofsted"),
            ("weather", "Snow or weather"),
            ("school", "The school asked"),
            ("leader", "The System Leader asked"),
            ("other", "Something else"),
        ],
        widget=forms.RadioSelect,
    )
