"""What is asked when signing in. Nothing here tells whether an address is known."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

from ..addresses import AddressField


class NameField(forms.CharField):
    def __init__(self, **settings: Any):
        super().__init__(
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": "Enter your full name."},
            **settings,
        )


class AddressForm(forms.Form):
    email = AddressField(label="E-mail address", own=True)


class NewAccountForm(forms.Form):
    name = NameField(label="Full name")
    email = AddressField(
        label="E-mail address", help_text="We send a code to it. Best is your address at work.", own=True
    )


class NameForm(forms.Form):
    name = NameField(label="Full name")


class NewAddressForm(forms.Form):
    email = AddressField(
        label="New e-mail address", help_text="We send a code to it. Nothing changes before that.", own=True
    )


class DetailsForm(forms.Form):
    name = NameField(label="Full name")
    phone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "class": "govuk-input--width-20"}),
    )


class AddPasskeyForm(AddWebAuthnForm):
    """Every passkey of ours signs in by itself, so the question whether it should is left out."""

    name = forms.CharField(
        label="Name of the passkey", required=False, max_length=60, help_text="For example: my phone."
    )
    passwordless = None
