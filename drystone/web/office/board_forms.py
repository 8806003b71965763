"""What the list of a round's applications is narrowed to, as it stands in the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.html import format_html

from drystone.register.phases import Phase
from drystone.selection.board import FEW, NONE, OVERDUE, Wanted
from drystone.selection.models import ApplicationState, ReferenceState
from drystone.selection.queries import Taking
from drystone.selection.steps import STEPS, WHOM
from drystone.selection.together import ACTS

REFERENCES = [(value, label) for value, label in ReferenceState.choices if value != ReferenceState.REPLACED]
STATES = [("", "Sent in"), *((v, label) for v, label in ApplicationState.choices)]
WAITING = [
    ("", "Anybody"),
    (OVERDUE, "Whoever is overdue"),
    *WHOM.items(),
    *((word, step.label) for word, step in STEPS.items()),
]


class Narrow(forms.Form):
    """Words that make no sense narrow nothing; the address may be kept as a bookmark."""

    q = forms.CharField(label="Name or school", required=False, max_length=100)
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    waiting = forms.ChoiceField(label="Waiting for", choices=WAITING, required=False)
    reference = forms.ChoiceField(
        label="A reference is", choices=[("", "Any"), (NONE, "Not given"), *REFERENCES], required=False
    )
    area = forms.ChoiceField(label="Area of expertise", required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "All"), *Phase.choices], required=False)
    assessor = forms.ChoiceField(label="Assessor", required=False)

    def __init__(self, *args: Any, taking: Taking, **settings: Any):
        super().__init__(*args, **settings)
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [("", "All"), *((str(pk), name) for pk, name in taking.areas)]
        people = [(str(pk), name) for pk, name in taking.assessors]
        fields["assessor"].choices = [("", "Anybody"), (FEW, "Fewer than two"), *people]

    def given(self) -> dict[str, str]:
        """What the address says that makes sense and narrows something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def wanted(self) -> Wanted:
        given = self.given()
        return Wanted(words=given.pop("q", ""), **given)

    def address(self, **other: str) -> str:
        """The query of the same list, narrowed in one thing otherwise."""
        return f"?{urlencode(self.given() | other)}"


class Together(forms.Form):
    """What is to be done with several applications; first the office sees what would happen."""

    act = forms.ChoiceField(
        label="With several applications", choices=[(word, act.label) for word, act in ACTS.items()]
    )


def tick(pk: int, name: str, *, ticked: bool = False) -> Any:
    """A box to choose this application together with others."""
    return format_html(
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" name="tick" value="{0}" id="tick-{0}"{2}>'
        '<label class="govuk-label govuk-checkboxes__label" for="tick-{0}">'
        '<span class="govuk-visually-hidden">Tick {1}</span></label></div></div>',
        pk,
        name,
        " checked" if ticked else "",
    )
