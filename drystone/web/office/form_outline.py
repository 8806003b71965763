"""A form on one page: its sections and questions in words, and where each may be moved."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from drystone.questions import forms, plainly
from drystone.questions.defaults import Default
from drystone.questions.spec import Form, Question, Section

PARTS = {
    "selection": "Becoming a System Leader",
    "register": "Being a System Leader",
    "brokering": "Asking for support",
    "deployment": "Support that is given",
    "groups": "Development groups",
}


@dataclass(frozen=True)
class Row:
    """A question as the outline tells it; `up` and `down` are what its buttons post."""

    question: Question
    kind: str
    condition: str
    marks: str
    is_own: bool
    up: str = ""
    down: str = ""


@dataclass(frozen=True)
class Part:
    section: Section
    rows: list[Row] = field(default_factory=list)
    up: str = ""
    down: str = ""


def outline(form: Form, default: Form) -> list[Part]:
    """Every section with its questions."""
    return [
        Part(section, list(rows(form, default, number)), *section_moves(form, number))
        for number, section in enumerate(form.sections)
    ]


def rows(form: Form, default: Form, number: int) -> Iterator[Row]:
    section = form.sections[number]
    for place, question in enumerate(section.questions):
        kind = ", ".join(filter(None, (plainly.kind(question), plainly.limits(question), optional(question))))
        yield Row(
            question,
            kind,
            plainly.condition(form, question.ask_if),
            ", ".join(marks(question)),
            question.key not in default.by_key,
            *question_moves(form, number, place),
        )


def marks(question: Question) -> Iterator[str]:
    """What is done with the answer, as short as it can be said; the question's own page says it in full."""
    if question.system:
        yield "the product relies on it"
    if question.confidential_to:
        yield "for the office alone"
    if question.tells_who:
        yield "tells who answered"


def optional(question: Question) -> str:
    return "" if question.needed else "may be left empty"


def question_moves(form: Form, number: int, place: int) -> tuple[str, str]:
    """Where a question goes by one press up and down; at an edge into the section beside it."""
    here = form.sections[number]
    key, keys = here.questions[place].key, [q.key for q in here.questions]
    up = down = ""
    if place:
        up = put(key, here.key, keys[place - 2] if place > 1 else "")
    elif number:
        above = form.sections[number - 1]
        up = put(key, above.key, above.questions[-1].key if above.questions else "")
    if place + 1 < len(keys):
        down = put(key, here.key, keys[place + 1])
    elif number + 1 < len(form.sections):
        down = put(key, form.sections[number + 1].key, "")
    return up, down


def section_moves(form: Form, number: int) -> tuple[str, str]:
    keys = [section.key for section in form.sections]
    up = f"section {keys[number]} {keys[number - 2] if number > 1 else ''}" if number else ""
    down = f"section {keys[number]} {keys[number + 1]}" if number + 1 < len(keys) else ""
    return up, down


def put(key: str, section: str, after: str) -> str:
    return f"question {key} {section} {after}"


def places(form: Form, question: Question) -> list[tuple[str, str]]:
    """Everywhere a question may stand: first in each section, or after another question."""
    found = []
    for section in form.sections:
        found.append((put(question.key, section.key, ""), f"{section.title}: first"))
        found += [
            (put(question.key, section.key, other.key), f"{section.title}: after “{other.name}”")
            for other in section.questions
            if other.key != question.key
        ]
    return found


def place_of(form: Form, key: str) -> str:
    """Where a question stands, as a button would post it."""
    for section in form.sections:
        keys = ["", *(question.key for question in section.questions)]
        if key in keys:
            return put(key, section.key, keys[keys.index(key) - 1])
    return ""


def choice_moves(question: Question, part: str) -> list[tuple[str, str, str]]:
    """Each choice with what its buttons post: its words, up, down."""
    keys = [key for key, _ in getattr(question, part)]
    start = f"choice {question.key} {part}"
    return [
        (
            text,
            f"{start} {key} {keys[n - 2] if n > 1 else ''}" if n else "",
            f"{start} {key} {keys[n + 1]}" if n + 1 < len(keys) else "",
        )
        for n, (key, text) in enumerate(getattr(question, part))
    ]


def in_order() -> list[Default]:
    """Our forms, room by room in the order of a System Leader's journey."""
    rooms = list(PARTS)
    return sorted(forms.DEFAULTS.values(), key=lambda default: (rooms.index(default.room), default.form.title))
