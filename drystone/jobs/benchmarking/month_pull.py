"""A month of a very large alliance: a hundred thousand visits written up, and what it takes to make their lines."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from re import search
from time import perf_counter, process_time

from django.db import connection, transaction

from drystone.alliances.models import Alliance
from drystone.deployment.models import Agreement, Deployment, Visit, VisitRecord
from drystone.payments import due, statements
from drystone.questions.models import AnswerSheet

from .building import batches, save
from .measuring import Counted, Figure
from .work import sheets_of

LINES = 100_000
ODD = timedelta(seconds=15)  # no other visit of the data set begins then
WORKED = ("under_way", "closed", "evaluation_due")


def figures(at: datetime, say: Callable[[str], None], count: int = LINES) -> list[Figure]:
    """Done once, and undone: the lines of so many visits, and the statements on which they stand.

    Milliseconds are of the processor, of this process alone: on a busy machine the clock measures the others.
    """
    with transaction.atomic():
        alliance = Alliance.objects.order_by("-pk")[0]
        due.pull(alliance, by=None, at=at)  # what the data set itself leaves
        written_up(alliance, count, at)
        pulled = cost(f"job: month end, {count:,} lines pulled", lambda: due.pull(alliance, by=None, at=at), say)
        stated = lambda: len(statements.prepare(alliance, at.date(), by=None, at=at))  # noqa: E731
        prepared = cost(f"job: month end, statements of {count:,} lines prepared", stated, say)
        transaction.set_rollback(True)
    return [pulled, prepared]


def cost(name: str, act: Callable[[], int], say: Callable[[str], None]) -> Figure:
    began, worked, before = perf_counter(), process_time(), memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # from here on it counts its highest anew
    with connection.execute_wrapper(queries := Counted()):
        made = act()
    took = round((process_time() - worked) * 1000, 1)
    most = memory("VmHWM")
    by_clock = perf_counter() - began
    say(f"{name}: {made:,}, {took / 1000:.1f} s of processor, {by_clock:.1f} s, {before} MB before, {most} MB at most")
    return Figure(name, queries.asked, 0, took, took)


def memory(what: str) -> int:
    """Megabytes of this process, as Linux counts them."""
    found = search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


def written_up(alliance: Alliance, count: int, at: datetime) -> None:
    """So many half-days of the last weeks, over the deployments of one alliance, each with a confirmed record."""
    works = list(Deployment.objects.filter(alliance=alliance, state__in=WORKED).order_by("pk"))
    Agreement.objects.filter(deployment__in=[work.pk for work in works]).update(half_days=32_000)
    turns = cycle(works)
    for minutes in batches(range(count)):
        starts = ((next(turns), at - timedelta(hours=5, minutes=minute % 40_000) - ODD) for minute in minutes)
        held = save(Visit, (Visit(
            alliance_id=alliance.pk, deployment=work, state="held", starts_at=when,
            ends_at=when + timedelta(hours=3), half_days=1, state_since=when,
        ) for work, when in starts))  # fmt: skip
        sheets = save(AnswerSheet, sheets_of("visit_record", (alliance.pk for _ in held), at, sealed=True))
        save(VisitRecord, (VisitRecord(
            alliance_id=alliance.pk, visit=visit, sheet=sheet, state="confirmed", state_since=at, sent_at=visit.ends_at
        ) for visit, sheet in zip(held, sheets, strict=True)))  # fmt: skip
