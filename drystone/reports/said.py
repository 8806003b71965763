"""What was said of a leader's work: ratings added up, and the words that may be quoted. Nothing else is read.

Of all that stands on a sheet only the questions named here are fetched, so that what was written in confidence, to the
office or as a concern, is not even at hand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drystone.questions import reader
from drystone.questions.models import Answer, FormVersion
from drystone.questions.spec import Form, Question

VISIT, EVALUATION, FOLLOW_UP, FEEDBACK = "visit", "deployment", "follow_up", "feedback"
ASKED: dict[str, tuple[str, ...]] = {
    VISIT: ("progress",),
    EVALUATION: ("objectives", "difference", "effectiveness", "use_again", "quote", "quotable"),
    FOLLOW_UP: ("lasted", "objectives", "shows", "quotable"),
    FEEDBACK: ("useful", "made_difference", "difference"),
}
SUMMED = {
    VISIT: ("progress",),
    EVALUATION: ("objectives", "difference", "effectiveness", "use_again"),
    FOLLOW_UP: ("lasted", "objectives"),
    FEEDBACK: ("useful", "made_difference"),
}
QUOTED = {EVALUATION: "quote", FOLLOW_UP: "shows"}
NAMED, UNNAMED = "school", "anonymous"
"""What somebody may say to “May we quote you?” beside no."""


@dataclass(frozen=True)
class Sheet:
    """A form that was given: of which kind, about which deployment or group, when; what it says comes apart."""

    kind: str
    pk: int
    about: int
    at: datetime


@dataclass(frozen=True)
class Sum:
    """A question, and how often each answer was given."""

    asked: str
    counts: tuple[tuple[str, int], ...]

    @property
    def said(self) -> str:
        """Excellent: 2; Good: 1."""
        return "; ".join(f"{label}: {number}" for label, number in self.counts)


@dataclass(frozen=True)
class Quote:
    """Words that may be shown, and whose they are; nobody's where she allowed them without names."""

    text: str
    whose: str = ""


@dataclass(frozen=True)
class Said:
    """One sheet with what it says."""

    sheet: Sheet
    form: Form
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A text, unless the alliance's own form keeps that question for the office."""
        open_to_all = key in self.form.by_key and reader.may_read(self.form.question(key), reader.READER)
        return str(self.values.get(key) or "") if open_to_all else ""


def read(sheets: Iterable[Sheet]) -> list[Said]:
    """What the sheets say, the earliest first. Two queries."""
    known = {sheet.pk: sheet for sheet in sheets}
    keys = {key for asked in ASKED.values() for key in asked}
    rows = Answer.objects.filter(sheet__in=known, key__in=keys).values_list("sheet", "sheet__version", "key", "value")
    values: dict[int, dict[str, Any]] = {}
    versions: dict[int, int] = {}
    for pk, version, key, value in rows:
        versions[pk] = version
        if key in ASKED[known[pk].kind] and value is not None:
            values.setdefault(pk, {})[key] = value
    forms = {pk: version.form for pk, version in FormVersion.objects.in_bulk(set(versions.values())).items()}
    made = [Said(known[pk], forms[versions[pk]], said) for pk, said in values.items()]
    return sorted(made, key=lambda each: (each.sheet.at, each.sheet.pk))


def sums(said: Iterable[Said], kind: str) -> tuple[Sum, ...]:
    """How often each answer was given, question by question; as the latest form words them."""
    found = [each for each in said if each.sheet.kind == kind]
    return tuple(total for key in SUMMED[kind] for total in added(found, key))


def added(said: list[Said], key: str) -> Iterator[Sum]:
    """One sum; of a rating whose rows stand in the form, one for each of them."""
    answered = [each for each in said if key in each.values and key in each.form.by_key]
    if not answered:
        return
    latest = answered[-1].form.question(key)
    for row, wording in latest.rows or (("", latest.name),):
        counts = Counter(
            label for each in answered for label in labels(each.form.question(key), each.values[key], row)
        )
        if counts:
            yield Sum(wording, tuple(in_order(latest, counts)))


def labels(question: Question, value: Any, row: str) -> Iterator[str]:
    """The answers to a question in its own words."""
    words = dict(question.points or question.options)
    if isinstance(value, dict):
        given = [kept.get("point") for at, kept in value.items() if row in ("", at)]
    else:
        given = value if isinstance(value, list) else [value]
    return (words[key] for key in given if key in words)


def in_order(question: Question, counts: Counter[str]) -> list[tuple[str, int]]:
    """In the order of the form; wordings of earlier forms come after."""
    order = [label for _, label in question.points or question.options]
    known = [(label, counts[label]) for label in order if counts[label]]
    return known + sorted((label, number) for label, number in counts.items() if label not in order)


def quotes(said: Iterable[Said], schools: Mapping[int, str]) -> tuple[Quote, ...]:
    """What may be quoted, with the school's name where its head allowed that.

    Those without names come last and by their own letters, so that their place tells nothing either.
    """
    found = set()
    for each in said:
        text = each.text(QUOTED.get(each.sheet.kind, ""))
        if text and each.values.get("quotable") == NAMED:
            found.add(Quote(text, schools[each.sheet.about]))
        elif text and each.values.get("quotable") == UNNAMED:
            found.add(Quote(text))
    return tuple(sorted(found, key=lambda quote: (not quote.whose, quote.whose, quote.text)))
