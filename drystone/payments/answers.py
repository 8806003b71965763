"""What finance answers about the statements handed over: a file is read, looked at, and its right rows are taken."""

import csv
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import amounts, handover
from .access import only_finance
from .models import Answer, AnswerFile, Statement, StatementState

# The names a column may have, in small letters; the first is the documented one (docs/finance-files.md).
COLUMNS = {
    "statement": ("statement", "statement number"),
    "outcome": ("paid or returned", "outcome", "status"),
    "on": ("date",),
    "pence": ("amount", "amount gbp"),
    "reference": ("reference",),
    "reason": ("reason",),
}
NEEDED = ("statement", "outcome", "on", "pence")
DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
LARGEST = 1_000_000  # bytes
MOST_ROWS = 2_000
MOST_PENCE = 1_000_000_00
MOST_TIMES = 2  # of what was stated: whoever paid more meant another statement
SPREADSHEET = b"PK\x03\x04"
TOO_LARGE = "The file is larger than 1 MB, which no file of answers is."


@dataclass(frozen=True)
class Row:
    """A row as it is understood; `problem` says in plain words why it cannot be taken."""

    line: int
    number: str
    statement: Any = None
    outcome: str = ""
    on: date | None = None
    pence: int = 0
    reference: str = ""
    reason: str = ""
    problem: str = ""


class Wrong(Exception):
    """One row cannot be taken; the sentence says why."""


@transaction.atomic
def keep(alliance: Alliance, name: str, file: bytes, *, by: Person, at: datetime) -> AnswerFile:
    """Keeps a file of finance to be looked at; nothing is paid by it yet. The same file again is the one kept before.

    Raises Refused where it cannot be read as a whole.
    """
    only_finance(by, alliance)
    rows_in(file)
    digest = hashlib.sha256(file).hexdigest()
    fresh = {"name": name[:200], "file": file, "at": at, "by": by}
    return AnswerFile.objects.get_or_create(alliance=alliance, sha256=digest, defaults=fresh)[0]


@transaction.atomic
def take(file: AnswerFile, *, by: Person, at: datetime) -> AnswerFile:
    """What is paid is recorded as paid, what came back is recorded with its reason; the home schools are told.

    Rows with a problem are left. Taken twice changes nothing. Raises Refused where no row is right.
    """
    only_finance(by, file.alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=file.alliance_id)
    file.refresh_from_db()
    if file.taken_at:
        return file
    right = [row for row in understood(file, today=localdate(at)) if not row.problem]
    if not right:
        raise Refused("No row of this file can be taken.")
    for row in right:
        take_row(file, row, by=by, at=at)
    file.taken_at, file.taken_by = at, by
    file.save(update_fields=["taken_at", "taken_by"])
    events.record(file, "took_answers", by=by, at=at, statements=len(right))
    return file


def take_row(file: AnswerFile, row: Row, *, by: Person, at: datetime) -> None:
    said: dict[str, Any] = {"on": row.on, "file": file, "by": by, "at": at}
    if row.outcome == Answer.Outcome.RETURNED:
        handover.mark_returned(row.statement, note=row.reason, **said)
    else:
        handover.mark_paid(row.statement, pence=row.pence, reference=row.reference, **said)


def understood(file: AnswerFile, *, today: date) -> list[Row]:
    """Each row of a file as it would be taken today, or why not. Asks the database twice."""
    cells = rows_in(bytes(file.file))
    numbers = {int(row["statement"]) for _, row in cells if is_number(row["statement"])}
    known = Statement.objects.filter(alliance=file.alliance_id, number__in=numbers)
    statements = {s.number: s for s in known.select_related("home_school", "alliance").prefetch_related("answers")}
    seen: set[int] = set()
    return [one(line, row, statements, seen, today) for line, row in cells]


def one(line: int, cells: dict[str, str], statements: dict[int, Statement], seen: set[int], today: date) -> Row:
    row = Row(line, cells["statement"])
    try:
        row = replace(row, statement=named(cells["statement"], statements, seen))
        row = replace(row, **said(cells, row.statement, today))
        seen.add(int(row.number))
        return row
    except Wrong as wrong:
        return replace(row, problem=str(wrong))


def is_number(text: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,9}", text))


def named(text: str, statements: dict[int, Statement], seen: set[int]) -> Statement:
    """The statement with this number; it was handed over, and no row before speaks of it."""
    statement = statements.get(int(text)) if is_number(text) else None
    if statement is None:
        raise Wrong(f"There is no statement “{text[:30]}”." if text else "The number of the statement is missing.")
    if statement.number in seen:
        raise Wrong(f"Statement {text} stands in this file before; one row for each.")
    if statement.state not in (StatementState.EXPORTED, StatementState.RETURNED, StatementState.PAID):
        raise Wrong(f"Statement {text} has not been handed over to finance.")
    return statement


def said(cells: dict[str, str], statement: Any, today: date) -> dict[str, Any]:
    """What is said of a statement. Raises Wrong."""
    outcome = cells["outcome"].lower()
    if outcome not in Answer.Outcome.values:
        raise Wrong("Write paid or returned.")
    if statement.state == outcome:
        raise Wrong(f"Statement {statement.number} is recorded as {outcome} already.")
    if outcome == Answer.Outcome.RETURNED and not cells["reason"]:
        raise Wrong("Say why the payment came back.")
    for name, most in (("reference", 60), ("reason", 300)):
        if len(cells[name]) > most or not cells[name].isprintable():
            raise Wrong(f"The {name} has to be one line of no more than {most} letters.")
    words = {"reference": cells["reference"], "reason": cells["reason"]}
    return words | {"outcome": outcome, "on": day(cells["on"], statement, today), "pence": sum_of(cells, statement)}


def day(text: str, statement: Statement, today: date) -> date:
    for form in DAYS:
        try:
            on = datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
        try:
            handover.check_day(statement, on, today=today)
        except Refused as no:
            raise Wrong(str(no)) from no
        return on
    raise Wrong("Write the date as day, month, year, for example 15/12/2026.")


def sum_of(cells: dict[str, str], statement: Statement) -> int:
    """The amount in whole pence. Where another was paid than was stated, what is between them is carried."""
    try:
        pence = amounts.pence(cells["pence"], most=MOST_PENCE)
    except amounts.NotAnAmount as no:
        raise Wrong(str(no)) from no
    if pence != statement.payable_pence and cells["outcome"].lower() == Answer.Outcome.RETURNED:
        owed = saying.pounds(statement.payable_pence)
        raise Wrong(f"The file says {saying.pounds(pence)}; statement {statement.number} is for {owed}.")
    if not pence:
        raise Wrong("Nothing was paid: write returned, and why.")
    if pence > MOST_TIMES * statement.payable_pence:
        owed = saying.pounds(statement.payable_pence)
        raise Wrong(f"{saying.pounds(pence)} is more than twice the {owed} of statement {statement.number}.")
    return pence


def rows_in(file: bytes) -> list[tuple[int, dict[str, str]]]:
    """The line and the known cells of each row; empty rows and our own control row are passed over. Raises Refused."""
    if len(file) > LARGEST:
        raise Refused(TOO_LARGE)
    if file.startswith(SPREADSHEET):
        raise Refused("This is a workbook. Save it as CSV and choose that file.")
    reader = csv.reader(io.StringIO(text_of(file), newline=""), delimiter=delimiter_of(file), strict=True)
    try:
        places = placed(next(reader, []))
        rows = [(reader.line_num, cells_of(cells, places)) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error as error:
        raise Refused(f"Line {reader.line_num} cannot be read: the quotation marks do not pair up.") from error
    rows = [row for row in rows if row[1]["statement"].upper() != "TOTAL"]
    if not rows or len(rows) > MOST_ROWS:
        raise Refused(f"The file has {len(rows)} rows; it has to have from 1 to {MOST_ROWS:,}.")
    return rows


def text_of(file: bytes) -> str:
    """UTF-8, or as Excel of Windows saves it."""
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.decode("cp1252", errors="replace")


def delimiter_of(file: bytes) -> str:
    first = text_of(file).partition("\n")[0]
    most: Callable[[str], int] = first.count
    return max(",;\t", key=most)


def placed(header: list[str]) -> dict[str, int]:
    """In which place each known column stands. Raises Refused where a needed one is missing."""
    names = [cell.strip().lower() for cell in header]
    places = {
        column: names.index(name) for column, known in COLUMNS.items() for name in reversed(known) if name in names
    }
    missing = [COLUMNS[column][0].capitalize() for column in NEEDED if column not in places]
    if missing:
        raise Refused(f"The first line of the file has to name its columns; missing: {', '.join(missing)}.")
    return places


def cells_of(cells: list[str], places: dict[str, int]) -> dict[str, str]:
    """A short row has empty cells at its end, as spreadsheets leave them."""
    return {
        column: cells[places[column]].strip() if column in places and places[column] < len(cells) else ""
        for column in COLUMNS
    }
