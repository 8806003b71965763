"""What people agreed to do: a row for each action, as many as were agreed.

A page has a free row below those that stand; whoever needs more saves, and finds the next one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from drystone import saying

from .. import words
from ..spec import Question
from .base import Box, Boxes, Kind
from .writing import SHORT

WHAT, WHO, BY = "what", "who", "by"
MOST, AT_FIRST = 20, 2
LONGEST = {WHAT: SHORT, WHO: 120, BY: 40}
LABELS = {WHAT: "Action {}", WHO: "Who does action {}", BY: "By when is action {} done"}
WRITTEN = ("%d/%m/%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")


class Actions(Kind):
    """Kept as `[{"what": …, "who": …, "by": "2027-01-15"}]`, each part only if it was given."""

    name = "actions"
    settings = frozenset({"at_most"})
    missing = "Write down an action for “{}”"

    def boxes(self, question: Question, value: Any, alliance_id: int | None) -> Boxes:
        shown = min(max(AT_FIRST, len(value or ()) + 1), most(question))
        boxes: Boxes = {}
        for number in range(1, shown + 1):
            for part, label in LABELS.items():
                widget = forms.DateInput(attrs={"type": "date"}) if part == BY else forms.TextInput()
                widget.attrs["autocomplete"] = "off"
                boxes[f"{number}-{part}"] = Box(label=label.format(number), required=False, widget=widget)
        return boxes

    def collect(self, question: Question, data: Mapping, files: Mapping, boxes: Boxes) -> list[dict[str, Any]]:
        """Every row that was posted, also on a page that was opened when there were fewer."""
        name = question.key
        return [
            {part: data.get(f"{name}-{number}-{part}", "") for part in LABELS}
            for number in range(1, most(question) + 1)
        ]

    def shown(self, question: Question, value: Any) -> dict[str, Any]:
        return {f"{number}-{part}": text for number, row in enumerate(value or (), 1) for part, text in row.items()}

    def read(self, question: Question, raw: Any, alliance_id: int | None) -> list[dict[str, str]] | None:
        rows = raw if isinstance(raw, list) else []
        kept = [read_row(row) for row in rows[:MOST] if isinstance(row, Mapping)]
        return [row for row in kept if row] or None

    def problems(self, question: Question, value: Any) -> dict[str, str]:
        if not value:
            return self.lacking(question, f"1-{WHAT}")
        found = {}
        for number, row in enumerate(value, 1):
            if WHAT not in row:
                found[f"{number}-{WHAT}"] = f"Write what action {number} is"
            if BY in row and not day_of(row):
                found[f"{number}-{BY}"] = f"Write the day of action {number} like 27/3/2026, or leave it empty"
            long = [part for part, text in row.items() if len(text) > LONGEST[part]]
            found |= {
                f"{number}-{part}": f"Action {number} is too long: there is room for {LONGEST[part]} characters"
                for part in long
            }
        return found

    def text(self, question: Question, value: Any) -> str:
        return "\n".join(f"{number}. {in_words(row)}" for number, row in enumerate(value, 1))


def most(question: Question) -> int:
    return min(question.at_most or MOST, MOST)


def read_row(row: Mapping) -> dict[str, str]:
    given = {part: words.one_line(row.get(part) or "") for part in LABELS}
    given[BY] = as_day(given[BY])
    return {part: text for part, text in given.items() if text}


def as_day(typed: str) -> str:
    """An ISO date, however it was written; what is no date stays as it was typed."""
    day = words.day(typed, *WRITTEN)
    return day.isoformat() if day else typed


def day_of(row: Mapping[str, str]) -> date | None:
    """By when it is to be done, if a day was given."""
    return words.day(row.get(BY, ""))


def in_words(row: Mapping[str, str]) -> str:
    """The team plans together (the English lead, by Friday 27 March 2026)."""
    day = day_of(row)
    more = ", ".join(filter(None, (row.get(WHO), f"by {saying.day(day)}" if day else row.get(BY))))
    return row.get(WHAT, "") + (f" ({more})" if more else "")
