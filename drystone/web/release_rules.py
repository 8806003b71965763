"""How a school's days may be taken: boxes for the leader, boxes for all together, and dates that are closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drystone.deployment.clashes import Days
from drystone.register import diary, release_rules
from drystone.register.diary import WEEKDAYS, Rule, Rules
from drystone.register.models import Designation
from drystone.register.release_rules import Said

from .days import Day
from .doors import press
from .half_days import HalfDays

KEPT = "Kept. What is planned already stands."
ALL = ("school", "For all your System Leaders together", "The narrower of the two holds.")


def rules_of(alliance_id: int, person: int, school: int, on: date) -> Rules:
    """What holds for one leader at her home school; dates that are over are left out."""
    found = diary.read(alliance_id, [school])
    for rule in found.values():
        rule.closed = [each for each in rule.closed if each.ends >= on]
    return Rules(found.get((school, person), Rule()), found.get((school, None), Rule()))


def of_designation(designation: Designation, on: date) -> Rules:
    return rules_of(designation.alliance_id, designation.person_id, designation.home_school_id, on)


def read_out(known: Days, on: date) -> list[str]:
    """The rules by which a leader's visits are planned, as sentences; dates that are over are left out."""
    deployment = known.deployment
    rules = known.diary.of(deployment.leader_id, deployment.home_school_id)
    for rule in (rules.hers, rules.schools):
        rule.closed = [each for each in rule.closed if each.ends >= on]
    return diary.said(rules)


class RulesForm(forms.Form):
    """Who says so is typed: a mail filter that presses the button has typed nothing."""

    said_by = forms.CharField(
        label="Your full name and role", help_text="For example: Ann Peel, headteacher", max_length=200
    )

    def __init__(self, *args: Any, leader: str, rules: Rules, **settings: Any):
        initial = held("leader", rules.hers) | held("school", rules.schools)
        super().__init__(*args, **{"initial": initial, **settings})
        hers = ("leader", f"For {leader}", "Leave a box empty where there is no limit.")
        self.fields = {**boxes("leader", hers), **boxes("school", ALL), **self.fields}

    def said(self, whose: str) -> Said:
        given = {name: self.cleaned_data[f"{whose}_{name}"] for name in ("a_week", "never_on", "notice", "note")}
        return Said(given["a_week"], tuple(given["never_on"]), given["notice"] or 0, given["note"])


def boxes(whose: str, legend: tuple[str, str, str]) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "a_week": HalfDays(label="At most so many days in one week", required=False),
        "never_on": forms.TypedMultipleChoiceField(
            label="Days of the week that never work",
            choices=list(enumerate(WEEKDAYS)),
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        ),
        "notice": forms.IntegerField(
            label="Notice needed, in working days", min_value=0, max_value=60, required=False
        ),
        "note": forms.CharField(
            label="Supply cover, and what else we should know",
            help_text="The System Leader and the Alliance read this.",
            max_length=300,
            required=False,
        ),
    }
    for each in made.values():
        each.legend = legend  # type: ignore[attr-defined]
    return {f"{whose}_{name}": each for name, each in made.items()}


def held(whose: str, rule: Rule) -> dict[str, Any]:
    values = {"a_week": rule.a_week, "never_on": sorted(rule.never_on), "notice": rule.notice or None}
    return {f"{whose}_{name}": value for name, value in {**values, "note": rule.note}.items()}


class Closing(forms.Form):
    starts = Day(label="From")
    ends = Day(label="To, the last day")
    reason = forms.CharField(
        label="Why", help_text="For example: inspection week. The System Leader reads this.", max_length=120
    )
    everybody = forms.TypedChoiceField(label="For whom?", coerce=lambda said: said == "all", widget=forms.RadioSelect)

    def __init__(self, *args: Any, leader: str, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["everybody"].choices = [("one", f"For {leader}"), ("all", "For all your System Leaders")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        return given


@dataclass(frozen=True)
class Place:
    """Where the pages of one audience stand; `recorded` where the office writes down what a head has said."""

    rules: str
    closed: str
    opening: str
    back: str
    recorded: bool = False

    @classmethod
    def at(cls, names: str, pk: int, *, back: str, recorded: bool = False) -> "Place":
        rules, closed, opening = (reverse(f"{names}-{each}", args=[pk]) for each in ("rules", "closed", "opening"))
        return cls(rules, closed, opening, back, recorded)


def rules(request: Any, designation: Designation, place: Place) -> HttpResponse:
    """What holds every week, for the leader and for all together."""
    standing = of_designation(designation, request.today)
    form = RulesForm(request.POST or None, leader=designation.person.name, rules=standing)
    if place.recorded:
        form.fields["said_by"].label = "Who told you, and how"
        form.fields["said_by"].help_text = "For example: Ann Peel, by telephone on Tuesday"
    if request.method == "POST" and form.is_valid():
        hers, schools = form.said("leader"), form.said("school")
        acting = {"said_by": form.cleaned_data["said_by"], "by": request.person, "at": request.now}
        verb = lambda: release_rules.settle(designation, hers, schools, **acting)  # noqa: E731
        return press(request, verb, then=place.rules, said=KEPT)
    context = {"designation": designation, "rules": standing, "form": form, "place": place}
    return render(request, "school/release_rules.html", context)


def close(request: Any, designation: Designation, place: Place) -> HttpResponse:
    """Dates on which nobody goes."""
    form = Closing(request.POST or None, leader=designation.person.name)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.person, "at": request.now}
        return press(request, lambda: release_rules.close(designation, **given), then=place.rules, said=KEPT)
    context = {"designation": designation, "form": form, "place": place}
    return render(request, "school/release_closed.html", context)


def open_again(request: Any, designation: Designation, place: Place) -> HttpResponse:
    """Closed dates that work after all; whoever has chosen none has pressed for nothing."""
    chosen = request.POST.get("closed", "")[:18]
    if not (chosen.isascii() and chosen.isdecimal()):
        messages.error(request, "Choose which dates work after all.")
        return redirect(place.rules)
    acting = {"by": request.person, "at": request.now}
    return press(request, lambda: release_rules.open_again(designation, int(chosen), **acting), then=place.rules)
