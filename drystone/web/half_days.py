"""Days as people type them, to the half; kept as whole half-days."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class HalfDays(forms.DecimalField):
    """2.5 is five half-days. Nothing below `least` days, nothing above sixty."""

    def __init__(self, *, least: float = 0.5, **settings: Any):
        super().__init__(min_value=Decimal(str(least)), max_value=60, decimal_places=1, **settings)

    def clean(self, value: Any) -> int | None:
        # Halves are asked for here, within the bounds: Django's own step counts in floats, and breaks at 1e999999.
        days = super().clean(value)
        if days is not None and days * 2 % 1:
            raise ValidationError("Write whole or half days, for example 2.5.")
        return None if days is None else int(days * 2)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 2:g}" if isinstance(value, int) else value
