"""The forms of the rate card: a new row of it, and what so much work would cost under a flow."""

from typing import Any

from django import forms

from drystone.deployment.models import Flow, Unit, VatCode
from drystone.payments import pricing
from drystone.payments.models import Fee, RateRole

from ..days import Day
from ..half_days import HalfDays
from ..pounds import PerCent, Pounds

FEES = [
    (Fee.NONE, "None: the home school gets what is charged"),
    (Fee.FLAT, "A flat sum for each unit, out of the price"),
    (Fee.INSIDE, "Per cent, inside the price: the home school gets the rest"),
    (Fee.ON_TOP, "Per cent, on top: the home school gets the price"),
    (Fee.NAMED, "We name both sums ourselves"),
]
# The boxes that each answer needs, and what to write into them.
NEEDED: dict[str, dict[str, str]] = {
    Fee.NONE: {"price": "Write the price."},
    Fee.FLAT: {"price": "Write the price.", "flat": "Write the fee in pounds."},
    Fee.INSIDE: {"price": "Write the price.", "inside": "Write the fee in per cent."},
    Fee.ON_TOP: {"price": "Write the price.", "on_top": "Write the fee in per cent."},
    Fee.NAMED: {"charged": "Write what is charged.", "paid": "Write what the home school gets."},
}
UNITS = {
    Unit.DAY: "A day",
    Unit.HALF_DAY: "A half-day",
    Unit.HOUR: "An hour",
    Unit.TWILIGHT: "A twilight, one a visit",
    Unit.SESSION: "A session, one a visit",
}


class Change(forms.Form):
    """A price and its fee, or two sums, of one role and unit from a day on."""

    role = forms.ChoiceField(label="Rate for", choices=RateRole.choices, widget=forms.RadioSelect)
    unit = forms.ChoiceField(label="Price of", choices=list(UNITS.items()))
    since = Day(label="From", help_text="Agreements drawn up before this day keep their rate.")
    price = Pounds(label="Price, in pounds", help_text="Leave it empty if you name both sums.", required=False)
    fee_kind = forms.ChoiceField(label="The Alliance’s fee", choices=FEES, widget=forms.RadioSelect)
    flat = Pounds(label="Fee, in pounds", required=False)
    inside = PerCent(label="Fee inside the price, in per cent", required=False)
    on_top = PerCent(label="Fee on top, in per cent", required=False)
    charged = Pounds(label="Charged to who pays, in pounds", required=False)
    paid = Pounds(label="Paid to the home school, in pounds", required=False)
    vat_code = forms.ChoiceField(
        label="VAT",
        help_text="Sums are without VAT. Your finance officer decides; this is no tax advice.",
        choices=VatCode.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **settings: Any):
        super().__init__(*args, **settings)
        for kind, boxes in NEEDED.items():
            for name in boxes:
                if name != "price":
                    self.fields[name].shown_if = ("fee_kind", kind)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("fee_kind", "")
        for name, missing in NEEDED.get(kind, {}).items():
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, missing)
        if kind and not self.errors:
            self.resolve(kind, given)
        return given

    def resolve(self, kind: str, given: dict[str, Any]) -> None:
        fee = 0 if kind in (Fee.NONE, Fee.NAMED) else given[kind]
        try:
            sums = (
                pricing.Sums(given["charged"], given["paid"])
                if kind == Fee.NAMED
                else pricing.resolved(given["price"], kind, fee)
            )
        except pricing.FeeTooHigh as no:
            self.add_error(kind, str(no))
            return
        given["sums"] = {"fee_kind": kind, "fee": fee, **vars(sums)}


class HowMuch(forms.Form):
    """So many of each unit, and which way the money would go."""

    how_many = HalfDays(label="How many days, hours or sessions", help_text="Halves count: 2.5")
    flow = forms.ChoiceField(label="Which way the money goes", choices=Flow.choices)
