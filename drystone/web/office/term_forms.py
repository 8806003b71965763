"""What the office says before a plan of a term is made: which term, how much each thing counts, who is pinned."""

from typing import Any

from django import forms

from drystone import saying
from drystone.brokering.planning.weights import NAMES, Weights

COUNTING = {
    "fit": ("Expertise", "Depth in the area, and knowing the phase."),
    "distance": ("A short journey", ""),
    "fairness": ("Spreading days evenly", "So that no System Leader gives most of their days while others give none."),
    "continuity": ("Going back to a school they have helped", ""),
    "variety": ("Something new", "A kind of school that is new to them; and those who were not deployed lately."),
    "likeness": ("A home school like the one that is helped", ""),
}
WORDS = [(str(number), word.capitalize()) for number, word in saying.COUNTS.items()]


class Start(forms.Form):
    """Which term, and how much each thing counts, in words."""

    term = forms.ChoiceField(label="Which term?")

    def __init__(self, *args: Any, terms: list[Any], alliance: Any, **settings: Any):
        super().__init__(*args, **settings)
        self.terms = {str(term.pk): term for term in terms}
        field: Any = self.fields["term"]
        field.choices = [(key, str(term)) for key, term in self.terms.items()]
        for name in NAMES:
            label, hint = COUNTING[name]
            self.fields[name] = forms.ChoiceField(
                label=label, help_text=hint, choices=WORDS, initial=str(getattr(alliance, f"{name}_counts"))
            )

    def clean_term(self) -> Any:
        return self.terms[self.cleaned_data["term"]]

    def weights(self) -> Weights:
        return Weights(**{name: int(self.cleaned_data[name]) for name in NAMES})


class Pinning(forms.Form):
    """One leader for one request, and why."""

    leader = forms.ChoiceField(label="System Leader")
    reason = forms.CharField(
        label="Why?", help_text="Only the office reads this.", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, leaders: list[Any], **settings: Any):
        super().__init__(*args, **settings)
        self.leaders = {str(each.pk): each for each in leaders}
        field: Any = self.fields["leader"]
        field.choices = [
            ("", "Choose one"),
            *((key, f"{each.person}, {each.home_school}") for key, each in self.leaders.items()),
        ]

    def clean_leader(self) -> Any:
        return self.leaders[self.cleaned_data["leader"]]
