"""A day and a time of day, as they are asked for on pages."""

from datetime import time
from typing import Any

from django import forms


class Day(forms.DateField):
    """A day in three boxes, as people write one."""

    widget = forms.SelectDateWidget


class Clock(forms.TimeField):
    """A time of day: 9:00, 9.00, 9am and 1:30pm are read; 09:00 is shown."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
    input_formats = ["%H:%M", "%H.%M", "%H:%M:%S", "%I%p", "%I:%M%p", "%I.%M%p"]
    default_error_messages = {"invalid": "Write a time, for example 9:00 or 1:30pm."}

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value
