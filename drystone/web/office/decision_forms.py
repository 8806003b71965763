"""What is decided: one outcome for all areas, or one for each; what belongs to an outcome stands inside it."""

from collections.abc import Iterator
from typing import Any

from django import forms

from drystone.selection.models import DESIGNATING, Application, ApplicationArea, Outcome, Reason
from drystone.selection.outcomes import AreaOutcome

from ..days import Day


class Dropping(forms.Form):
    reason = forms.CharField(
        label="Why is it dropped?",
        help_text="Only the office reads this. Nobody outside learns that a decision was prepared.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


DIFFERS = "differs"
REASONS = [choice for choice in Reason.choices if choice[0] != Reason.ELIGIBILITY]
IN_THE_LETTER = "The applicant reads this in the letter."


def words(label: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=IN_THE_LETTER, required=False, max_length=300)


def reasons(label: str) -> forms.ChoiceField:
    choices = [("", "Choose one"), *REASONS]
    return forms.ChoiceField(label=label, help_text=IN_THE_LETTER, choices=choices, required=False)


def belonging() -> dict[str, tuple[str, forms.Field]]:
    """For each box below an outcome: which outcome it belongs to, and the box. Their days are asked for below."""
    return {
        "support": (Outcome.WITH_SUPPORT, words("The support they get")),
        "support_by": (Outcome.WITH_SUPPORT, Day(label="By when it is to be carried out", required=False)),
        "condition": (Outcome.WITH_CONDITION, words("The condition")),
        "condition_by": (Outcome.WITH_CONDITION, Day(label="By when it is to be met", required=False)),
        "round": (Outcome.DEFER, words("To which round?")),
        "not_yet": (Outcome.DEFER, reasons("Why not yet?")),
        "why_not": (Outcome.UNSUCCESSFUL, reasons("Why not?")),
    }


# Where the terms, the day and the reason of an outcome are written; an outcome that has none of them is not here.
WRITTEN: dict[str, tuple[str, str, str]] = {
    Outcome.WITH_SUPPORT: ("support", "support_by", ""),
    Outcome.WITH_CONDITION: ("condition", "condition_by", ""),
    Outcome.DEFER: ("round", "", "not_yet"),
    Outcome.UNSUCCESSFUL: ("", "", "why_not"),
}
NOTHING = ("", "", "")
MISSING = {
    "support": "Write down the support they get",
    "support_by": "Say by when it is to be carried out",
    "condition": "Write down the condition",
    "condition_by": "Say by when it is to be met",
    "round": "Say to which round",
    "not_yet": "Choose the reason",
    "why_not": "Choose the reason",
}


def initial_of(prefix: str, said: AreaOutcome) -> dict[str, Any]:
    """How an outcome stands in the boxes."""
    boxes = WRITTEN.get(said.outcome, NOTHING)
    values = zip(boxes, (said.terms, said.due_on, said.reason), strict=True)
    return {f"{prefix}outcome": said.outcome, **{f"{prefix}{name}": value for name, value in values if name}}


def initial_for(outcomes: dict[int, AreaOutcome], otherwise: str) -> dict[str, Any]:
    """Of a whole decision: in the boxes for all areas where they are alike, each in its own where they differ."""
    if len(set(outcomes.values())) < 2:
        return initial_of("", next(iter(outcomes.values()), AreaOutcome(otherwise)))
    each = [initial_of(f"{pk}-", said) for pk, said in outcomes.items()]
    return {"outcome": DIFFERS, **{name: value for boxes in each for name, value in boxes.items()}}


class DecisionForm(forms.Form):
    """A no comes with its reason and feedback; support and condition with what and by when; deferral with where."""

    feedback = forms.CharField(
        label="Feedback",
        help_text="The applicant reads this in the letter. Every no needs it, for one area or for all.",
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, application: Application, may_designate: bool, ineligible: bool, **settings: Any):
        super().__init__(*args, **settings)
        self.areas: list[ApplicationArea] = list(application.areas.select_related("area"))
        left_out = () if may_designate else DESIGNATING
        choices = [choice for choice in Outcome.choices if choice[0] not in left_out]
        whole = [choice for choice in choices if ineligible or choice[0] != Outcome.INELIGIBLE]
        apart = [(DIFFERS, "Not the same for every area")] if len(self.areas) > 1 else []
        fields = dict(self.boxes("", "Decision", [*whole, *apart], required=True))
        for row in self.areas if apart else []:
            fields |= dict(self.boxes(f"{row.pk}-", row.area.name, choices, shown_if=("outcome", DIFFERS)))
        self.fields = {**fields, **self.fields}

    def boxes(self, prefix: str, label: str, choices: list[Any], **settings: Any) -> Iterator[tuple[str, forms.Field]]:
        """The outcomes, for all areas or for one, and inside each what belongs to it."""
        outcome = forms.ChoiceField(
            label=label, choices=choices, widget=forms.RadioSelect, required=settings.get("required", False)
        )
        outcome.shown_if = settings.get("shown_if")  # type: ignore[attr-defined]
        yield f"{prefix}outcome", outcome
        offered = {value for value, _ in choices}
        for name, (where, box) in belonging().items():
            if where in offered:
                box.shown_if = (f"{prefix}outcome", where)  # type: ignore[attr-defined]
                yield f"{prefix}{name}", box

    def clean(self) -> dict[str, Any]:
        """Whatever belongs to what was chosen is there; what stands in other boxes counts for nothing."""
        given = super().clean() or {}
        chosen = given.get("outcome")
        for prefix in [f"{row.pk}-" for row in self.areas] if chosen == DIFFERS else [""]:
            outcome = given.get(f"{prefix}outcome") or ""
            if not outcome and prefix:
                self.add_error(f"{prefix}outcome", "Choose what is decided on this area")
            where = next((f": {row.area}" for row in self.areas if prefix == f"{row.pk}-"), "")
            for name in filter(None, WRITTEN.get(outcome, NOTHING)):
                if not given.get(f"{prefix}{name}") and f"{prefix}{name}" not in self.errors:
                    self.add_error(f"{prefix}{name}", MISSING[name] + where)
        return given

    def said(self, prefix: str) -> AreaOutcome:
        """What was chosen, with what belongs to it."""
        given = self.cleaned_data
        terms, due_on, reason = WRITTEN.get(given[f"{prefix}outcome"], NOTHING)
        return AreaOutcome(
            given[f"{prefix}outcome"],
            given[f"{prefix}{terms}"] if terms else "",
            given[f"{prefix}{due_on}"] if due_on else None,
            given[f"{prefix}{reason}"] if reason else "",
        )

    def values(self) -> dict[str, Any]:
        """As the verbs take it."""
        rest = {name: self.cleaned_data[name] for name in ("feedback", "because") if name in self.cleaned_data}
        if self.cleaned_data["outcome"] != DIFFERS:
            return self.said("")._asdict() | rest
        apart = {row.pk: self.said(f"{row.pk}-") for row in self.areas}
        return {"outcome": next(iter(apart.values())).outcome, "apart": apart} | rest


class CorrectionForm(DecisionForm):
    """What should have been told."""

    because = forms.CharField(
        label="Why is it corrected?", help_text="Only the office reads this.", max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
