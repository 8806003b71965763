"""Writing a difference into the table of organisations, in batches."""

from collections.abc import Callable, Iterator
from itertools import islice

from ..models import Organisation
from .difference import Difference
from .school_rows import SchoolRow

BATCH = 2_000
WRITTEN = [name for name in SchoolRow._fields if name != "urn"] + ["search_text"]


def write(found: Difference, say: Callable[[str], None]) -> None:
    """Adds the new schools and brings the changed ones up to date. Nothing is ever removed or closed for absence."""
    for done, batch in _batches(found.added):
        Organisation.objects.bulk_create(batch)
        say(f"Added {done:,} of {len(found.added):,} schools")
    renewed = [new for _, new in found.changed]
    for done, batch in _batches(renewed):
        Organisation.objects.bulk_create(batch, update_conflicts=True, unique_fields=["urn"], update_fields=WRITTEN)
        say(f"Brought {done:,} of {len(renewed):,} schools up to date")


def _batches(rows: list[SchoolRow]) -> Iterator[tuple[int, list[Organisation]]]:
    """So many schools at a time, with the number done when each batch is."""
    waiting = iter(rows)
    done = 0
    while batch := [Organisation(**row._asdict()) for row in islice(waiting, BATCH)]:
        done += len(batch)
        yield done, batch
