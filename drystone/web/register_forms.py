"""The register of a meeting: a press for each who differs from the others, and one for all the others."""

from collections.abc import Container, Sequence
from typing import Any

from django import forms

from drystone.groups.belonging import Belonging
from drystone.groups.models import Attendance
from drystone.groups.registers import Line
from drystone.people.models import Person

from .addresses import AddressField

HALF_DAYS = [("0", "Did not facilitate"), ("1", "Half a day"), ("2", "A whole day")]
WHO = ("register", "Who came?", "Mark those who differ from the others.")
CAME = [("yes", "Came"), ("apologies", "Apologies"), ("no", "Absent")]


class Register(forms.Form):
    """One question about each; of a facilitator also for how long. Nothing is chosen beforehand."""

    new_name = forms.CharField(
        label="Somebody else who came: full name", max_length=200, required=False, help_text="One more by each press."
    )
    new_email = AddressField(label="Their work e-mail address", required=False)

    def __init__(self, *args: Any, listed: Sequence[Belonging], sorry: Container[int] = (), **settings: Any):
        """`sorry` are those who sent apologies: whoever does not mark them otherwise counts them so."""
        super().__init__(*args, **settings)
        self.listed, self.sorry = listed, sorry
        asked: dict[str, forms.Field] = {}
        for each in listed:
            asked[f"came_{each.person.pk}"] = came(each, each.person.pk in sorry)
            if each.facilitates:
                asked[f"led_{each.person.pk}"] = led(each)
        self.fields = {**asked, **self.own(), **self.fields}

    def own(self) -> dict[str, forms.Field]:
        """Asked beside the lines."""
        return {
            "others": forms.ChoiceField(
                label="Everybody whom you did not mark",
                choices=[("yes", "Came"), ("no", "Absent")],
                widget=forms.RadioSelect,
                required=False,
            )
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("others") and any(not given.get(f"came_{each.person.pk}") for each in self.listed):
            self.add_error("others", "Say it of everybody whom you did not mark, or mark each of them.")
        if bool(given.get("new_name")) != bool(given.get("new_email")) and "new_email" not in self.errors:
            self.add_error("new_name", "Give both, the name and the e-mail address.")
        return given

    def lines(self) -> dict[Person, Line]:
        return {each.person: self.line(each.person.pk) for each in self.listed}

    def line(self, person: int) -> Line:
        given = self.cleaned_data
        said = given[f"came_{person}"] or ("apologies" if person in self.sorry else given["others"])
        return Line(said == "yes", int(given.get(f"led_{person}") or 0), said == "apologies")

    def also(self) -> list[tuple[str, str]]:
        given = self.cleaned_data
        return [(given["new_name"], given["new_email"])] if given["new_name"] else []


class Taking(Register):
    feedback = forms.BooleanField(label="Ask everybody who came how it was", required=False, initial=True)


class Correcting(Register):
    """The same with what stands, and why it was wrong."""

    def __init__(self, *args: Any, standing: dict[int, Attendance], **settings: Any):
        there = {f"came_{person}": row.said for person, row in standing.items()}
        there |= {f"led_{person}": str(row.facilitated_half_days) for person, row in standing.items()}
        super().__init__(*args, initial=there, **settings)

    def own(self) -> dict[str, forms.Field]:
        others = super().own()
        why = forms.CharField(label="What was wrong?", max_length=300, help_text="History keeps it.")
        return {**others, "why": why}


def came(each: Belonging, sorry: bool) -> forms.ChoiceField:
    made = forms.ChoiceField(label=each.person.name, choices=CAME, widget=forms.RadioSelect, required=False)
    made.help_text = "Has sent apologies." if sorry else ""
    made.legend = WHO  # type: ignore[attr-defined]
    return made


def led(each: Belonging) -> forms.ChoiceField:
    label = f"For how long did {each.person.name} facilitate?"
    made = forms.ChoiceField(label=label, choices=HALF_DAYS, widget=forms.RadioSelect, required=False)
    made.legend = WHO  # type: ignore[attr-defined]
    made.shown_if = (f"came_{each.person.pk}", "yes")  # type: ignore[attr-defined]
    return made
