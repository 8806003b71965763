"""Several records of a list, ticked."""

from typing import Any

from django import forms


class Ticked(forms.ModelMultipleChoiceField):
    """Django knows of one record that no database counts so far; here of several, too."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            wrong = self.error_messages["invalid_list"]
            raise forms.ValidationError(wrong, code="invalid_list") from None
