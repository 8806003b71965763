"""Planning, moving, calling off and missing a visit: the same forms for the leader, the school and the office."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from drystone.deployment.models import NO_FAULT, Reason, Side
from drystone.deployment.patterns import Pattern

from .days import Clock, Day, clean_moments, moment

LENGTHS = [(1, "Half a day"), (2, "A whole day")]
SHORTEST_WHOLE, LONGEST_HALF = timedelta(hours=3, minutes=30), timedelta(hours=4, minutes=30)
HALF, WHOLE, AFTERNOON = (time(9), time(12)), (time(9), time(15)), (time(13), time(16))
SIDES = [(side.value, side.label) for side in (Side.SCHOOL, Side.LEADER, Side.HOME, Side.OFFICE)]
WEEKDAYS = list(enumerate(("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")))
EVERY = [(1, "Every week"), (2, "Every other week"), (4, "Every four weeks")]
MOST_ROWS = 20


class VisitDay(Day):
    """Says of 31 September that there is none."""

    default_error_messages = {"invalid": "There is no such day. Write one of the calendar, for example 17 11 2026."}


class Hours(forms.Form):
    """A day with its hours; both ends are on that day."""

    day = VisitDay(label="Day")
    starts = Clock(label="From", help_text="For example 9:00", initial=time(9))
    ends = Clock(label="To", help_text="The same day", initial=time(12))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        check_hours(self, given)
        return {**given, **clean_moments(self, starts_at=("day", "starts"), ends_at=("day", "ends"))}

    def moments(self) -> dict[str, datetime]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


def check_hours(form: forms.Form, given: dict[str, Any]) -> None:
    """Both on one day, and as long as what they count as."""
    starts, ends, half_days = given.get("starts"), given.get("ends"), given.get("half_days")
    if not starts or not ends:
        return
    if ends <= starts:
        form.add_error("ends", "The visit must end after it begins, on the same day.")
        return
    length = datetime.combine(date.min, ends) - datetime.combine(date.min, starts)
    if half_days == 1 and length > LONGEST_HALF:
        form.add_error("half_days", f"{said(length)} is more than half a day. Choose a whole day, or fewer hours.")
    if half_days == 2 and length < SHORTEST_WHOLE:
        form.add_error("half_days", f"{said(length)} is no whole day. Choose half a day, or more hours.")


def said(length: timedelta) -> str:
    hours = f"{length.total_seconds() / 3600:g}"
    return f"{hours} hour{'' if hours == '1' else 's'}"


def length_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label="Counts as", choices=LENGTHS, coerce=int, widget=forms.RadioSelect)


def place_field() -> forms.CharField:
    return forms.CharField(
        label="Where", help_text="Leave it empty for the school itself.", required=False, max_length=200
    )


def in_spite() -> forms.CharField:
    return forms.CharField(
        label="Plan it in spite of the home school’s rules, because",
        help_text="Only where a rule speaks against the day. The head is told, with your reason.",
        required=False,
        max_length=300,
    )


def asked_by() -> forms.ChoiceField:
    return forms.ChoiceField(label="Who asked?", choices=SIDES, widget=forms.RadioSelect)


def reason(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )


def words(help_text: str) -> forms.CharField:
    return forms.CharField(label="In a few words", help_text=help_text, required=False, max_length=300)


NAMELESS = (
    "The other side and the office read this. No pupil’s name, and no more about anybody’s health than you like."
)


class Plan(Hours):
    half_days = length_field()
    place = place_field()


class OfficePlan(Plan):
    in_spite = in_spite()


class Move(Hours):
    reason = reason("Why?")
    words = words(NAMELESS)

    def why(self) -> dict[str, Any]:
        names = ("reason", "words", "asked_by")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class OfficeMove(Move):
    asked_by = asked_by()
    in_spite = in_spite()


class Cancel(forms.Form):
    why = reason("Why?")
    words = words(NAMELESS)


class OfficeCancel(Cancel):
    asked_by = asked_by()


class Missed(forms.Form):
    missed_by = forms.ChoiceField(
        label="Who was not there?",
        choices=[("leader", "The System Leader"), ("school", "The school that is visited")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who was not there."},
    )
    why = forms.CharField(label="What happened", help_text=NAMELESS, max_length=300)


class NotMissed(forms.Form):
    why = forms.CharField(label="What really happened", max_length=300)


class Objection(forms.Form):
    words = forms.CharField(
        label="Why not, and when would suit you?",
        help_text="Whoever moved the visit and the office read this.",
        max_length=300,
    )


class PatternForm(forms.Form):
    """By which days are proposed."""

    number = forms.IntegerField(
        label="How many visits", min_value=1, max_value=MOST_ROWS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    weekday = forms.TypedChoiceField(label="On", choices=WEEKDAYS, coerce=int)
    every = forms.TypedChoiceField(label="How often", choices=EVERY, coerce=int)
    half_days = length_field()
    first = VisitDay(label="From")

    def pattern(self) -> Pattern:
        given = self.cleaned_data
        return Pattern(given["weekday"], given["every"], given["half_days"])


class Several(forms.Form):
    """The days of several visits, all at the same hours; one that is left empty is left out."""

    starts = Clock(label="From", help_text="For example 9:00")
    ends = Clock(label="To", help_text="The same day")
    half_days = length_field()
    place = place_field()

    def __init__(self, *args: Any, rows: int, **settings: Any):
        super().__init__(*args, **settings)
        self.rows = min(rows, MOST_ROWS)
        for row in range(self.rows):
            self.fields[f"day_{row}"] = VisitDay(label=f"Visit {row + 1}", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        check_hours(self, given)
        days = [(row, given[f"day_{row}"]) for row in range(self.rows) if given.get(f"day_{row}")]
        if not days and not self.errors:
            self.add_error("day_0", "Write at least one day.")
        if twice := next((row for row, day in days if day in [d for r, d in days if r < row]), None):
            self.add_error(f"day_{twice}", "This day is there twice.")
        return {**given, "days": days}

    def hours(self, day: date) -> dict[str, datetime]:
        return {
            "starts_at": moment(day, self.cleaned_data["starts"]),
            "ends_at": moment(day, self.cleaned_data["ends"]),
        }


class Called(forms.Form):
    """Which school has been called, and for which days."""

    school = forms.ChoiceField(label="Which school has been called?", widget=forms.RadioSelect)
    starts = VisitDay(label="First day on which no visit can be")
    ends = VisitDay(label="Last day")

    def __init__(self, *args: Any, schools: list[tuple[str, str]], **settings: Any):
        super().__init__(*args, **settings)
        self.fields["school"].choices = schools  # type: ignore[attr-defined]
        if len(schools) == 1:
            self.fields["school"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] < given["starts"]:
            self.add_error("ends", "The last day must not be before the first.")
        return given


class Arrangements(forms.Form):
    ask_for = forms.CharField(label="Whom should a visitor ask for?", required=False, max_length=120)
    arrival = forms.CharField(
        label="On arrival", help_text="For example: the main entrance, sign in on the screen.", required=False,
        max_length=300,
    )  # fmt: skip
    parking = forms.CharField(label="Parking", required=False, max_length=300)
    room_and_lunch = forms.CharField(label="Room and lunch", required=False, max_length=300)
    safeguarding_lead = forms.CharField(label="Your safeguarding lead", max_length=120)
    safeguarding_contact = forms.CharField(
        label="How a visitor reaches the safeguarding lead", help_text="A telephone number or a room.", max_length=120
    )


class ClosedDays(forms.Form):
    kind = forms.ChoiceField(
        label="What is on those days?",
        choices=[("inset", "INSET"), ("closed", "The school is closed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is on those days."},
    )
    starts = VisitDay(label="From")
    ends = VisitDay(label="To, the last day")
    note = forms.CharField(label="Note", required=False, max_length=120)


def costs_nothing() -> str:
    """The reasons that never cost anything, as a page lists them."""
    free = [str(each.label).lower() for each in Reason if each in NO_FAULT and each != Reason.INSPECTION]
    return ", ".join([*free, "an inspection"])
