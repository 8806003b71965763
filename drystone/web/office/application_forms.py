"""The forms of the office about one application."""

from typing import Any

from django import forms

from drystone import saying
from drystone.people.models import Person
from drystone.selection.models import InterviewSlot


class Assign(forms.Form):
    """Who reads: those who are tied to the applicant are named with the reason, and cannot be chosen."""

    assessors = forms.MultipleChoiceField(
        label="Who reads this application?",
        help_text="Two or more. Those who read least at present stand first.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one assessor"},
    )

    def __init__(self, *args: Any, free: list[Person], **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["assessors"]
        field.choices = [(str(person.pk), person.name) for person in free]
        field.widget.hints = {str(person.pk): f"reads {person.reading} at present" for person in free}  # type: ignore[attr-defined]
        self.people = {str(person.pk): person for person in free}

    def chosen(self) -> list[Person]:
        return [self.people[pk] for pk in self.cleaned_data["assessors"]]


class Note(forms.Form):
    note = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class Withdrawal(forms.Form):
    reason = forms.CharField(
        label="How do you know, and why?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class Reason(forms.Form):
    reason = forms.CharField(
        label="Why is another time needed?", help_text="The applicant reads this on their page.", max_length=300
    )


class Missed(forms.Form):
    reason = forms.CharField(
        label="What do you know about why?",
        help_text="Only the office reads this. If you know nothing, say so.",
        max_length=300,
    )


class Panel(forms.Form):
    """Who interviews; a headteacher of the Alliance among them."""

    members = forms.MultipleChoiceField(
        label="Who is on the panel?",
        help_text="Two to four, at least one of them a headteacher of a member school.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the panel"},
    )
    chair = forms.ChoiceField(label="Who chairs it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, free: list[Person], heads: set[int], **settings: Any):
        super().__init__(*args, **settings)
        self.people = {str(person.pk): person for person in free}
        choices = [(pk, person.name) for pk, person in self.people.items()]
        hints = {str(pk): "Headteacher of a member school" for pk in heads}
        for name in ("members", "chair"):
            field: Any = self.fields[name]
            field.choices = choices
            field.widget.hints = hints

    def chosen(self) -> list[Person]:
        return [self.people[pk] for pk in self.cleaned_data["members"]]

    def chair_person(self) -> Person:
        return self.people[self.cleaned_data["chair"]]


class Slot(forms.Form):
    """The office chooses a time for the applicant, who said it on the telephone."""

    slot = forms.ModelChoiceField(InterviewSlot.objects.none(), label="Time", empty_label="Choose one")
    access_needs = forms.CharField(
        label="What would make the interview easier for them?",
        help_text="As they said it. The panel reads this, to prepare for it.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, free: Any, **settings: Any):
        super().__init__(*args, **settings)
        field: Any = self.fields["slot"]
        field.queryset = free
        field.label_from_instance = lambda slot: f"{saying.moment(slot.starts_at)}, {slot.place}"


class AppealAnswer(forms.Form):
    verb = forms.ChoiceField(
        label="The appeal is",
        choices=[("uphold", "Upheld"), ("dismiss", "Dismissed")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="The answer that the applicant reads", max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
    )
