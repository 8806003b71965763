"""The report of an import: counts, and the names behind them, as data and as text."""

from collections.abc import Iterator
from typing import Any

from ..models import Organisation
from .difference import Difference
from .link_rows import StagedLinks
from .links import LinkDifference
from .school_rows import SchoolRow, Staged

LONGEST_LIST = 200  # lines of one list that are kept
SHOWN = 25  # of these, how many the text shows
OTHERS = [name for name in SchoolRow._fields if name not in ("urn", "name", "status", "easting", "northing")]
Status = Organisation.Status
HEADINGS = {
    "added": "New in the register",
    "opened": "Now open",
    "renamed": "Renamed",
    "closed": "Closed",
    "proposed_to_close": "Now proposed to close",
    "status_changed": "Other changes of status",
    "moved": "Other coordinates",
    "other_changes": "Other details changed",
    "absent": "Open with us and not in this file (left as they are)",
    "doubtful_places": "Coordinates far from the school's own authority (not used)",
    "bad_rows": "Rows that could not be used (what we hold stays)",
    "unknown_codes": "Codes that are new to us (kept as they are)",
    "unknown_columns": "Columns that are new to us (not read)",
}


def of_schools(staged: Staged, found: Difference) -> dict[str, Any]:
    """Counts of everything; lists of names cut at a length that somebody can still read."""
    lists: dict[str, list[str]] = {heading: [] for heading in HEADINGS} | {
        "added": [_named(school) for school in found.added] if found.held else [],  # the first time all are new
        "absent": [_named(school) for school in found.absent if school.status in Organisation.OPEN_STATUSES],
        "doubtful_places": [f"{_named(s)}, {s.postcode}: {s.easting}, {s.northing}" for s in found.doubtful],
        "bad_rows": staged.bad_rows,
        "unknown_codes": [f"{code}: {times:,}" for code, times in staged.unknown_codes.most_common()],
        "unknown_columns": staged.unknown_columns,
    }
    for old, new in found.changed:
        for heading, line in _changes(old, new):
            lists[heading].append(line)
    counts = {heading: len(lines) for heading, lines in lists.items()} | {
        "rows": staged.rows,
        "added": len(found.added),
        "changed": len(found.changed),
        "places_kept": found.places_kept,
        "absent_and_closed": len(found.absent) - len(lists["absent"]),
    }
    return {"counts": counts, "lists": {name: lines[:LONGEST_LIST] for name, lines in lists.items() if lines}}


def of_links(staged: StagedLinks, found: LinkDifference, *, absent_stay: bool) -> dict[str, Any]:
    return {
        "rows": staged.rows,
        "added": len(found.added),
        "changed": len(found.changed),
        "removed": 0 if absent_stay else len(found.absent),
        "absent": len(found.absent) if absent_stay else 0,
        "without_school": found.without_school,
        "bad_rows": staged.bad_rows[:LONGEST_LIST],
    }


def changes_nothing(report: dict[str, Any]) -> bool:
    counts, links = report["counts"], report.get("links", {})
    return not any([counts["added"], counts["changed"], *(links.get(act) for act in ("added", "changed", "removed"))])


def text(report: dict[str, Any]) -> str:
    """The report as somebody reads it in a terminal or a mail."""
    counts = report["counts"]
    lines = [f"Schools: {counts['rows']:,} read, {counts['added']:,} new, {counts['changed']:,} changed."]
    if links := report.get("links"):
        lines.append(
            f"Links: {links['rows']:,} read, {links['added']:,} new, {links['changed']:,} changed, "
            f"{links['removed']:,} withdrawn; {links['without_school']:,} lead to a school we do not hold."
        )
    for name, heading in HEADINGS.items():
        if shown := report["lists"].get(name):
            lines += ["", f"{heading}: {counts[name]:,}", *(f"  {line}" for line in shown[:SHOWN])]
            if counts[name] > SHOWN:
                lines.append(f"  and {counts[name] - len(shown[:SHOWN]):,} more")
    return "\n".join([*lines, "", "Nothing changed."] if changes_nothing(report) else lines)


def _changes(old: SchoolRow, new: SchoolRow) -> Iterator[tuple[str, str]]:
    """Every way in which one school differs, each under its heading."""
    if old.name != new.name:
        yield "renamed", f"{new.urn} {old.name} → {new.name}"
    if old.status != new.status:
        yield _status_heading(old.status, new.status), _named(new)
    if (old.easting, old.northing) != (new.easting, new.northing):
        yield "moved", f"{_named(new)}: {new.easting}, {new.northing}"
    others = [name for name in OTHERS if getattr(old, name) != getattr(new, name)]
    if others:
        yield "other_changes", f"{_named(new)}: {', '.join(others)}"


def _status_heading(old: str, new: str) -> str:
    if new == Status.CLOSED:
        return "closed"
    if new == Status.CLOSING:
        return "proposed_to_close"
    return "opened" if old == Status.PROPOSED else "status_changed"


def _named(school: SchoolRow) -> str:
    return f"{school.urn} {school.name}"
