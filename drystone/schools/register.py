"""The national register of schools: brought in from a file, compared with what we hold, and applied as one."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from drystone.history import events
from drystone.history.events import Actor

from . import index
from .intake import difference, files, link_rows, links, report, school_rows, writing
from .intake.refusal import Refused, quoted
from .models import Import, Organisation

__all__ = ["BUNDLED_LINKS", "BUNDLED_REGISTER", "Refused", "bring_in", "is_loaded"]

DATA = Path(__file__).parent / "data"
BUNDLED_REGISTER = DATA / "register-2024-06-17.csv.xz"
BUNDLED_LINKS = DATA / "links-2025-04-22.csv.xz"
IMPORT_LOCK = 7_301_944_620  # any number, so long as nothing else in the database takes the same one

Say = Callable[[str], None]


def is_loaded() -> bool:
    """Whether a register has ever been brought in: one look at one row."""
    return Organisation.objects.of_register().exists()


def bring_in(
    register: Path,
    links_file: Path | None = None,
    *,
    by: Actor | None,
    at: datetime,
    force_shrink: bool = False,
    dry_run: bool = False,
    say: Say = lambda line: None,
) -> Import:
    """Stages a register file, compares it with what we hold, and applies the difference; all of it or nothing.

    Raises Refused, with nothing changed but a line in the list of imports that says why. A dry run makes every
    change, writes the report of it, and takes them all back.
    """
    run = Import(
        at=at, file_name=quoted(register.name, 255), links_name=quoted(links_file.name, 255) if links_file else ""
    )
    try:
        _take(run, register, links_file, by=by, force_shrink=force_shrink, dry_run=dry_run, say=say)
    except Refused as refusal:
        run.pk, run.report, run.state, run.reason = None, {}, Import.State.REFUSED, str(refusal)
        run.save()
        raise
    if dry_run:
        run.pk, run.state = None, Import.State.STAGED
        run.save()
    return run


def _take(
    run: Import,
    register: Path,
    links_file: Path | None,
    *,
    by: Actor | None,
    force_shrink: bool,
    dry_run: bool,
    say: Say,
) -> None:
    """Reads outside the transaction, so that the database is held only while rows are compared and written."""
    source = files.examine(register)
    run.digest = source.digest
    staged = school_rows.stage(source, say)
    run.rows = staged.rows
    staged_links = None
    if links_file:
        links_source = files.examine(links_file)
        run.links_digest = links_source.digest
        staged_links = link_rows.stage(links_source)
        run.link_rows = staged_links.rows
    with transaction.atomic():
        _alone()
        run.report = _apply_schools(staged, source.name, force_shrink, say)
        if staged_links:
            run.report["links"] = _apply_links(staged_links, run.links_name, force_shrink, say)
        if not report.changes_nothing(run.report):
            index.take_stock()
        run.state = Import.State.APPLIED
        run.save()
        events.record(run, "applied", by=by, at=run.at, **run.report["counts"])
        if dry_run:
            transaction.set_rollback(True)


def _alone() -> None:
    """Two imports at once would compare with what the other is changing. On SQLite the transaction is the lock."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORT_LOCK])
        if not cursor.fetchone()[0]:
            raise Refused("Another import is under way. Try again when it has finished.")


def _apply_schools(staged: school_rows.Staged, file_name: str, force_shrink: bool, say: Say) -> dict[str, Any]:
    found = difference.compare(staged)
    if not force_shrink:
        difference.refuse_if_alarming(found, staged.rows, file_name)
    writing.write(found, say)
    return report.of_schools(staged, found)


def _apply_links(staged: link_rows.StagedLinks, file_name: str, force_shrink: bool, say: Say) -> dict[str, Any]:
    found = links.compare(staged)
    if not force_shrink:
        links.refuse_if_shrunk(found, staged, file_name)
    links.write(found, keep_absent=force_shrink)
    say(f"Linked {len(found.added):,} pairs of schools")
    return report.of_links(staged, found, absent_stay=force_shrink)
