"""How many days a term: one box a term for the leader, one for the school; for heads and for the office."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from drystone.alliances.models import Term
from drystone.register import release
from drystone.register.models import Designation
from drystone.register.release import Meter

from .half_days import HalfDays

SPARE = (
    "school",
    "What the whole school can spare",
    "For all your System Leaders together. Leave a box empty where you set no limit.",
)


@dataclass(frozen=True)
class Days:
    """What stands for one leader in the coming terms."""

    terms: list[Term]
    meters: list[Meter]
    mine: dict[int, int]
    school: dict[int, int]

    @property
    def initial(self) -> dict[str, int]:
        mine = {f"leader_{term}": half_days for term, half_days in self.mine.items()}
        return mine | {f"school_{term}": half_days for term, half_days in self.school.items()}


def days_of(designation: Designation, on: date) -> Days:
    alliance, person, home = designation.alliance_id, designation.person, designation.home_school
    terms = release.coming_terms(alliance, on)
    mine, school = release.budgets(alliance, person, home, terms)
    return Days(terms, release.measured(alliance, person, home, terms, mine, school), mine, school)


class Release(forms.Form):
    """Days are typed, and who says so: a mail filter that presses the button has typed nothing."""

    said_by = forms.CharField(
        label="Your full name and role", help_text="For example: Ann Peel, headteacher", max_length=200
    )

    def __init__(self, *args: Any, days: Days, leader: str, **settings: Any):
        super().__init__(*args, **{"initial": days.initial, **settings})
        self.terms = days.terms
        hers = ("leader", f"What {leader} may give", "In days; halves count: 2.5. Type 0 for none.")
        boxes = {f"leader_{term.pk}": box(term, legend=hers) for term in days.terms}
        boxes |= {f"school_{term.pk}": box(term, legend=SPARE, required=False) for term in days.terms}
        self.fields = {**boxes, **self.fields}

    @property
    def leader_days(self) -> dict[Term, int]:
        return {term: self.cleaned_data[f"leader_{term.pk}"] for term in self.terms}

    @property
    def school_days(self) -> dict[Term, int | None]:
        return {term: self.cleaned_data[f"school_{term.pk}"] for term in self.terms}


def box(term: Term, *, legend: tuple[str, str, str], required: bool = True) -> HalfDays:
    made = HalfDays(least=0, label=f"{term.name}, to {term.ends.day} {term.ends:%B}", required=required)
    made.legend = legend  # type: ignore[attr-defined]
    return made
