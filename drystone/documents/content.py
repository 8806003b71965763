"""What each template needs. Days and moments are given as such, sums and lengths of time in words (`saying.py`)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict

Value = str | int | bool | date | datetime | None
Said = Value | Sequence[Value]
Fact = tuple[str, Said]
Prose = str | Sequence[str]


class Letterhead(TypedDict):
    """Whose document it is. The colour is # and six digits."""

    name: str
    colour: NotRequired[str]
    address: NotRequired[Sequence[str]]
    contact: NotRequired[str]


class Signatory(TypedDict):
    name: str
    role: NotRequired[str]


class Signature(Signatory):
    """Somebody's own act: the statement she made, the digest of the words she saw, and how she came to them."""

    at: datetime
    statement: NotRequired[str]
    digest: NotRequired[str]
    through: NotRequired[str]


class Content(TypedDict):
    """A `draft` is marked as one on every page."""

    alliance: Letterhead
    date: NotRequired[date]
    draft: NotRequired[bool]


class Letter(Content):
    to: Sequence[str]
    subject: NotRequired[str]
    greeting: str
    paragraphs: Prose
    facts: NotRequired[Sequence[Fact]]
    after: NotRequired[Prose]
    closing: NotRequired[str]
    signatory: Signatory


class Letters(Content):
    """Several letters to look through, each on a page of its own."""

    letters: Sequence[Letter]


class Certificate(Content):
    """`designated_as` completes "is designated": a System Leader of the Swaledale Alliance."""

    holder: str
    school: NotRequired[str]
    designated_as: str
    areas: NotRequired[Sequence[str]]
    phases: NotRequired[Sequence[str]]
    starts: date
    ends: date
    signatory: Signatory


class Done(TypedDict):
    title: str
    on: date


class Induction(Content):
    """`completed` completes a sentence about the holder: has completed the induction of a System Leader."""

    holder: str
    school: NotRequired[str]
    completed: str
    items: Sequence[Done]
    signatory: Signatory


class Ratings(TypedDict):
    """An answer that is a table; its first column holds what is rated."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Said]]


class Answered(TypedDict):
    question: str
    answer: Said | Ratings
    note: NotRequired[str]


class Section(TypedDict):
    title: str
    questions: Sequence[Answered]


class Form(Content):
    intro: NotRequired[Prose]
    facts: NotRequired[Sequence[Fact]]
    sections: Sequence[Section]
    signatures: NotRequired[Sequence[Signature]]


class Chapter(TypedDict):
    """One part of a dossier: facts, a table, words, an answered form, whichever there are."""

    title: str
    on_new_page: NotRequired[bool]
    facts: NotRequired[Sequence[Fact]]
    table: NotRequired[Ratings]
    text: NotRequired[Prose]
    sections: NotRequired[Sequence[Section]]


class Dossier(Content):
    intro: NotRequired[Prose]
    facts: Sequence[Fact]
    parts: Sequence[Chapter]


class Objective(TypedDict):
    text: str
    success: NotRequired[str]


class Party(TypedDict):
    """One party's line: with `at` she has signed; without, `state` says how it stands."""

    party: str
    name: str
    role: NotRequired[str]
    state: NotRequired[str]
    at: NotRequired[datetime]
    statement: NotRequired[str]
    digest: NotRequired[str]
    through: NotRequired[str]
    note: NotRequired[str]


class Agreement(Content):
    """Without `cost` where the reader is not to see money."""

    facts: Sequence[Fact]
    objectives: Sequence[Objective]
    cost: NotRequired[Sequence[Fact]]
    terms: Sequence[Fact]
    parties: Sequence[Party]


class Line(TypedDict):
    day: str
    work: str
    time: str
    rate: str
    amount: str


class Taxed(TypedDict):
    """What stands under one rate of VAT, or the sum of all: without VAT, the VAT, with it."""

    name: NotRequired[str]
    amount: str
    vat: str
    whole: str


class Statement(Content):
    to: Sequence[str]
    facts: Sequence[Fact]
    lines: Sequence[Line]
    time: str
    total: str
    claim: NotRequired[Prose]
    rates: NotRequired[Sequence[Taxed]]
    whole: NotRequired[Taxed]
    vat_note: Prose
    signatures: NotRequired[Sequence[Signature]]


class Charged(TypedDict):
    """A line of a charge schedule, or the sum of several."""

    day: NotRequired[str]
    work: NotRequired[str]
    time: str
    amount: str
    vat: str
    whole: str


class Order(Charged):
    """What is charged to one purchase order."""

    title: str
    lines: Sequence[Charged]


class Charge(Content):
    to: Sequence[str]
    facts: Sequence[Fact]
    intro: NotRequired[Prose]
    orders: Sequence[Order]
    sums: Sequence[Fact]
    vat_note: Prose


class Part(TypedDict):
    title: str
    text: Prose


class Progress(TypedDict):
    text: str
    progress: str


class Step(TypedDict):
    what: str
    who: str
    by: NotRequired[date | None]


class Addendum(TypedDict):
    at: datetime
    name: str
    text: Prose


class Record(Content):
    facts: Sequence[Fact]
    sections: Sequence[Part]
    objectives: NotRequired[Sequence[Progress]]
    actions: NotRequired[Sequence[Step]]
    signatures: NotRequired[Sequence[Signature]]
    addenda: NotRequired[Sequence[Addendum]]


class Check(TypedDict):
    check: str
    confirmed: Said
    on: NotRequired[date | None]


class Assurance(Content):
    to: Sequence[str]
    subject: NotRequired[str]
    paragraphs: Prose
    visitor: Sequence[Fact]
    checks: Sequence[Check]
    valid_until: date
    reminders: Sequence[str]
    closing: NotRequired[str]
    signatory: Signatory
