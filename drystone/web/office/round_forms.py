"""The forms of rounds: dates in boxes, each deadline with its time."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from drystone.selection.models import Round

from ..addresses import AddressField
from ..days import Clock, Day, clean_moments

MOMENTS = {"opens_at": "00:00", "closes_at": "23:59", "references_close_at": "23:59"}
GRACES = [
    (0, "Refused"),
    (1, "Taken for one hour, and marked as late"),
    (24, "Taken for a day, and marked as late"),
    (48, "Taken for two days, and marked as late"),
    (72, "Taken for three days, and marked as late"),
    (168, "Taken for a week, and marked as late"),
]
DAYS = ("shortlist_by", "interviews_from", "interviews_to", "decisions_by", "induction_on")


class RoundForm(forms.Form):
    """A round's dates and terms. The whole minute of a deadline at 23:59 still counts."""

    title = forms.CharField(label="Name of the round", max_length=120, help_text="For example Spring 2027")
    opens_at = Day(label="Applications open on")
    opens_at_time = Clock(label="Time of opening", initial="00:00")
    closes_at = Day(label="Applications close on")
    closes_at_time = Clock(label="Time of closing", initial="23:59")
    references_close_at = Day(label="References close on", help_text="The same day, or some days later.")
    references_close_at_time = Clock(label="Time at which references close", initial="23:59")
    shortlist_by = Day(label="Shortlisting by")
    interviews_from = Day(label="Interviews from", help_text="Usually a Monday.")
    interviews_to = Day(label="Interviews until")
    decisions_by = Day(label="Decisions by")
    induction_on = Day(label="Induction on", required=False)
    grace_hours = forms.TypedChoiceField(
        label="An application that comes after the deadline is",
        choices=GRACES,
        coerce=int,
        widget=forms.RadioSelect,
        help_text="The public page says so.",
    )
    scale = forms.ChoiceField(label="Scores are given as", choices=Round.Scale.choices, widget=forms.RadioSelect)
    blind = forms.BooleanField(
        label="Assessors read without names and schools",
        help_text="Until an application is shortlisted or not. Before they read, they go through the names of all who"
        " applied, and say to whom they are close.",
        required=False,
    )
    areas_limit = forms.IntegerField(label="Most areas of expertise an applicant may offer", min_value=1, max_value=3)
    members_only = forms.BooleanField(label="Only member schools may apply", required=False)
    second_reference = forms.BooleanField(label="Ask for a second reference", required=False)
    applicant_may_see_reference = forms.BooleanField(
        label="Tell referees that the applicant may read the reference", required=False
    )
    referees_read_application = forms.BooleanField(
        label="Let referees read the application",
        help_text="Applicants are told before they send it in. What they say of access needs stays with the office.",
        required=False,
    )
    priority_areas = forms.TypedMultipleChoiceField(
        label="Areas needed most",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Shown on the public page.",
    )

    def __init__(self, *args: Any, areas: Any, **settings: Any):
        super().__init__(*args, **settings)
        offered = {area.pk: area for area in areas}
        areas_needed: Any = self.fields["priority_areas"]
        areas_needed.choices = [(pk, area.name) for pk, area in offered.items()]
        areas_needed.coerce = lambda pk: offered[int(pk)]

    def clean(self) -> dict[str, Any]:
        """A moment for each date with a time, as the rule wants them."""
        given = super().clean() or {}
        made = clean_moments(self, **{name: (name, f"{name}_time") for name in MOMENTS})
        return {**given, **{name: to_the_end(moment) for name, moment in made.items()}}

    def values(self) -> dict[str, Any]:
        clocks = {f"{name}_time" for name in MOMENTS}
        return {name: value for name, value in self.cleaned_data.items() if name not in clocks}


def to_the_end(moment: datetime) -> datetime:
    """A deadline said as 11:59pm lasts to the end of that minute."""
    return moment.replace(second=59) if (moment.hour, moment.minute) == (23, 59) else moment


def initial_of(round_: Round) -> dict[str, Any]:
    """A round as its form shows it."""
    names = [name for name in RoundForm.base_fields if hasattr(round_, name) and name != "priority_areas"]
    shown: dict[str, Any] = {name: getattr(round_, name) for name in names}
    for name in MOMENTS:
        local = timezone.localtime(shown[name])
        shown |= {name: local.date(), f"{name}_time": f"{local:%H:%M}"}
    return shown | {"priority_areas": [area.pk for area in round_.priority_areas.all()]}


NEW = {"scale": Round.Scale.RAG, "grace_hours": 0, "areas_limit": 3, "opens_at_time": "00:00"}


class ExtensionForm(forms.Form):
    email = AddressField(label="E-mail address of the applicant's account")
    until = Day(label="They may apply until")
    until_time = Clock(label="Time", initial="23:59")
    reason = forms.CharField(label="Reason", help_text="Only the office reads this.", max_length=300)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {**given, **{n: to_the_end(m) for n, m in clean_moments(self, moment=("until", "until_time")).items()}}
