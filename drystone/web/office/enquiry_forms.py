"""The forms of asking: whom, what was said by phone, whom the school may choose, and why something is undone."""

from typing import Any

from django import forms

from drystone.alliances.models import Alliance
from drystone.brokering.offers import MOST
from drystone.register.models import Designation

from ..ticked import Ticked


class Chosen(forms.Form):
    """Which of the System Leaders on the list: one by the button beside her name, or those that are ticked."""

    designation = Ticked(Designation.objects.none())

    def __init__(self, *args: Any, leaders: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.fields["designation"].queryset = leaders  # type: ignore[attr-defined]


class RecordedAnswer(forms.Form):
    """What was said by phone or e-mail, written down for the person."""

    answer = forms.ChoiceField(
        label="What they said",
        choices=[("yes", "Yes"), ("not_now", "Not now"), ("no", "No"), ("call", "Nothing yet: they answer later")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="How they told you", help_text="For example: by phone, Tuesday 2pm.", max_length=300)


class Undone(forms.Form):
    """Why the office undoes something."""

    note = forms.CharField(
        label="Why",
        help_text="Only the office reads this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )


class Shortlist(forms.Form):
    """One to three leaders, each with the sentence that the receiving head reads."""

    def __init__(self, *args: Any, ready: list[Any], alliance: Alliance, **settings: Any):
        super().__init__(*args, **settings)
        self.ready = ready
        for designation in ready:
            areas = ", ".join(area.area.name for area in designation.areas.all())
            because = areas if alliance.offers_without_names else f"{areas}; {designation.home_school.name}"
            self.fields[f"offer_{designation.pk}"] = forms.BooleanField(label=designation.person.name, required=False)
            self.fields[f"because_{designation.pk}"] = forms.CharField(
                label=f"Why {designation.person.name}", initial=because, max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not 1 <= len(self.chosen()) <= MOST:
            raise forms.ValidationError("Choose one, two or three System Leaders to offer.")
        return given

    def chosen(self) -> list[tuple[Any, str]]:
        given = self.cleaned_data
        return [(d, given.get(f"because_{d.pk}") or "") for d in self.ready if given.get(f"offer_{d.pk}")]
