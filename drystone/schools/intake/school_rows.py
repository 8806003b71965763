"""The rows of a register file, staged: read, checked, and kept by URN until they are compared."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .. import codes
from ..models import Organisation
from . import cells
from .files import Source
from .refusal import BadRow, Refused, quoted
from .table import Table

NEEDED = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentName",
    "TypeOfEstablishment (code)",
    "EstablishmentStatus (code)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (code)",
    "Town",
    "Postcode",
    "Easting",
    "Northing",
)
# The register that ships with Drystone names no heads; some editions do, in two columns that make one name.
OPTIONAL = {
    "Trusts (name)": "trust_name",
    "NumberOfPupils": "pupils",
    "PercentageFSM": "fsm_per_cent",
    "HeadFirstName": "head_name",
    "HeadLastName": "head_name",
}
KNOWN = frozenset((Path(__file__).parent / "known_columns.txt").read_text(encoding="utf-8").splitlines())
TOO_MANY_BAD = 100  # one bad row in so many is borne; more of them say that the file itself is wrong
PROGRESS_EVERY = 10_000


class SchoolRow(NamedTuple):
    """One school as the file has it, in the words of Organisation."""

    urn: str
    name: str
    status: str
    phase_code: str
    type_code: str
    authority_code: str
    authority: str
    trust_name: str
    town: str
    postcode: str
    easting: int | None
    northing: int | None
    pupils: int | None
    fsm_per_cent: int | None
    head_name: str | None
    opened_on: date | None
    closed_on: date | None


@dataclass
class Staged:
    """What a file holds. `left_alone` are fields for which it has no column."""

    schools: dict[str, SchoolRow] = field(default_factory=dict)
    bad_rows: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    unknown_codes: Counter[str] = field(default_factory=Counter)
    left_alone: frozenset[str] = frozenset()
    rows: int = 0


def stage(source: Source, say: Callable[[str], None]) -> Staged:
    """Reads every row of a register file. Bad rows are listed; too many of them refuse the file."""
    table = Table(source, needed=NEEDED, optional=tuple(OPTIONAL), known=KNOWN)
    staged = Staged(unknown_columns=table.unknown, left_alone=frozenset(OPTIONAL[column] for column in table.missing))
    for line, row in table:
        staged.rows += 1
        try:
            _keep(staged, read(dict(zip(table.columns, row, strict=True))))
        except BadRow as problem:
            staged.bad_rows.append(f"line {line} (URN {quoted(row[0], 10)}): {problem}")
        if staged.rows % PROGRESS_EVERY == 0:
            say(f"Read {staged.rows:,} schools")
    refuse_too_many_bad(source.name, staged.bad_rows, staged.rows)
    return staged


def read(row: dict[str, str]) -> SchoolRow:
    """One row of the register, understood."""
    status = row["EstablishmentStatus (code)"].strip()
    if status not in Organisation.Status.values:
        raise BadRow(f"the status “{quoted(status, 10)}” is none of 1, 2, 3, 4")
    easting, northing = cells.place(row["Easting"].strip(), row["Northing"].strip())
    return SchoolRow(
        urn=cells.urn(row["URN"].strip()),
        name=_name(row["EstablishmentName"]),
        status=status,
        phase_code=cells.code(row["PhaseOfEducation (code)"], "the phase", 2),
        type_code=cells.code(row["TypeOfEstablishment (code)"], "the type", 4),
        authority_code=cells.code(row["LA (code)"], "the authority's code", 4),
        authority=cells.repeated_words(row["LA (name)"], "the authority", 80),
        trust_name=cells.repeated_words(row.get("Trusts (name)", ""), "the trust", 200),
        town=cells.repeated_words(row["Town"], "the town", 80),
        postcode=cells.postcode(row["Postcode"]),
        easting=easting,
        northing=northing,
        pupils=cells.pupils(row.get("NumberOfPupils", "").strip()),
        fsm_per_cent=cells.per_cent(row.get("PercentageFSM", "").strip()),
        head_name=_head(row),
        opened_on=cells.day(row["OpenDate"].strip(), "OpenDate"),
        closed_on=cells.day(row["CloseDate"].strip(), "CloseDate"),
    )


def refuse_too_many_bad(file_name: str, bad_rows: list[str], rows: int) -> None:
    if not rows:
        raise Refused(f"{file_name} has a first line and nothing below it.")
    if len(bad_rows) * TOO_MANY_BAD > rows:
        raise Refused(
            f"{file_name}: {len(bad_rows):,} of {rows:,} rows cannot be used; the file seems damaged, or was changed "
            f"by a spreadsheet. The first: {'; '.join(bad_rows[:3])}."
        )


def _name(text: str) -> str:
    name = cells.words(text, "the name", 200)
    if not name:
        raise BadRow("it has no name")
    return name


def _head(row: dict[str, str]) -> str | None:
    both = f"{row.get('HeadFirstName', '')} {row.get('HeadLastName', '')}"
    return cells.words(both, "the head's name", 200) or None


def _keep(staged: Staged, school: SchoolRow) -> None:
    if school.urn in staged.schools:
        raise BadRow("this URN stands in the file already")
    staged.schools[school.urn] = school
    if school.phase_code not in codes.PHASES:
        staged.unknown_codes[f"phase {school.phase_code or '(blank)'}"] += 1
    if school.type_code and school.type_code not in codes.TYPES:
        staged.unknown_codes[f"type {school.type_code}"] += 1
