"""What the office is asked when the work of a deployment rests, ends, or goes to another leader."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from drystone import saying
from drystone.deployment.fates import Fate
from drystone.deployment.models import Visit, Why

from ..days import Day

PREFIX = "visit_"
PASSED = [
    (Fate.HELD, "It took place; the System Leader still writes it up"),
    (Fate.CALLED_OFF, "It had been called off"),
    (Fate.MISSED, "Somebody did not come"),
]


class OfVisits(forms.Form):
    """What becomes of each visit that is planned: of one whose time has passed, whether it took place; one to come is
    called off, if it stood on the page that was sent: one planned meanwhile is not."""

    def __init__(self, *args: Any, visits: Iterable[Visit] = (), now: datetime, **settings: Any):
        super().__init__(*args, **settings)
        rows = list(visits)
        self.to_come = [visit for visit in rows if visit.starts_at > now]
        for visit in rows:
            if visit not in self.to_come:
                self.fields[f"{PREFIX}{visit.pk}"] = passed(visit)
        self.order_fields([name for name in self.fields if name.startswith(PREFIX)])

    def of_visits(self) -> dict[int, str]:
        given = self.cleaned_data.items()
        said = {int(name.removeprefix(PREFIX)): fate for name, fate in given if name.startswith(PREFIX)}
        seen = [visit.pk for visit in self.to_come if self.data.get(f"{PREFIX}{visit.pk}") == Fate.CALLED_OFF]
        return said | dict.fromkeys(seen, Fate.CALLED_OFF)


def passed(visit: Visit) -> forms.ChoiceField:
    label = f"The visit of {saying.moment(visit.starts_at)} is not written up. What became of it?"
    return forms.ChoiceField(label=label, choices=PASSED, widget=forms.RadioSelect)


class Cancel(OfVisits):
    note = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


def reasons(*without: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Why?",
        help_text="Only the office reads this, and the sentence below. Neither school and no System Leader does.",
        choices=[choice for choice in Why.Reason.choices if choice[0] not in without],
        widget=forms.RadioSelect,
    )


def sentence() -> forms.CharField:
    return forms.CharField(label="In a sentence", widget=forms.Textarea(attrs={"rows": 2}), max_length=300)


class Stop(OfVisits):
    reason, text = reasons(), sentence()
    asks_evaluation = forms.BooleanField(
        label="Ask the receiving school what has changed",
        help_text="If at least one visit took place. Without the tick nobody is asked.",
        required=False,
        initial=True,
    )


class HandOver(OfVisits):
    reason, text = reasons(Why.Reason.AIM_MET), sentence()
    shows_evaluations = forms.BooleanField(
        label="The new System Leader reads the earlier visit evaluations, too",
        help_text="The earlier visit records they read in any case, once the new agreement stands.",
        required=False,
    )


class Pause(forms.Form):
    reason, text = reasons(Why.Reason.AIM_MET), sentence()
    until = Day(label="When does it go on?", help_text="You are reminded on that day. It can be changed.")
    calls_off = forms.TypedChoiceField(
        label="Visits planned before that day",
        choices=[("yes", "Call them off, without a fee"), ("no", "They stay as planned")],
        coerce=lambda said: said == "yes",
        initial="yes",
        widget=forms.RadioSelect,
    )
    gives_back = forms.TypedChoiceField(
        label="Days that are not planned",
        choices=[
            ("no", "They stay set aside for this work"),
            ("yes", "The days of the terms in which it rests go back to the home school until it goes on"),
        ],
        coerce=lambda said: said == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )


class PauseEnd(forms.Form):
    until = Day(label="When does it go on now?")
    calls_off = Pause.base_fields["calls_off"]


class Resume(forms.Form):
    """The tick counts only where the home school has fewer days by now."""

    with_fewer = forms.BooleanField(
        label="If the home school has fewer days left by now: go on with those",
        required=False,
    )
