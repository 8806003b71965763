"""The forms of triage."""

from collections.abc import Iterable
from typing import Any

from django import forms

from drystone.alliances.models import Alliance
from drystone.brokering import priority
from drystone.brokering.models import Declined, Elsewhere, OutsideSupport, SupportRequest, Unmet
from drystone.people.models import Person
from drystone.register.models import Area
from drystone.register.phases import Phase

from ..days import Day
from ..half_days import HalfDays


def text(label: str, **settings: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **{"max_length": 600, **settings})


def ahead(form: forms.Form, name: str, today: Any, *, today_too: bool = False) -> None:
    """A day that must not lie behind."""
    day = form.cleaned_data.get(name)
    if day and (day < today or (day == today and not today_too)):
        form.add_error(name, "Choose a day that lies ahead.")


class Move(forms.Form):
    """What a move asks; `asked` is the request, `people` the office, `today` the day."""

    def __init__(self, *args: Any, asked: SupportRequest, people: Iterable[Person], today: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.today = today
        if "visitor" in self.fields:
            self.people = {str(person.pk): person for person in people}
            visitor: Any = self.fields["visitor"]
            visitor.choices = [("", "Choose"), *((key, person.name) for key, person in self.people.items())]


class Reason(Move):
    note = text("What the school reads")


class InnerReason(Move):
    note = text("Why", help_text="Only the office reads this.")


class Wait(Reason):
    until = Day(label="Look again on")
    field_order = ["note", "until"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ahead(self, "until", self.today)
        return given


class Redirect(Reason):
    reason = forms.ChoiceField(label="To what?", choices=Elsewhere.choices, widget=forms.RadioSelect)
    field_order = ["reason", "note"]


class Decline(Reason):
    reason = forms.ChoiceField(label="Reason", choices=Declined.choices, widget=forms.RadioSelect)
    field_order = ["reason", "note"]


class CloseUnmet(InnerReason):
    reason = forms.ChoiceField(
        label="What was missing?",
        help_text="Counted by area in the report on what could not be given.",
        choices=Unmet.choices,
        widget=forms.RadioSelect,
    )
    field_order = ["reason", "note"]


class Scope(Move):
    visitor = forms.ChoiceField(
        label="Who visits?",
        help_text="Somebody of the office. A System Leader is not sent to look: the home school would be asked first.",
    )
    due_on = Day(label="By when?")
    note = text("Note", required=False, help_text="Only the office reads this.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ahead(self, "due_on", self.today, today_too=True)
        return given

    def clean_visitor(self) -> Person:
        return self.people[self.cleaned_data["visitor"]]


class LookAgain(Move):
    """Nothing is asked."""


class Terms(forms.Form):
    """What was talked through with the school; everything is filled in from its own answers."""

    need = forms.CharField(
        label="The need, in a sentence or two",
        help_text="The home school and the System Leader read this. Leave out anything told in confidence.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise")
    phase = forms.ChoiceField(label="Phase", choices=[("", "Any"), *Phase.choices], required=False)
    half_days = HalfDays(label="Days", help_text="Halves count: 2.5")
    from_on = Day(label="From")
    until_on = Day(label="To")
    note = text("Note", required=False, help_text="Only the office reads this.")

    def __init__(self, *args: Any, alliance: Alliance, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["area"].queryset = Area.objects.offered_by(alliance.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", "The last day must not be before the first.")
        return given


class Report(forms.Form):
    """What came of a scoping visit."""

    held_on = Day(label="When was the visit?")
    area = forms.ModelChoiceField(Area.objects.none(), label="Area of expertise that is needed")
    half_days = HalfDays(label="Days of support that seem right", help_text="Halves count: 2.5")
    found = text("What you found", help_text="Only the office reads this.", max_length=2000)

    def __init__(self, *args: Any, alliance: Alliance, today: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.today = today
        self.fields["area"].queryset = Area.objects.offered_by(alliance.pk)  # type: ignore[attr-defined]

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError("The visit cannot lie ahead.")
        return day


class Owner(forms.Form):
    owner = forms.ChoiceField(label="Who looks after it?", required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **settings: Any):
        super().__init__(*args, **settings)
        self.people = {str(person.pk): person for person in people}
        owner: Any = self.fields["owner"]
        owner.choices = [("", "Nobody"), *((key, person.name) for key, person in self.people.items())]

    def clean_owner(self) -> Person | None:
        return self.people.get(self.cleaned_data["owner"])


class Priority(forms.Form):
    priority = forms.TypedChoiceField(
        label="Which priority?", choices=list(priority.LABELS.items()), coerce=int, widget=forms.RadioSelect
    )
    why = text("Why", help_text="Only the office reads this.", max_length=300)


class Note(forms.Form):
    text = text("Note", help_text="Only the office reads this.", max_length=4000)


class Into(forms.Form):
    """Which request of the same school this one joins."""

    into = forms.TypedChoiceField(label="Join it with which request?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: list[tuple[int, str]], **settings: Any):
        super().__init__(*args, **settings)
        into: Any = self.fields["into"]
        into.choices = others


class Outside(forms.Form):
    """What a school had from somebody else."""

    giver = forms.ChoiceField(label="Who helped?", choices=OutsideSupport.Giver.choices, widget=forms.RadioSelect)
    giver_name = forms.CharField(label="Their name", required=False, max_length=120)
    what = forms.CharField(label="With what?", max_length=300)
    starts = Day(label="From")
    ends = Day(label="Until", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        return given
