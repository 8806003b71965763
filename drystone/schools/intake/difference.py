"""What a staged file would change: every school of the file beside what we hold of it."""

from dataclasses import dataclass, field

from ..models import Organisation
from . import place_check
from .refusal import Refused
from .school_rows import SchoolRow, Staged

MAY_SHRINK = 0.01  # of the rows we hold; the register grows by some 67 rows a month
MAY_CLOSE = 0.02  # of the schools open with us
CLOSED = Organisation.Status.CLOSED
Pair = tuple[SchoolRow, SchoolRow]


@dataclass
class Difference:
    """`changed` holds pairs: as we have it, as it will be. `absent` schools stay as they are."""

    added: list[SchoolRow] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    absent: list[SchoolRow] = field(default_factory=list)
    doubtful: list[SchoolRow] = field(default_factory=list)
    places_kept: int = 0
    held: int = 0
    held_open: int = 0

    @property
    def closing(self) -> list[SchoolRow]:
        """Schools open with us that the file says are closed."""
        return [new for old, new in self.changed if old.status in Organisation.OPEN_STATUSES and new.status == CLOSED]


def compare(staged: Staged) -> Difference:
    """Goes once through the schools we hold. Takes the staged rows apart on its way; what is left of them is new."""
    found = Difference(doubtful=place_check.doubtful(staged.schools.values()))
    for school in found.doubtful:
        staged.schools[school.urn] = school._replace(easting=None, northing=None)
    for held in _held():
        found.held += 1
        found.held_open += held.status in Organisation.OPEN_STATUSES
        new = staged.schools.pop(held.urn, None)
        if new is None:
            found.absent.append(held)
            continue
        merged = _merge(held, new, staged.left_alone, found)
        if merged != held:
            found.changed.append((held, merged))
    found.added = list(staged.schools.values())
    staged.schools = {}
    return found


def refuse_if_alarming(found: Difference, rows: int, file_name: str) -> None:
    """A file that lost many rows, or would close many schools at once, is more likely broken than true."""
    if rows < found.held * (1 - MAY_SHRINK):
        raise Refused(
            f"{file_name} has {rows:,} schools where we hold {found.held:,}. A register does not shrink so much; "
            "the file may be cut short, or be an extract. If you know it to be right, say --force-shrink (with "
            "--dry-run first): schools that are not in it stay as they are."
        )
    closing = len(found.closing)
    if closing > found.held_open * MAY_CLOSE:
        raise Refused(
            f"{file_name} would close {closing:,} of the {found.held_open:,} schools now open. That is more than a "
            "change of school year brings. If you know it to be right, say --force-shrink (with --dry-run first)."
        )


def _held():
    rows = Organisation.objects.of_register().order_by().values_list(*SchoolRow._fields)
    return map(SchoolRow._make, rows.iterator(chunk_size=5_000))


def _merge(held: SchoolRow, new: SchoolRow, left_alone: frozenset[str], found: Difference) -> SchoolRow:
    """The new row, except for what the file has no column for, and a place that we know and it does not."""
    kept = {name: getattr(held, name) for name in left_alone}
    if held.easting and not new.easting:
        found.places_kept += 1
        kept |= {"easting": held.easting, "northing": held.northing}
    return new._replace(**kept) if kept else new
