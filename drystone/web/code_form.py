"""Where the six digits of an e-mailed code are typed."""

from django import forms

WRONG = "That code is not right. Check it and type it again."
DEAD = "This code is no longer good. Ask for a new one."


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Six-digit code",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the code from the e-mail."},
    )
