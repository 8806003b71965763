"""A question told in plain words: its kind, its limits, when it is asked, who reads the answer."""

from collections.abc import Iterator

from .retention import RETENTION
from .spec import Condition, Form, Question

KINDS = {
    "short_text": ("A line of text", "A name, a role, an address."),
    "long_text": ("A longer text", "With a limit of words."),
    "whole_number": ("A whole number", "Years, miles, pupils."),
    "days": ("A number of days", "In halves."),
    "date": ("A date", "Day, month and year."),
    "yes_no": ("Yes or no", "Other questions may depend on it."),
    "one_of": ("One of several answers", "You write the answers to choose from."),
    "several_of": ("Several answers to tick", "You write the answers to choose from."),
    "scale": ("A scale", "Points in words, from one end to the other."),
    "rating": ("Several things rated alike", "You write what is rated, and the points."),
    "actions": ("Agreed actions", "What will be done, by whom, by when; as many as are agreed."),
    "school": ("A school", "Found by name, town, postcode or number."),
    "area": ("An area of expertise", "Of those that the Alliance offers."),
    "person": ("A person", "A name, an e-mail address and a role."),
    "file": ("A file", "A PDF, Word file or picture."),
    "declaration": ("A declaration to tick", "You write what is declared."),
    "signature": ("A signature", "A name, a role, and what is signed."),
}
BROUGHT = {
    "objectives": "the objectives of the agreement",
    "actions": "what was agreed on earlier visits and is not done yet",
    "areas": "the areas applied for",
    "criteria": "the criteria of the round",
    "questions": "the questions of the Alliance for these areas",
    "scale": "the scale of the round",
}


def kind(question: Question) -> str:
    return KINDS[question.kind][0]


def limits(question: Question) -> str:
    """How much may be answered; nothing where no limit is set."""
    if question.kind == "long_text":
        return f"up to {question.words:,} words"
    if question.characters:
        return f"up to {question.characters} characters"
    if question.at_most:
        return f"at most {question.at_most} of them"
    ends = [
        f"{said} {number:g}" for said, number in (("from", question.min), ("to", question.max)) if number is not None
    ]
    return " ".join([*ends, question.unit] if ends and question.unit else ends)


def condition(form: Form, waits_for: Condition | None) -> str:
    """When a question is asked; nothing if it always is."""
    if waits_for is None:
        return ""
    other = form.by_key.get(waits_for.question)
    asked = other.name if other else "a question that is not there any more"
    return f"Asked only if “{asked}” is answered with “{answer(other, waits_for.answer)}”"


def answer(question: Question | None, key: str) -> str:
    """An answer that a condition names, in its own words."""
    known = {"yes": "Yes", "no": "No"}
    if question:
        known |= dict(question.options + question.points)
    return known.get(key, key)


def marks(question: Question) -> Iterator[str]:
    """What is done with the answer, in sentences."""
    if question.system:
        yield "The product relies on it: it can be put into other words, not taken out"
    if question.confidential_to:
        yield "Only whoever answers and the office read the answer"
    if question.tells_who:
        yield "Left out where somebody reads without names"
    if question.personal in RETENTION:
        keeping = RETENTION[question.personal]
        yield f"Kept until {keeping.months} month{'s' if keeping.months != 1 else ''} after {keeping.after}"
    for part, source in (
        ("answers", question.options_from),
        ("rows", question.rows_from),
        ("points", question.points_from),
    ):
        if source:
            yield f"Its {part} are {BROUGHT.get(source, source)}, where there are any"
