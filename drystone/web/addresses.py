"""An e-mail address as it is asked for on pages: somebody's own, or one that somebody else gives for her."""

from typing import Any

from django import forms

from drystone.people import names


class AddressField(forms.EmailField):
    """An e-mail address in plain letters, so that no two look alike, and no longer than any address is."""

    def __init__(self, *, own: bool = False, **settings: Any):
        said = {
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address like name@school.example.",
        }
        box = forms.EmailInput(attrs={"autocomplete": "email" if own else "off"})
        super().__init__(max_length=254, widget=box, error_messages=said if own else None, **settings)

    def clean(self, value: Any) -> str:
        given = super().clean(value)
        return names.address(given) if given else ""
