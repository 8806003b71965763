"""Pounds and percentages as people type them; kept as whole pence and whole hundredths of a per cent."""

import re
from typing import Any

from django import forms

from drystone.payments import amounts
from drystone.payments.pricing import HUNDREDTHS as WHOLE

HUNDREDTH = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?%?")


class Pounds(forms.CharField):
    """£300, 1,250 or 312.50; a field of no amount is None where none is needed."""

    def __init__(self, *, most: int = amounts.MOST_PENCE, **settings: Any):
        super().__init__(max_length=30, **settings)
        self.most = most
        self.widget.attrs |= {"inputmode": "decimal", "class": "govuk-input--width-5"}

    def clean(self, value: Any) -> int | None:
        written = super().clean(value)
        if not written:
            return None
        try:
            return amounts.pence(written, most=self.most)
        except amounts.NotAnAmount as no:
            raise forms.ValidationError(str(no)) from no

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}".removesuffix(".00") if isinstance(value, int) else value


class PerCent(forms.CharField):
    """15, 12.5 or 17.25 %; kept as whole hundredths of a per cent."""

    def __init__(self, **settings: Any):
        super().__init__(max_length=10, **settings)
        self.widget.attrs |= {"inputmode": "decimal", "class": "govuk-input--width-3"}

    def clean(self, value: Any) -> int | None:
        written = super().clean(value)
        if not written:
            return None
        found = HUNDREDTH.fullmatch("".join(written.split()))
        hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
        if hundredths > WHOLE:
            raise forms.ValidationError("Write a percentage from 0 to 100, for example 15 or 12.5.")
        return hundredths
