"""The form in which a question is written: its words, limits and choices, when it is asked, who reads the answer."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from secrets import token_hex
from typing import Any

from django import forms

from drystone.questions import editing
from drystone.questions.spec import TELLING, Condition, Form, Question

from .form_words import Line, Words

READ_BLIND = ("application", "redesignation", "reference_headteacher", "reference_governing_body", "reference_second")
FORMATS = [
    ("", "Any words"),
    ("email", "An e-mail address"),
    ("phone", "A telephone number"),
    ("web_address", "A web address"),
    ("clock", "A time of day"),
]
EVERYBODY = "everybody"
READERS = [("office", "Whoever answers, and the office"), (EVERYBODY, "Everybody who reads this form")]
NUMBERS = ("whole_number", "days")
PARTS = {
    "one_of": ("options",),
    "several_of": ("options",),
    "scale": ("points",),
    "rating": ("rows", "points"),
}
CALLED = {"options": "answer", "points": "point", "rows": "thing to rate"}
ALWAYS = ("", "Always")


class QuestionForm(forms.Form):
    """One question of a form. What the product relies on, or what its default decided, is not asked here."""

    wording = Line("The question", 300)
    hint = Words("Help under it", 1000, rows=3, required=False)
    short = Line(
        "Its name where there is little room",
        60,
        required=False,
        help_text="At the head of a column, for example. Left empty, the question itself stands there.",
    )

    def __init__(self, data: Any = None, *, question: Question, form: Form, is_own: bool):
        super().__init__(data, initial=vars(question))
        self.question, self.asking, self.is_own = question, form, is_own
        self.fields.update(fields_of(question, form, is_own=is_own))
        for part in self.parts:
            self.fields.update(choice_boxes(question, part))

    @property
    def parts(self) -> tuple[str, ...]:
        """What of the question is a list of words to choose or rate, if the form itself says it."""
        mine = PARTS.get(self.question.kind, ())
        return tuple(
            part for part in mine if getattr(self.question, part) or not getattr(self.question, f"{part}_from")
        )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("min") is not None and given.get("max") is not None and given["min"] > given["max"]:
            self.add_error("max", "The most allowed is less than the least allowed")
        for part in self.parts:
            self.check_choices(part)
        return given

    def check_choices(self, part: str) -> None:
        texts = [text for _, text in self.choices(part)]
        box, least = f"more-{part}", 1 if part == "rows" else 2
        if twice := next((text for text in texts if texts.count(text) > 1), ""):
            self.refuse(box, f"“{twice}” stands there twice")
        if len(texts) < least:
            self.refuse(
                box, f"Write at least {'two' if least == 2 else 'one'} {CALLED[part]}{'s' if least == 2 else ''}"
            )
        if len(texts) > editing.MOST_CHOICES:
            self.refuse(box, f"There is room for {editing.MOST_CHOICES}; these are {len(texts)}")

    def refuse(self, box: str, said: str) -> None:
        self.add_error(box if box in self.fields else None, said)

    def choices(self, part: str) -> list[tuple[str, str]]:
        """Those that stand with their words as given, without the emptied ones, then the new ones, each once."""
        kept = []
        for key, text in getattr(self.question, part):
            name = f"{part}-{key}"
            given = self.cleaned_data.get(name, text) if name in self.data else text
            kept += [(key, given)] if given else []
        there = {text for _, text in kept}
        lines = dict.fromkeys(
            " ".join(line.split()) for line in self.cleaned_data.get(f"more-{part}", "").splitlines()
        )
        return [*kept, *((editing.key_of(line, token_hex(4)), line) for line in lines if line and line not in there)]

    def changes(self) -> dict[str, Any]:
        """What the question becomes."""
        given = dict(self.cleaned_data)
        found = {name: given[name] for name in vars(self.question) if name in given and name not in ("min", "max")}
        found |= {name: plain(given[name]) for name in ("min", "max") if name in given}
        found |= {part: tuple(self.choices(part)) for part in self.parts}
        if "readers" in given:
            found["confidential_to"] = "" if given["readers"] == EVERYBODY else given["readers"]
        if "waits_for" in given:
            key, _, answer = given["waits_for"].partition("=")
            found["ask_if"] = Condition(key, answer) if key else None
        if self.question.alone and self.question.alone not in dict(found.get("options", self.question.options)):
            found["alone"] = ""
        return found

    def written(self, token: str) -> Question:
        """A new question, kept as most answers of its form are."""
        changes = self.changes()
        changes |= {"key": editing.key_of(changes["wording"], token), "personal": editing.kept_as(self.asking)}
        if "needed" not in changes:
            changes["needed"] = False
        return replace(self.question, **changes)


def fields_of(question: Question, form: Form, *, is_own: bool) -> dict[str, forms.Field]:
    """The boxes that this kind of question has, beside its words."""
    found: dict[str, forms.Field] = {}
    may_be_left = question.personal != "equality" and form.key != "equality"
    if may_be_left and not (question.system and question.needed):
        found["needed"] = forms.BooleanField(label="It must be answered before the form can be sent", required=False)
    found |= dict(limits(question, form, is_own=is_own))
    if not question.system:
        offered = [(f"{c.question}={c.answer}", said) for c, said in editing.conditions(form, question.key)]
        found["waits_for"] = forms.ChoiceField(
            label="Ask it",
            choices=[ALWAYS, *((value, f"Only if {said}") for value, said in offered)],
            required=False,
            help_text="It may depend on one answer to an earlier question.",
            initial=f"{question.ask_if.question}={question.ask_if.answer}" if question.ask_if else "",
        )
    if is_own:
        found |= dict(readers(question, form))
    return found


def limits(question: Question, form: Form, *, is_own: bool) -> Iterator[tuple[str, forms.Field]]:
    kind, free = question.kind, not question.system
    if kind == "long_text":
        yield "words", forms.IntegerField(label="Most words", min_value=1, max_value=5000)
    if kind == "short_text" and free:
        yield "characters", forms.IntegerField(label="Most characters", min_value=1, max_value=500, required=False)
        if is_own:
            yield "format", forms.ChoiceField(label="What is typed", choices=FORMATS, required=False)
    if kind in NUMBERS and free:
        box = forms.IntegerField if kind == "whole_number" else HalfDays
        yield "min", box(label="The least allowed", min_value=0, max_value=100_000)
        yield "max", box(label="The most allowed", min_value=0, max_value=100_000)
    if kind == "several_of" and free:
        yield "at_most", forms.IntegerField(label="Most answers", min_value=1, max_value=60, required=False)
    if kind in ("declaration", "signature"):
        yield "statement", Words("What is declared", 1000, rows=3)
    if kind == "yes_no" and (question.if_no or form.key == "eligibility"):
        yield "if_no", Words("What to say to a no", 1000, rows=3, required=False)
    if question.missing:
        yield "missing", Line("What to say when it is left empty", 200, required=False)


def readers(question: Question, form: Form) -> Iterator[tuple[str, forms.Field]]:
    """What an office may decide of a question of its own; what is not thought about is kept close."""
    yield (
        "readers",
        forms.ChoiceField(
            label="Who may read the answer?",
            choices=READERS,
            widget=forms.RadioSelect,
            initial=question.confidential_to or EVERYBODY,
        ),
    )
    if form.key in READ_BLIND and question.kind not in TELLING:
        yield (
            "identifies",
            forms.BooleanField(
                label="The answer could tell who wrote it",
                required=False,
                help_text="Then it is left out while assessors read without names.",
            ),
        )


def choice_boxes(question: Question, part: str) -> Iterator[tuple[str, forms.Field]]:
    """A box for each choice that stands, and one for more."""
    called, locked = CALLED[part], question.system
    for number, (key, text) in enumerate(getattr(question, part), start=1):
        label = f"{called.capitalize()} {number}"
        yield f"{part}-{key}", Line(label, 200, required=locked, initial=text)
    if not locked or part == "rows":
        help_text = "One on each line." if not getattr(question, part) else (
            "One on each line." if locked else "One on each line. To take one out, empty its box above."
        )  # fmt: skip
        yield f"more-{part}", Words(f"More {called}s", 8000, rows=4, required=False, help_text=help_text)


class HalfDays(forms.DecimalField):
    def clean(self, value: Any) -> Decimal | None:
        days = super().clean(value)
        if days is not None and days * 2 % 1:
            raise forms.ValidationError(f"“{self.label}” goes by half-days: 0.5, 1, 1.5")
        return days


def plain(number: Any) -> float | int | None:
    """As a form keeps it: whole where it is whole."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)
