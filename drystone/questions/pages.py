"""One section of a form as a page: an ordinary Django form, checked by the questions' own kinds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property

from . import answers, kinds, merging
from .kinds import box_name
from .kinds.base import ONLY
from .kinds.files import REMOVE
from .kinds.lookups import Lookup
from .models import Answer, AnswerSheet, FormVersion
from .spec import Condition, Form, Question, Section

SEEN = "_seen"


def form_for(
    about: AnswerSheet | FormVersion, section_key: str, data: Mapping | None = None, files: Mapping | None = None
) -> "Page":
    """The page of a sheet with what stands on it; of a version, an empty one."""
    form, rows = about.form, {} if isinstance(about, FormVersion) else answers.rows(about)
    return Page(form, form.section(section_key), rows, about.alliance_id, data, files)


def given(sheet: AnswerSheet, key: str, data: Mapping) -> Any:
    """One answer as it stands in a posted page, for saving while somebody types."""
    question = sheet.form.question(key)
    kind = kinds.of(question)
    return kind.collect(question, data, {}, kind.boxes(question, None, sheet.alliance_id))


class Page(forms.Form):
    """`is_valid()` says whether the page is answered; `answers` holds what was given, valid or not.

    Each field knows its `question`; a field that waits for an answer on this page carries `shown_if = (name,
    answer)`; fields that belong together carry the same `legend`.
    """

    def __init__(
        self,
        form: Form,
        section: Section,
        rows: Mapping[str, Answer],
        alliance_id: int | None,
        data: Mapping | None = None,
        files: Mapping | None = None,
    ):
        super().__init__(data=data, files=files)  # type: ignore[arg-type]
        self.asking, self.section, self.rows, self.alliance_id = form, section, rows, alliance_id
        self.stored = answers.given(rows)
        self.use_required_attribute = False
        self.questions = self._on_this_page()
        self.answers: dict[str, Any] = {}
        self.unsaved = False  # something on it was not taken: another window was quicker, or a file was refused
        self.boxes: dict[str, dict[str, forms.Field]] = {}
        for question in self.questions:
            self._add(question)

    def boxes_of(self, key: str) -> list[str]:
        """The names of a question's fields."""
        return [box_name(self.asking.question(key), box) for box in self.boxes[key]]

    def free_row(self, key: str) -> str:
        """The first box of the row that follows those that are filled in, of a question of as many rows as needed."""
        found = next((q for q in self.questions if q.key == key and q.kind == "actions"), None)
        return box_name(found, f"{len(self.answers.get(key) or ()) + 1}-what") if found else key

    @property
    def rows_of(self) -> Question | None:
        """The question of this page that takes as many rows as are needed, if there is one."""
        return next((question for question in self.questions if question.kind == "actions"), None)

    @cached_property
    def seen(self) -> str:
        """What stands on the page now that it is opened; it is posted with it, as `_seen`."""
        window = merging.seen(self.data.get(SEEN, "")).window if self.is_bound else ""
        return str(merging.opened({q.key: self.stored.get(q.key) for q in self.questions}, window))

    def clean(self) -> dict[str, Any]:
        for question in self.questions:
            self.answers[question.key] = self._given(question)
        values = self.stored | self.answers
        asked = {question.key for question in self.asking.asked(values)}
        for question in self.questions:
            if question.key in asked:
                self._check(question)
        return self.answers

    def _on_this_page(self) -> list[Question]:
        """What is asked, given the other pages; what waits for an answer on this page is always there."""
        here = {question.key for question in self.section.questions}
        asked = {question.key for question in self.asking.asked(self.stored)}
        return [
            q
            for q in self.section.questions
            if q.key in asked or (q.ask_if and q.ask_if.question in here and self._may_be_asked(q, here, asked))
        ]

    def _may_be_asked(self, question: Question, here: set[str], asked: set[str]) -> bool:
        while question.ask_if and question.ask_if.question in here:
            question = self.asking.question(question.ask_if.question)
        return question.key in asked

    def _add(self, question: Question) -> None:
        kind, value = kinds.of(question), self._standing(question)
        boxes = self.boxes[question.key] = kind.boxes(question, value, self.alliance_id)
        shown = kind.shown(question, value)
        grouped = all(field.label for field in boxes.values())
        for box, field in boxes.items():
            name = box_name(question, box)
            self._describe(field, question, grouped=grouped)
            self.fields[name] = field
            self.initial[name] = shown.get(box)

    def _standing(self, question: Question) -> Any:
        """What is stored; on a page that keeps nothing, the words just typed, so that it offers what they may mean."""
        kind, value = kinds.of(question), self.stored.get(question.key)
        if value is not None or self.rows or not self.is_bound or not isinstance(kind, Lookup):
            return value
        return kind.read(question, kind.collect(question, self.data, self.files, {}), self.alliance_id)

    def _describe(self, field: Any, question: Question, *, grouped: bool) -> None:
        """The question is the label of its box, or the legend over boxes that have labels of their own."""
        field.question = question
        field.required = question.needed and field.required
        if grouped:
            field.legend = (question.key, question.wording, question.hint)
        elif not field.label:
            field.label, field.help_text = question.wording, field.help_text or question.hint
        if question.ask_if and question.ask_if.question in self.boxes:
            field.shown_if = self._shown_if(question.ask_if)

    def _shown_if(self, condition: Condition) -> tuple[str, str]:
        ticked = self.asking.question(condition.question).kind == "declaration"
        return (condition.question, "True" if ticked else condition.answer)

    def _given(self, question: Question) -> Any:
        """What was given; what stands already where the post says nothing about the question."""
        kind, boxes = kinds.of(question), self.boxes[question.key]
        if question.kind != "file" and self._left_out(question):
            return self.stored.get(question.key)
        return kind.read(question, kind.collect(question, self.data, self.files, boxes), self.alliance_id)

    def _left_out(self, question: Question) -> bool:
        """No box of it was posted. A box to tick, which a browser leaves out when empty, only tells if it is alone."""
        boxes = self.boxes[question.key]
        telling = {b: f for b, f in boxes.items() if not isinstance(f.widget, forms.CheckboxInput)} or boxes
        return all(
            field.widget.value_omitted_from_data(self.data, self.files, box_name(question, box))
            for box, field in telling.items()
        )

    def _check(self, question: Question) -> None:
        value = self.answers[question.key]
        if question.kind == "file":
            value = None if value == REMOVE else value or self.stored.get(question.key)
        boxes = self.boxes[question.key]
        for box, text in kinds.of(question).problems(question, value).items():
            self.add_error(box_name(question, box if box in boxes else next(iter(boxes), ONLY)), text)
