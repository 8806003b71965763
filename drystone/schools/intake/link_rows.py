"""The rows of the register's links file, staged."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ..models import SchoolLink
from . import cells
from .files import Source
from .refusal import BadRow, quoted
from .school_rows import refuse_too_many_bad
from .table import Table

NEEDED = ("URN", "LinkURN", "LinkType", "LinkEstablishedDate")
KNOWN = frozenset({*NEEDED, "LinkName"})
KINDS = (
    ("successor", SchoolLink.Kind.SUCCESSOR),
    ("predecessor", SchoolLink.Kind.PREDECESSOR),
    ("result of amalgamation", SchoolLink.Kind.MERGER),
    ("merged", SchoolLink.Kind.MERGER),
    ("sixth form centre", SchoolLink.Kind.SIXTH_FORM),
)


class LinkRow(NamedTuple):
    urn: str
    other: str
    wording: str


@dataclass
class StagedLinks:
    """Each link once, with the day it was made where that is known."""

    links: dict[LinkRow, date | None] = field(default_factory=dict)
    bad_rows: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    rows: int = 0


def stage(source: Source) -> StagedLinks:
    """Reads every row of a links file. The linked name is not kept: the register has a newer one."""
    table = Table(source, needed=NEEDED, optional=(), known=KNOWN)
    staged = StagedLinks(unknown_columns=table.unknown)
    for line, (urn, other, wording, day) in table:
        staged.rows += 1
        try:
            _keep(staged, urn.strip(), other.strip(), wording, day.strip())
        except BadRow as problem:
            staged.bad_rows.append(f"line {line} (URN {quoted(urn, 10)}): {problem}")
    refuse_too_many_bad(source.name, staged.bad_rows, staged.rows)
    return staged


def kind(wording: str) -> SchoolLink.Kind:
    """What a link means, told by how its wording begins: "Successor - Split School" is a successor."""
    plain = wording.lower()
    return next((kind for start, kind in KINDS if plain.startswith(start)), SchoolLink.Kind.OTHER)


def _keep(staged: StagedLinks, urn: str, other: str, wording: str, day: str) -> None:
    words = cells.repeated_words(wording, "the kind of link", 100)
    link = LinkRow(cells.urn(urn), cells.urn(other), words)
    if urn == other:
        raise BadRow("the school is linked to itself")
    staged.links[link] = cells.day(day, "LinkEstablishedDate")
