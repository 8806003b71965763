"""A form with one question of each kind, and invented schools and areas to choose from."""

from collections.abc import Iterator

import pytest

from drystone.questions import sheets
from drystone.questions.defaults import digest_of
from drystone.questions.models import AnswerSheet, FormVersion
from drystone.questions.sources import sources
from tests.clock import NOW

ALLIANCE = 7
EVERY_KIND = """
key = "every_kind"
title = "Every kind"

[[section]]
key = "first"
title = "First page"
[[section.question]]
key = "name"
wording = "Your name"
kind = "short_text"
personal = "contact"
[[section.question]]
key = "email"
wording = "Your address"
kind = "short_text"
format = "email"
needed = false
[[section.question]]
key = "story"
wording = "Your story"
kind = "long_text"
words = 5
[[section.question]]
key = "visits"
wording = "How many visits?"
short = "Visits"
kind = "whole_number"
min = 1
max = 20
unit = "visits"
[[section.question]]
key = "release"
wording = "How many days?"
kind = "days"
min = 0.5
max = 10
[[section.question]]
key = "on"
wording = "When?"
kind = "date"
[[section.question]]
key = "agrees"
wording = "Do you agree?"
kind = "yes_no"
follow_up = "why"
[[section.question]]
key = "why"
wording = "Why?"
kind = "short_text"

[[section]]
key = "second"
title = "Second page"
[[section.question]]
key = "phase"
wording = "Which phase?"
kind = "one_of"
options = { primary = "Primary", secondary = "Secondary" }
[[section.question]]
key = "help"
wording = "Which kinds of help?"
kind = "several_of"
options = { coaching = "Coaching", data = "Data analysis", other = "Something else", none = "None" }
at_most = 2
alone = "none"
[[section.question]]
key = "value"
wording = "Was it worth it?"
kind = "scale"
points = { very = "Very much", little = "A little" }
[[section.question]]
key = "criteria"
wording = "How far are these met?"
kind = "rating"
rows = { impact = "Impact", tact = "Tact" }
points = { green = "Green: yes", red = "Red: not yet" }
comment = true
words = 5
[[section.question]]
key = "objectives"
wording = "Where does each objective stand?"
kind = "rating"
rows_from = "objectives"
alike = "All of these"
points = { done = "Done", not_yet = "Not yet" }
[[section.question]]
key = "agreed"
wording = "What was agreed?"
kind = "actions"
[[section.question]]
key = "secondary_only"
wording = "How many departments?"
kind = "whole_number"
min = 1
max = 30
ask_if = { phase = "secondary" }

[[section]]
key = "third"
title = "Third page"
[[section.question]]
key = "school"
wording = "Your school"
kind = "school"
[[section.question]]
key = "area"
wording = "Your area"
kind = "area"
[[section.question]]
key = "head"
wording = "Your headteacher"
kind = "person"
role = true
personal = "application"
[[section.question]]
key = "file"
wording = "A page of evidence"
kind = "file"
needed = false
[[section.question]]
key = "secret"
wording = "For the office alone"
kind = "short_text"
needed = false
confidential_to = "office"
[[section.question]]
key = "declares"
wording = "Declaration"
kind = "declaration"
statement = "All of it is true."
[[section.question]]
key = "signature"
wording = "Your signature"
kind = "signature"
statement = "I sign this."
"""
OBJECTIVES = {"objectives": {"12": "Reading in Year 3", "15": "Talk in maths"}}
ANSWERS = {
    "name": "Ann Peel",
    "story": "One two three",
    "visits": "4",
    "release": "2½",
    "on": "2027-01-15",
    "agrees": "no",
    "phase": "primary",
    "help": ["data", "coaching"],
    "value": "very",
    "criteria": {"impact": {"point": "green", "comment": "Clear to see"}, "tact": "red"},
    "objectives": {"12": "done", "15": "not_yet"},
    "agreed": [{"what": "Plan together", "who": "English lead", "by": "15/1/2027"}, {}, {"what": "Read it"}],
    "school": "900001",
    "area": "english",
    "head": {"name": "Tom Raine", "role": "Headteacher", "email": "head@reeth.example"},
    "declares": True,
    "signature": {"name": "Ann Peel", "role": "Head of English", "agreed": True},
}


class Schools:
    short = False
    names = {
        "900001": "Reeth Primary School",
        "900002": "St Mary’s School, Richmond",
        "900003": "St Mary’s School, Yarm",
    }

    def label(self, key: str, alliance_id: int | None) -> str:
        return self.names.get(key, "")

    def find(self, typed: str, alliance_id: int | None) -> list[tuple[str, str]]:
        return [(key, name) for key, name in self.names.items() if typed.casefold() in name.casefold()]


class Areas(Schools):
    short = True
    names = {"english": "English", "maths": "Mathematics"}


@pytest.fixture(autouse=True)
def to_choose_from() -> Iterator[None]:
    before = dict(sources)
    sources.update({"school": Schools(), "area": Areas()})
    yield
    sources.clear()
    sources.update(before)


def version_of(source: str, number: int = 1) -> FormVersion:
    return FormVersion.objects.create(
        alliance_id=ALLIANCE,
        key="every_kind",
        number=number,
        source=source,
        digest=digest_of(source),
        published_at=NOW,
        published_by=1,
    )


@pytest.fixture
def version(db: None) -> FormVersion:
    return version_of(EVERY_KIND)


@pytest.fixture
def sheet(version: FormVersion) -> AnswerSheet:
    """Just started."""
    return sheets.start_on(version, ALLIANCE, NOW, lists=OBJECTIVES)


@pytest.fixture
def finished(sheet: AnswerSheet) -> AnswerSheet:
    """Every question answered, not sealed yet."""
    assert {key: sheets.save(sheet, key, raw, at=NOW) for key, raw in ANSWERS.items()} == dict.fromkeys(ANSWERS, "")
    return sheet
