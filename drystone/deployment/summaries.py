"""What others read of a deployment evaluation: a summary for leader and payer; and a follow-up beside the first."""

from dataclasses import dataclass

from drystone.questions import reader, sheets
from drystone.questions.models import AnswerSheet

from .models import Review

# In the order in which they are read. Nothing that somebody wrote is among them, but what may be quoted.
SUMMED_UP = ("objectives", "difference", "effectiveness", "value", "use_again")
ORDER = ("not_yet", "partly", "mostly", "fully")


@dataclass(frozen=True)
class Answer:
    """A question and what was chosen; of a rating each row."""

    wording: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Summary:
    answers: tuple[Answer, ...]
    quote: str


@dataclass(frozen=True)
class Change:
    """One objective: where it stood at the end, and where it stands now."""

    objective: str
    then: str
    now: str
    how: str


def of(review: Review) -> Summary:
    """What was chosen, without a comment, and the words that may be quoted. Two queries."""
    form, said = review.sheet.form, sheets.values(review.sheet)
    lines = [chosen(review.sheet, key, said) for key in SUMMED_UP if key in form.by_key and said.get(key) is not None]
    allowed = said.get("quotable") in ("anonymous", "school") and open_to_readers(review.sheet, "quote")
    return Summary(tuple(filter(None, lines)), str(said.get("quote") or "") if allowed else "")


def chosen(sheet: AnswerSheet, key: str, said: dict) -> Answer | None:
    """The answer to one question, unless the alliance's form keeps it for the office."""
    question, value = sheet.form.question(key), said[key]
    if not open_to_readers(sheet, key):
        return None
    points = dict(question.points or question.options)
    if isinstance(value, dict):
        rated = [(text, value[row].get("point", "")) for row, text in question.rows if row in value]
        return Answer(question.wording, "", tuple((text, points.get(point, "")) for text, point in rated))
    kept = value if isinstance(value, list) else [value]
    return Answer(question.wording, ", ".join(points[each] for each in kept if each in points))


def open_to_readers(sheet: AnswerSheet, key: str) -> bool:
    return key in sheet.form.by_key and reader.may_read(sheet.form.question(key), reader.READER)


def changes(first: Review, later: Review) -> list[Change]:
    """Each objective that both rate, as the later one words it."""
    then, now = (rated(review) for review in (first, later))
    rows = dict(later.sheet.form.question("objectives").rows) if "objectives" in later.sheet.form.by_key else {}
    return [change(rows[row], *then[row], *now[row]) for row in rows if row in then and row in now]


def rated(review: Review) -> dict[str, tuple[str, str]]:
    """Of each objective the point and its words."""
    form = review.sheet.form
    if "objectives" not in form.by_key:
        return {}
    points = dict(form.question("objectives").points)
    given = sheets.value(review.sheet, "objectives") or {}
    return {row: (kept["point"], points.get(kept["point"], "")) for row, kept in given.items() if kept.get("point")}


def change(objective: str, was: str, then: str, is_: str, now: str) -> Change:
    known = was in ORDER and is_ in ORDER
    step = ORDER.index(is_) - ORDER.index(was) if known else 0
    how = "as it was" if not step else "further on" if step > 0 else "further back"
    return Change(objective, then, now, how)
