"""What is asked when something is done about a concern."""

from typing import Any

from django import forms

from drystone.deployment.concerns import Sorted
from drystone.deployment.models import Concern, Outcome
from drystone.people.models import Person

from ..confiding import About, kind_field


class Asked(forms.Form):
    """About one concern, by one of those who read it; of a safeguarding matter no words are asked."""

    def __init__(self, *args: Any, concern: Concern, by: Person, **settings: Any):
        super().__init__(*args, **settings)
        self.concern = concern
        if concern.is_without_words:
            self.fields.pop("note", None)


def words(label: str, hint: str = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, widget=box, max_length=4000)


class Note(Asked):
    note = words("What was done, or is to be done", "Nothing about a child. It cannot be changed afterwards.")


class Reason(Asked):
    note = words("Why", "For the few who read this concern.")


class Closing(Asked):
    outcome = forms.ChoiceField(label="How did it end?", choices=Outcome.choices, widget=forms.RadioSelect)
    note = words("What was done", "For the few who read this concern.")


class Sorting(Asked):
    kind = kind_field()

    def __init__(self, *args: Any, concern: Concern, by: Person, **settings: Any):
        super().__init__(*args, concern=concern, by=by, **settings)
        self.whom = About(concern.deployment, by)
        self.fields["about"] = self.whom

    @property
    def said(self) -> Sorted:
        return self.whom.sorted_as(self.cleaned_data["kind"], self.cleaned_data["about"])


class Striking(Asked):
    told = forms.BooleanField(label="The school’s designated safeguarding lead knows of it")
