"""Reading what a device brings: nothing of it is believed before it has the shape that our own script gives it."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import QueryDict

from drystone.deployment.from_devices import Change, Pressed
from drystone.questions import pages
from drystone.questions.models import AnswerSheet

LARGEST, MOST, MOST_BOXES, LONGEST = 1_000_000, 200, 60, 20_000


class BadBatch(Exception):
    """It was not made by our script, or is too much at once; the sentence says which."""


def read(body: bytes) -> tuple[list[Change], Pressed | None]:
    """The changes in their order, and the press that sends both documents, if she pressed."""
    if len(body) > LARGEST:
        raise BadBatch("This is more than a device sends at once.")
    try:
        sent = json.loads(body)
        brought = sent["changes"]
        if len(brought) > MOST:
            raise BadBatch("This is more than a device sends at once.")
        pressed = sent.get("send")
        return [change(each) for each in brought], None if pressed is None else press(pressed)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadBatch("This is not what our pages send.") from None


def change(given: dict[str, Any]) -> Change:
    document, question, mark = (words(given[name]) for name in ("document", "question", "seen"))
    return Change(UUID(words(given["number"])), document, question, typed(question, given["fields"]), mark)


def typed(question: str, fields: list[list[str]]) -> Callable[[AnswerSheet], Any]:
    """The boxes as the page would have posted them."""
    if len(fields) > MOST_BOXES:
        raise ValueError
    posted = QueryDict(mutable=True)
    for name, value in fields:
        posted.appendlist(words(name), words(value))
    return partial(pages.given, key=question, data=posted)


def press(given: dict[str, Any]) -> Pressed:
    names = given.get("names", [])
    if not isinstance(names, list) or len(names) > MOST:
        raise ValueError
    return Pressed(seen(given["seen"]), [words(name) for name in names], given.get("plan") is True)


def seen(given: dict[str, Any]) -> dict[str, str]:
    return {name: words(given[name]) for name in ("record", "evaluation") if name in given}


def words(given: Any) -> str:
    if not isinstance(given, str) or len(given) > LONGEST or "\x00" in given:
        raise ValueError
    return given
