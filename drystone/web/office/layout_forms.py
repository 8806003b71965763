"""The form of a layout: its columns in their order, and how days, sums and letters are written."""

from typing import Any

from django import forms

from drystone.payments.layouts import CHOICES, MOST_COLUMNS, TEXT
from drystone.payments.models import FileLayout

SPARE = 4  # empty columns after those there are
NARROW = {"class": "govuk-input--width-10"}
CODES = (
    ("exempt", "Exempt"),
    ("outside", "Outside the scope of VAT"),
    ("zero", "Zero-rated"),
    ("standard", "Standard-rated"),
)
PARTS = ("holds", "heading", "text", "order")
SETTINGS = ("rows", "kind", "days", "sums", "separator", "letters")


class LayoutForm(forms.Form):
    """A layout as it is asked for; columns that are left empty are none."""

    name = forms.CharField(label="Name of the layout", max_length=60, help_text="For example that of the package.")
    rows = forms.ChoiceField(label="Rows", choices=FileLayout.Rows.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Kind of file", choices=FileLayout.Kind.choices, widget=forms.RadioSelect)
    days = forms.ChoiceField(label="Days", choices=FileLayout.Days.choices, help_text="In Excel a day is a day.")
    sums = forms.ChoiceField(label="Sums", choices=FileLayout.Sums.choices, help_text="123450 is in pence.")
    separator = forms.ChoiceField(label="Between columns of a CSV file", choices=FileLayout.Separator.choices)
    letters = forms.ChoiceField(label="Letters of a CSV file", choices=FileLayout.Letters.choices)
    has_headings = forms.BooleanField(label="The first line has the headings", required=False)
    has_total = forms.BooleanField(label="The last line has the totals, to check", required=False)
    pay_within_days = forms.IntegerField(
        label="Days from approval or issue until it is to be paid", min_value=0, max_value=365,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip

    def __init__(self, *args: Any, columns: int, **settings: Any):
        super().__init__(*args, **settings)
        for code, label in CODES:
            self.fields[f"code_{code}"] = forms.CharField(
                label=label, max_length=40, required=False, widget=forms.TextInput(attrs=NARROW)
            )
        self.places = range(min(columns + SPARE, MOST_COLUMNS))
        for place in self.places:
            self.fields |= column(place)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in self.places:
            holds, heading, text = (given.get(f"{part}_{place}", "") for part in ("holds", "heading", "text"))
            if not holds and (heading or text):
                self.add_error(f"holds_{place}", "Choose what the column holds.")
            if holds and holds != TEXT and text:
                self.add_error(f"text_{place}", "Only a column of the same text has a text of its own.")
        if not any(given.get(f"holds_{place}") for place in self.places):
            self.add_error("holds_0", "Choose what the first column holds.")
        return given

    def settings(self) -> list[forms.BoundField]:
        """What is asked of the file as a whole."""
        return [self[name] for name in self.base_fields]

    def codes(self) -> list[forms.BoundField]:
        return [self[f"code_{code}"] for code, _ in CODES]

    def places_with_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Each column's number, and its four boxes."""
        return [(place + 1, [self[f"{part}_{place}"] for part in PARTS]) for place in self.places]

    def columns(self) -> list[dict[str, str]]:
        """In the order of their numbers; columns with the same number stay as they stand."""
        given = self.cleaned_data
        chosen = [place for place in self.places if given[f"holds_{place}"]]
        chosen.sort(key=lambda place: given[f"order_{place}"] or place + 1)
        return [{part: given[f"{part}_{place}"] for part in ("holds", "heading", "text")} for place in chosen]

    def put_into(self, layout: FileLayout) -> FileLayout:
        """The layout as it is asked for, not yet kept."""
        given = self.cleaned_data
        for name in ("name", *SETTINGS, "has_headings", "has_total", "pay_within_days"):
            setattr(layout, name, given[name])
        layout.vat_codes = {code: given[f"code_{code}"] for code, _ in CODES if given[f"code_{code}"]}
        layout.columns = self.columns()
        return layout


def column(place: int) -> dict[str, forms.Field]:
    choices = [("", "No column"), *CHOICES]
    made: dict[str, forms.Field] = {
        "holds": forms.ChoiceField(label="It holds", choices=choices, required=False),
        "heading": forms.CharField(label="Heading", max_length=60, required=False),
        "text": forms.CharField(label="The same text", max_length=120, required=False),
        "order": forms.IntegerField(
            label="Place", min_value=1, max_value=99, required=False,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        ),
    }  # fmt: skip
    return {f"{part}_{place}": field for part, field in made.items()}


def as_typed(layout: FileLayout) -> dict[str, Any]:
    """What stands in the form of a layout that there is."""
    given: dict[str, Any] = {name: getattr(layout, name) for name in ("name", *SETTINGS)}
    given |= {"has_headings": layout.has_headings, "has_total": layout.has_total}
    given |= {"pay_within_days": layout.pay_within_days}
    given |= {f"code_{code}": layout.vat_codes.get(code, "") for code, _ in CODES}
    for place, each in enumerate(layout.columns):
        given |= {f"{part}_{place}": each[part] for part in ("holds", "heading", "text")} | {
            f"order_{place}": place + 1
        }
    return given
