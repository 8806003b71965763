"""The days of several System Leaders as a page shows them: a bar for each term, and buttons that change it at once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from drystone.alliances.models import Alliance, Term
from drystone.deployment.models import Deployment
from drystone.register import release, released
from drystone.register.models import Designation
from drystone.register.released import TermDays

from .half_days import HalfDays

AT_WORK = ("agreeing", "agreed", "under_way", "paused")


@dataclass(frozen=True)
class Press:
    """A button: what it says, and what it sends: leader, term, from, to."""

    label: str
    value: str


@dataclass(frozen=True)
class Bar:
    """A term of one leader, with the buttons that make sense there."""

    days: TermDays
    presses: list[Press]


@dataclass(frozen=True)
class Line:
    """One leader: her bars, and where she is at work."""

    designation: Designation
    bars: list[Bar]
    work: list[Deployment]


def lines(leaders: list[Designation], alliance: Alliance, on: date) -> list[Line]:
    """Four questions, however many leaders."""
    if not leaders:
        return []
    found = released.days(leaders, release.coming_terms(alliance.pk, on))
    rows = Deployment.objects.filter(designation__in=leaders, state__in=AT_WORK).select_related("receiving_school")
    work = list(rows.order_by("pk"))
    return [
        Line(each, [bar(each, term) for term in found[each.pk]], [w for w in work if w.designation_id == each.pk])
        for each in leaders
    ]


def bar(designation: Designation, days: TermDays) -> Bar:
    meter, before = days.meter, days.before
    wanted = [("Half a day more", meter.granted + 1), ("Half a day less", meter.granted - 1)]
    if meter.promised < meter.granted - 1:
        wanted.append(("No more this term", meter.promised))
    if before is not None and before != meter.granted and before not in {to for _, to in wanted}:
        wanted.append((f"Back to {HalfDays().prepare_value(before)} days", before))
    sends = f"{designation.pk}:{meter.term.pk}:{meter.granted}"
    return Bar(days, [Press(label, f"{sends}:{to}") for label, to in wanted if 0 <= to <= released.MOST])


def found(lines: list[Line], what: tuple[int, ...] | None) -> tuple[Designation, Term, int, int] | None:
    """What a press means on this page; None where it is no button of it."""
    if what is None:
        return None
    leader, term, was, to = what
    for each in lines:
        for bar_ in each.bars:
            if (each.designation.pk, bar_.days.meter.term.pk) == (leader, term):
                return each.designation, bar_.days.meter.term, was, to
    return None


class Pressed(forms.Form):
    """What a press sends. By an e-mailed link, and in the office, who says so is typed: mail filters type nothing."""

    said_by = forms.CharField(
        label="Your full name and role", help_text="For example: Ann Peel, headteacher", max_length=200
    )
    change = forms.RegexField(r"^\d{1,18}(:\d{1,18}){3}$", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, typed: bool, **settings: Any):
        super().__init__(*args, **settings)
        if not typed:
            del self.fields["said_by"]

    @property
    def what(self) -> tuple[int, int, int, int] | None:
        """Leader, term, from, to."""
        parts = self.cleaned_data["change"].split(":") if self.cleaned_data["change"] else []
        return tuple(map(int, parts)) if len(parts) == 4 else None  # type: ignore[return-value]


def press(request: Any, lines: list[Line], form: Pressed) -> None:
    """What was pressed, if it is a button of this page."""
    if meant := found(lines, form.what):
        designation, term, was, to = meant
        said_by = form.cleaned_data.get("said_by", "")
        released.change(designation, term, was=was, to=to, said_by=said_by, by=request.person, at=request.now)
