"""Two windows on one page: nothing that somebody wrote is overwritten unseen.

Each opened page is a window with a name of its own, and remembers a mark of every answer that stood on it. What is
stored knows the window it was written on, so that a page never takes what it saved itself for somebody else's.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from . import answers, kinds
from .models import Answer
from .spec import Question

MARK, NAME = 10, 16
CLASH = (
    "This answer was changed in another window meanwhile. What you wrote is still here; save again to keep yours. "
    "The other says: {}"
)


@dataclass(frozen=True)
class Seen:
    """A window, and what stood on it when it was opened. Written as `_:window key:mark key:mark`."""

    window: str
    marks: Mapping[str, str]

    def __str__(self) -> str:
        return " ".join([f"_:{self.window}", *(f"{key}:{mark}" for key, mark in self.marks.items())])


def opened(values: Mapping[str, Any], window: str = "") -> Seen:
    """A window on these answers; a page that is shown again stays the same window."""
    return Seen(window or secrets.token_urlsafe(9), {key: mark(value) for key, value in values.items()})


def seen(posted: str) -> Seen:
    """What a page says it saw. Nobody is harmed by a page that lies: it could as well have been opened later."""
    marks = dict(part.split(":", 1) for part in posted.split() if ":" in part)
    return Seen(marks.pop("_", "")[:NAME], marks)


def clash(question: Question, *, given: Any, now: Answer | None, seen: Seen) -> str:
    """What to say if storing this would lose what another window wrote; nothing if it would not."""
    there = now.value if now else None
    changed = question.key in seen.marks and seen.marks[question.key] != mark(there)
    return CLASH.format(said(question, there)) if changed and given != there and elsewhere(now, seen) else ""


def untouched(question: Question, *, given: Any, now: Answer | None, seen: Seen) -> bool:
    """The page says of a question what it said when it was opened, so that only another window can have changed it."""
    return elsewhere(now, seen) and seen.marks.get(question.key) == mark(given)


def elsewhere(now: Answer | None, seen: Seen) -> bool:
    """What stands was not written on this window."""
    return not (now and now.window and now.window == seen.window)


def mark(value: Any) -> str:
    """A short sign of a value, to notice that it changed."""
    return sha256(answers.canonical(value)).hexdigest()[:MARK]


def said(question: Question, value: Any) -> str:
    return "nothing" if value is None or kinds.is_typed(value) else kinds.of(question).text(question, value)
