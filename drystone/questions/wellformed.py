"""What makes a form whole: every rule over its questions together, said in a sentence with the key it is about."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from . import kinds
from .kinds.dates import PARTS
from .kinds.writing import FORMATS
from .retention import RETENTION
from .spec import Form, Question

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
ROW = re.compile(r"[A-Za-z0-9_]{1,60}")
AUDIENCES = ("office",)
CONDITIONS_ON = ("yes_no", "one_of", "several_of", "scale", "declaration")
COMMON = {
    "key", "wording", "kind", "hint", "short", "missing", "needed", "ask_if",
    "personal", "system", "confidential_to", "identifies",
}  # fmt: skip
Problem = tuple[str, str]


def problems(form: Form) -> list[Problem]:
    """(key, sentence) for each thing wrong."""
    found = list(_keys(form))
    for question in form.questions:
        found += [(question.key, text) for text in _question(form, question)]
    return found


def _keys(form: Form) -> Iterator[Problem]:
    keys = [form.key, *(s.key for s in form.sections), *(q.key for q in form.questions)]
    for key in keys:
        if not KEY.fullmatch(key):
            yield key, f"“{key}” is not a key: small letters, digits and _ only"
    for named in ([s.key for s in form.sections], [q.key for q in form.questions]):
        yield from ((key, f"“{key}” stands twice") for key, times in Counter(named).items() if times > 1)
    dated = {f"{q.key}_{part}": q.key for q in form.questions if q.kind == "date" for part in PARTS}
    for question in form.questions:
        if question.key in dated:
            yield question.key, f"“{question.key}” is the name of a box of the date “{dated[question.key]}”"
    for section in form.sections:
        if not section.questions:
            yield section.key, f"section “{section.key}” asks nothing"


def _question(form: Form, question: Question) -> Iterator[str]:
    if question.kind not in kinds.KINDS:
        yield f"“{question.kind}” is not a kind of question; there are {', '.join(kinds.KINDS)}"
        return
    yield from _settings(question)
    if question.personal and question.personal not in RETENTION:
        yield f"nothing says how long “{question.personal}” is kept; there are {', '.join(RETENTION)}"
    if question.confidential_to and question.confidential_to not in AUDIENCES:
        yield f"“confidential_to” is one of: {', '.join(AUDIENCES)}"
    if question.format and question.format not in FORMATS:
        yield f"“format” is one of: {', '.join(FORMATS)}"
    if question.min is not None and question.max is not None and question.min > question.max:
        yield "the smallest number allowed is greater than the greatest"
    if question.alone and question.options and question.alone not in dict(question.options):
        yield f"“{question.alone}”, which is to stand alone, is none of its options"
    yield from _follow_up(form, question)
    yield from _condition(form, question)


def _settings(question: Question) -> Iterator[str]:
    kind = kinds.of(question)
    given = {f.name for f in fields(question) if getattr(question, f.name) != f.default}
    for name in sorted(given - COMMON - kind.settings):
        yield f"a question of kind {kind.name} has no “{name}”"
    for asked in kind.asks:
        if not given & set(asked.split("|")):
            yield f"a question of kind {kind.name} needs {asked.replace('|', ' or ')}"


def _follow_up(form: Form, question: Question) -> Iterator[str]:
    later = form.questions[form.questions.index(question) + 1 :]
    if question.follow_up and question.follow_up not in {q.key for q in later}:
        yield f"its follow-up “{question.follow_up}” does not come after it"


def _condition(form: Form, question: Question) -> Iterator[str]:
    if question.ask_if is None:
        return
    earlier = {q.key: q for q in form.questions[: form.questions.index(question)]}
    other = earlier.get(question.ask_if.question)
    if other is None:
        yield f"it waits for “{question.ask_if.question}”, which does not come before it"
    elif other.kind not in CONDITIONS_ON:
        yield f"it waits for “{other.key}”, but only a {', '.join(CONDITIONS_ON)} can be waited for"
    elif question.ask_if.answer not in _possible(other):
        yield f"it waits for the answer “{question.ask_if.answer}”, which “{other.key}” does not have"


def _possible(question: Question) -> set[str]:
    if question.kind == "yes_no":
        return {"yes", "no"}
    if question.kind == "declaration":
        return {"yes"}
    return {key for key, _ in question.options + question.points}
