"""Proposing who is paid for a school's work: by the office for any school, by a school for itself."""

from typing import Any

from django import forms

from drystone.payments.payees import Payee
from drystone.schools.models import Organisation

from .school_field import SchoolField


class PayeeForm(forms.Form):
    """The school where none is given, who is paid, and why."""

    school = SchoolField(label="For the work of which school?")
    paid_to = SchoolField(
        label="Who is to be paid?",
        help_text="The school itself, its local authority or its trust: its name, town, postcode or number (URN).",
    )
    supplier_number = forms.CharField(
        label="Supplier number",
        help_text="As the Alliance’s finance office knows them, if you know it. Never a bank account.",
        max_length=30,
        required=False,
    )
    why = forms.CharField(
        label="Why, and how do you know?",
        help_text="For example: the trust wrote on 3 November; we rang the number in our own books.",
        max_length=300,
    )

    def __init__(self, *args: Any, school: Organisation | None = None, **settings: Any):
        super().__init__(*args, **settings)
        self.own = school
        if school:
            del self.fields["school"]

    def chosen(self) -> Any:
        """The school for whose work it is."""
        return self.own or self.cleaned_data["school"]

    def payee(self) -> Payee:
        return Payee(self.cleaned_data["paid_to"], self.cleaned_data["supplier_number"])
