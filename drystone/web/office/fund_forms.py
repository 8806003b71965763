"""The forms of a fund: what it is, why it closes, what the next one is called."""

from datetime import date, datetime
from typing import Any

from django import forms

from drystone.payments.funds import Terms
from drystone.payments.models import Fund, RateRole
from drystone.register.models import Area
from drystone.schools.models import Organisation

from .. import school_field
from ..days import Day
from ..half_days import HalfDays
from ..pounds import Pounds
from ..ticked import Ticked

MOST = 100_000_000_00  # pence
WRITTEN = ("%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d")
LINES = {"rows": 3}


class FundForm(forms.Form):
    """What a fund is."""

    name = forms.CharField(label="Name", max_length=120)
    funder = forms.CharField(label="Who gave it", max_length=120, required=False)
    starts = Day(label="From")
    ends = Day(label="To", help_text="Work of these days may be carried.")
    total_pence = Pounds(label="In all, pounds", most=MOST)
    kept_back_percent = forms.DecimalField(
        label="Kept back for the Alliance’s own work, per cent",
        help_text="Of new money. Nothing, where the funder allows none.",
        min_value=0,
        max_value=50,
        decimal_places=2,
        required=False,
    )
    cap_a_school_pence = Pounds(label="Most for one school, pounds", most=MOST, required=False)
    cap_a_school_half_days = HalfDays(label="Most for one school, days", required=False)
    roles = forms.MultipleChoiceField(
        label="For work of", help_text="None: of anybody.", choices=RateRole.choices,
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    schools = forms.CharField(
        label="For these schools alone, one a line",
        help_text="Name, postcode or number (URN). Empty: for all.",
        widget=forms.Textarea(attrs=LINES),
        max_length=5000,
        required=False,
    )
    areas: Any = Ticked(
        None, label="For these areas of expertise alone", help_text="None: for all.",
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    reports = forms.CharField(
        label="Days on which the funder wants a report, one a line",
        help_text="For example 31/3/2027. Whoever looks after the money is reminded two weeks before.",
        widget=forms.Textarea(attrs=LINES),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, alliance: Any, **settings: Any):
        super().__init__(*args, **settings)
        areas: Any = self.fields["areas"]
        areas.queryset = Area.objects.offered_by(alliance.pk)

    def clean_kept_back_percent(self) -> Any:
        return self.cleaned_data["kept_back_percent"] or 0

    def clean_schools(self) -> list[Organisation]:
        return [school_field.meant(line.strip()) for line in self.cleaned_data["schools"].splitlines() if line.strip()]

    def clean_reports(self) -> list[date]:
        return [read_day(line.strip()) for line in self.cleaned_data["reports"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "The last day must be after the first.")
        return given

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


def read_day(written: str) -> date:
    for way in WRITTEN:
        try:
            return datetime.strptime(written, way).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise forms.ValidationError(f"“{written[:30]}” is no day. Write it like 31/3/2027.")


def as_typed(fund: Fund) -> dict[str, Any]:
    """A fund as its form takes it."""
    columns = ("name", "funder", "starts", "ends", "cap_a_school_half_days", "roles", "kept_back_percent")
    schools = fund.schools.order_by("name")
    return {
        **{name: getattr(fund, name) for name in columns},
        "total_pence": fund.total_pence,
        "cap_a_school_pence": fund.cap_a_school_pence,
        "schools": "\n".join(school_field.said(school) for school in schools),
        "areas": list(fund.areas.values_list("pk", flat=True)),
        "reports": "\n".join(f"{row.due_on:%d/%m/%Y}" for row in fund.reports.all()),
    }


class Closing(forms.Form):
    note = forms.CharField(
        label="Why it closes", max_length=300, error_messages={"required": "Write down why it closes."}
    )


class Next(forms.Form):
    """Next year's fund."""

    name = forms.CharField(label="Name of the new fund", max_length=120)
    ends = Day(label="It runs to")
    added_pence = Pounds(label="New money, pounds", help_text="Besides what is carried over.", most=MOST)


class Report(forms.Form):
    """What the figures do not say."""

    kept_back_for = forms.CharField(
        label="What the share kept back was used for", widget=forms.Textarea(attrs={"rows": 4}), max_length=3000
    )
    added = forms.CharField(label="What it added", widget=forms.Textarea(attrs={"rows": 4}), max_length=3000)
