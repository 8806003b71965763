"""Changing a form that is being written: each change gives a new form, or says in a sentence why it cannot be made.

What comes out is always sound but for one thing: a section may be empty until something is put into it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from . import plainly, written
from .spec import Condition, Form, NoSuchQuestion, Question, Section
from .wellformed import CONDITIONS_ON

MOST_QUESTIONS, MOST_SECTIONS, MOST_CHOICES = 150, 30, 60
LISTS = ("options", "points", "rows")
TOKEN = re.compile(r"[0-9a-f]{8}")
# Forms that are answered without a sheet of their own: what is counted, or kept elsewhere, is of few kinds.
KINDS_OF = {
    "eligibility": ("yes_no",),
    "equality": ("one_of", "several_of"),
    "support_request_short": ("short_text", "long_text", "whole_number", "date", "yes_no", "one_of", "several_of"),
}


class CannotEdit(Exception):
    """Why the form stays as it is; the sentence is for the page."""


class Clash(CannotEdit):
    """Somebody else changed the same thing since the page was opened."""


def seen(part: Question | Section) -> str:
    """What a page was opened on; posted with it, it tells whether somebody changed the same thing meanwhile."""
    alone = Section("alone", "", questions=(part,)) if isinstance(part, Question) else replace(part, questions=())
    return sha256(written.toml(Form("alone", "", sections=(alone,))).encode()).hexdigest()[:16]


def key_of(wording: str, token: str) -> str:
    """The key of a new question or section: from its words, and unlike any other for the token of the opened page."""
    plain = unicodedata.normalize("NFKD", wording).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_0123456789")[:40].rstrip("_") or "own"
    return f"{stem}_{token}"


def reword(form: Form, key: str, changes: Mapping[str, Any], *, opened_on: str) -> Form:
    """A question is changed. Raises Clash if it is not what the page was opened on any more, nor what it is to be."""
    before = question_in(form, key)
    after = replace(before, **changes)
    if after == before:
        return form
    if opened_on != seen(before):
        raise Clash("Somebody else changed this question while you were writing. It stands below as it is now.")
    if before.system:
        keep_what_rules_know(before, after)
    return checked(with_question(form, after))


def add(form: Form, section_key: str, question: Question) -> Form:
    """A question at the end of a section. Added again from the same page, it is added once."""
    token = question.key.rpartition("_")[2]
    if any(key.endswith(f"_{token}") for key in form.by_key):
        return form
    if len(form.questions) >= MOST_QUESTIONS:
        raise CannotEdit(f"A form may ask {MOST_QUESTIONS} questions. Take one out first; nobody answers so many.")
    if question.kind not in kinds_of(form):
        raise CannotEdit("This form takes no question of this kind.")
    section = section_in(form, section_key)
    return checked(with_section(form, replace(section, questions=(*section.questions, question))))


def kinds_of(form: Form) -> tuple[str, ...]:
    """The kinds of question that may be added to a form."""
    return KINDS_OF.get(form.key, tuple(plainly.KINDS))


def put_back(form: Form, section_key: str, question: Question) -> Form:
    """A question of our default that was taken out is asked again, as we ask it, under its own key."""
    if question.key in form.by_key:
        return form
    section = section_in(form, section_key)
    return checked(with_section(form, replace(section, questions=(*section.questions, question))))


def remove(form: Form, key: str) -> Form:
    """A question is taken out, unless the product relies on it or another question waits for it."""
    question = form.by_key.get(key)
    if question is None:
        return form
    if question.system:
        raise CannotEdit(f"The product relies on “{question.name}”. It can be put into other words, not taken out.")
    for other in form.questions:
        if other.ask_if and other.ask_if.question == key:
            raise CannotEdit(f"“{other.name}” depends on this question. Change when it is asked first.")
    return without(form, key)


def place(form: Form, key: str, section_key: str, after: str = "") -> Form:
    """A question stands in this section, after that question, or at its beginning."""
    question, section = question_in(form, key), section_in(form, section_key)
    if after == key:
        return form
    bare = without(form, key)
    others = section_in(bare, section.key).questions
    before = next((number for number, each in enumerate(others, start=1) if each.key == after), 0)
    moved = (*others[:before], question, *others[before:])
    return checked(with_section(bare, replace(section_in(bare, section.key), questions=moved)))


def place_choice(form: Form, key: str, part: str, choice: str, after: str = "") -> Form:
    """One of a question's answers stands after that one, or first."""
    question = question_in(form, key)
    if part not in LISTS or choice not in dict(getattr(question, part)):
        return form
    others = [each for each in getattr(question, part) if each[0] != choice]
    moved = (choice, dict(getattr(question, part))[choice])
    before = next((number for number, each in enumerate(others, start=1) if each[0] == after), 0)
    ordered: dict[str, Any] = {part: (*others[:before], moved, *others[before:])}
    return with_question(form, replace(question, **ordered))


def reword_section(form: Form, key: str, title: str, intro: str, *, opened_on: str) -> Form:
    before = section_in(form, key)
    after = replace(before, title=title, intro=intro)
    if after != before and opened_on != seen(before):
        raise Clash("Somebody else changed this section while you were writing. It stands below as it is now.")
    return with_section(form, after)


def retitle(form: Form, title: str, about: str, *, opened_on: str) -> Form:
    """The form's name and what stands above it are changed."""
    if (title, about) != (form.title, form.about) and opened_on != seen(above(form)):
        raise Clash("Somebody else changed this while you were writing. It stands below as it is now.")
    return replace(form, title=title, about=about)


def above(form: Form) -> Section:
    """What stands above a form, told as a section is."""
    return Section(form.key, form.title, form.about)


def add_section(form: Form, section: Section) -> Form:
    """A section at the end, before the page on which the form is signed; pressed again, it is added once."""
    token = section.key.rpartition("_")[2]
    if any(each.key.endswith(f"_{token}") for each in form.sections):
        return form
    if form.key in KINDS_OF:
        raise CannotEdit("This form is asked on one page, so it has one section.")
    if len(form.sections) >= MOST_SECTIONS:
        raise CannotEdit(f"A form may have {MOST_SECTIONS} sections.")
    end = len(form.sections) - any(map(signs, form.sections[-1].questions))
    return replace(form, sections=(*form.sections[:end], section, *form.sections[end:]))


def remove_section(form: Form, key: str) -> Form:
    section = next((each for each in form.sections if each.key == key), None)
    if section and section.questions:
        raise CannotEdit(f"“{section.title}” still asks something. Move its questions or take them out first.")
    if section and len(form.sections) == 1:
        raise CannotEdit("A form has one section at least.")
    return replace(form, sections=tuple(each for each in form.sections if each.key != key))


def place_section(form: Form, key: str, after: str = "") -> Form:
    section = section_in(form, key)
    if after == key:
        return form
    others = [each for each in form.sections if each.key != key]
    before = next((number for number, each in enumerate(others, start=1) if each.key == after), 0)
    return checked(replace(form, sections=(*others[:before], section, *others[before:])))


def conditions(form: Form, before: str) -> list[tuple[Condition, str]]:
    """What a question may depend on: each answer of each earlier question that has answers to choose from."""
    earlier = []
    for question in form.questions:
        if question.key == before:
            break
        earlier.append(question)
    return [
        (Condition(question.key, key), f"“{question.name}” is “{text}”")
        for question in earlier
        if question.kind in CONDITIONS_ON
        for key, text in answers_of(question)
    ]


def answers_of(question: Question) -> tuple[tuple[str, str], ...]:
    if question.kind == "yes_no":
        return (("yes", "Yes"), ("no", "No"))
    return (("yes", "Ticked"),) if question.kind == "declaration" else question.options + question.points


def kept_as(form: Form) -> str:
    """How long an answer to a new question is kept: as most answers of the form are."""
    classes = Counter(question.personal for question in form.questions)
    return classes.most_common(1)[0][0] if classes else ""


def empty(form: Form) -> list[str]:
    """The titles of sections that ask nothing yet."""
    return [section.title for section in form.sections if not section.questions]


def begins_nowhere(form: Form) -> bool:
    """Whether nothing might be asked on the first page, where everybody begins."""
    first = form.sections[0].questions
    return bool(first) and all(question.ask_if for question in first)


def keep_what_rules_know(before: Question, after: Question) -> None:
    for part in LISTS:
        lost = dict(getattr(before, part)).keys() - dict(getattr(after, part)).keys()
        gained = part != "rows" and dict(getattr(after, part)).keys() - dict(getattr(before, part)).keys()
        if lost or gained:
            raise CannotEdit("The product relies on these choices. They can be put into other words, no more.")
    if (before.kind, before.ask_if) != (after.kind, after.ask_if) or (before.needed and not after.needed):
        raise CannotEdit("The product relies on this question: when it is asked, and that it is answered, stays.")


def signs(question: Question) -> bool:
    """Whether a rule takes this question for the signature under the whole form."""
    return question.system and question.kind == "signature"


def checked(form: Form) -> Form:
    """The form, if each question comes after the one that it depends on, that one has the answer, and the signature
    stands on the last page."""
    for signature in filter(signs, form.questions):
        if signature not in form.sections[-1].questions:
            raise CannotEdit(f"“{signature.name}” stays on the last page: whoever answers signs at the end.")
    earlier: dict[str, Question] = {}
    for question in form.questions:
        if waits_for := question.ask_if:
            other = earlier.get(waits_for.question)
            if other is None:
                raise CannotEdit(
                    f"“{question.name}”: {plainly.condition(form, waits_for)}. So it has to come after it."
                )
            if waits_for.answer not in dict(answers_of(other)):
                raise CannotEdit(
                    f"“{question.name}” is asked only for an answer that “{other.name}” would no longer have."
                )
        earlier[question.key] = question
    return form


def question_in(form: Form, key: str) -> Question:
    try:
        return form.question(key)
    except NoSuchQuestion:
        raise CannotEdit(
            "Somebody took this question out meanwhile. What you typed stands below; add it anew."
        ) from None


def section_in(form: Form, key: str) -> Section:
    try:
        return form.section(key)
    except NoSuchQuestion:
        raise CannotEdit("Somebody took this section out meanwhile.") from None


def with_question(form: Form, question: Question) -> Form:
    def put(section: Section) -> Section:
        return replace(section, questions=tuple(question if q.key == question.key else q for q in section.questions))

    return replace(form, sections=tuple(map(put, form.sections)))


def without(form: Form, key: str) -> Form:
    def put(section: Section) -> Section:
        return replace(section, questions=tuple(q for q in section.questions if q.key != key))

    return replace(form, sections=tuple(map(put, form.sections)))


def with_section(form: Form, section: Section) -> Form:
    return replace(form, sections=tuple(section if each.key == section.key else each for each in form.sections))
