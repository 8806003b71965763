"""Agreeing one point for each thing that several people judged apart: by the office, and by the chair of a panel."""

from typing import Any

from django import forms

from drystone.selection.criteria import Line


class AgreedPoints(forms.Form):
    """One agreed point for each criterion, those furthest apart first; what all gave is proposed."""

    def __init__(self, *args: Any, lines: list[Line], agreed: dict[str, str] | None = None, **settings: Any):
        super().__init__(*args, **settings)
        self.lines = lines
        for line in lines:
            given = "; ".join(line.said)
            self.fields[line.key] = forms.ChoiceField(
                label=line.name,
                choices=list(line.points.items()),
                widget=forms.RadioSelect,
                initial=(agreed or {}).get(line.key) or line.together,
                help_text=f"Two steps or more apart. Given: {given}" if line.spread > 1 else f"Given: {given}",
                error_messages={"required": f"Choose the agreed score for “{line.name}”"},
            )
        self.fields["reason"] = forms.CharField(
            label="Why these are right",
            help_text="Needed where assessors were two steps or more apart.",
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def scores(self) -> dict[str, str]:
        return {line.key: self.cleaned_data[line.key] for line in self.lines}
