"""A day and a time of day, as they are asked for on pages, and the moment that they make by London's clock."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from drystone.questions import words

# A year outside of these is a slip of the keyboard, and calendars end at 9999.
FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)
NO_SUCH_YEAR = "Write a year from 1900 to 2099."


class Day(forms.DateField):
    """A day in three boxes, as people write one."""

    widget = forms.SelectDateWidget
    default_validators = [MinValueValidator(FIRST, NO_SUCH_YEAR), MaxValueValidator(LAST, NO_SUCH_YEAR)]


class Clock(forms.TimeField):
    """A time of day: 9:00, 9.00, 9am and 1:30pm are read; 09:00 is shown."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
    input_formats = list(words.CLOCKS)
    default_error_messages = {"invalid": "Write a time, for example 9:00 or 1:30pm."}

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value


def moment(on: date, at: time) -> datetime:
    """That moment in London; the second, where the clocks go back and it comes twice, so that nobody is too late.

    Raises ValidationError for a time that the clocks leave out in spring.
    """
    london = timezone.get_current_timezone()
    said = datetime.combine(on, at, london).replace(fold=1)
    if said.astimezone(UTC).astimezone(london).time() != at:
        raise forms.ValidationError("The clocks go forward in that hour. Choose a time before 1am or from 2am on.")
    return said


def clean_moments(form: forms.Form, **pairs: tuple[str, str]) -> dict[str, datetime]:
    """The moments that pairs of a day's and a time's box make; what is wrong with one is said at its time."""
    made: dict[str, datetime] = {}
    for name, (day, clock) in pairs.items():
        on, at = form.cleaned_data.get(day), form.cleaned_data.get(clock)
        if on and at:
            try:
                made[name] = moment(on, at)
            except forms.ValidationError as wrong:
                form.add_error(clock, wrong)
    return made
