"""What payments leave to the worker: very many statements or lines, and a file laid into finance's folder."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django_tasks import task

from drystone.documents import elsewhere, papers
from drystone.documents.models import Number
from drystone.lifecycle import AlreadyMoved, Refused
from drystone.people import access
from drystone.people.models import Person

from . import charges, documents, due, statements, store
from .lifecycle import BATCH, HANDOVER, STATEMENT
from .models import Batch, Handover, HandoverState, Statement

MOST_SAID = 200  # statements that were left out, each with why
AT_ONCE = 40  # statements between two looks at whether it is still wanted; and in one transaction
MOST_PROCESSES = 4
Fence = Callable[[], AbstractContextManager[None]]
Chunk = list[Statement]
UNFORESEEN = "Something went wrong that nobody has foreseen; whoever runs Drystone can see what."
NOT_SHE = "You sent it, confirmed it, or speak for the school that is paid; somebody else approves it."


@task(queue_name="slow", takes_context=True)
def work_batch(context: Any, number: int) -> str:
    """Does what a batch asks. May run twice: what is done is left as it is, what is not is done."""
    batch = Batch.objects.select_related("alliance", "asked_by").get(pk=number)
    try:
        return work(batch, at=context.job.last_attempted_at, fenced=context.fenced)
    except Exception:
        batch.refresh_from_db()
        if batch.state in Batch.UNDER_WAY:
            BATCH.move(batch, "fail", by=None, at=context.job.last_attempted_at)
        raise


def work(batch: Batch, *, at: datetime, fenced: Fence = transaction.atomic) -> str:
    """As whoever asked, step by step, each in a transaction of its own; between two of them it may be stopped."""
    try:
        if batch.state == Batch.State.QUEUED:
            BATCH.move(batch, "begin", by=None, at=at)
        by = access.as_of(batch.asked_by, localdate(at))
        if batch.act in Batch.MONTHLY:
            prepare(batch, by=by, at=at, fenced=fenced)
        else:
            go_through(batch, by=by, at=at, fenced=fenced)
        BATCH.move(batch, "finish", by=None, at=at)
    except AlreadyMoved:
        return "not wanted any more"
    return "done"


def prepare(batch: Batch, *, by: Person, at: datetime, fenced: Fence) -> None:
    """What is due by now is pulled, and put on the statements, or the charge schedules, of the month or half-term."""
    assert batch.month  # noqa: S101 the database holds it for these acts
    due.pull(batch.alliance, by=by, at=at, say=lambda done, of: still(batch, done=done, of=of))
    papers_of = statements.prepare if batch.act == Batch.Act.PREPARE else charges.prepare
    with fenced():
        still(batch, made=len(papers_of(batch.alliance, batch.month, by=by, at=at)))


def go_through(batch: Batch, *, by: Person, at: datetime, fenced: Fence) -> None:
    """Statement by statement, some forty in a transaction. Taken up again, it looks anew at what was left out."""
    batch.left_out = []
    with pressed(batch, at) as chunks:
        for chunk in chunks:
            with fenced():
                note(batch, [settle(statement, made, by=by, at=at) for statement, made in chunk])


def still(batch: Batch, **so_far: Any) -> None:
    """How far it is, for the page that waits. Raises AlreadyMoved where somebody stopped it."""
    if not Batch.objects.filter(pk=batch.pk, state=Batch.State.RUNNING).update(**so_far):
        raise AlreadyMoved(batch, "note", "not running")


def note(batch: Batch, said: list[str]) -> None:
    """What became of some statements. Raises AlreadyMoved where somebody stopped it; then nothing of them is kept."""
    batch.done += sum(not each for each in said)
    batch.left_out += [each for each in said if each]
    said_one_by_one, more = batch.left_out[:MOST_SAID], batch.left_out[MOST_SAID:]
    still(batch, done=batch.done, left_out=said_one_by_one, more_left_out=len(more))


def settle(statement: Statement, made: papers.Made | None, *, by: Person, at: datetime) -> str:
    """One statement sent, or approved with the paper pressed for it; or why it was left as it is."""
    verb = "approve" if made else "send"
    if not STATEMENT.may(by, statement, verb):
        return f"Statement {statement.number}: {NOT_SHE}"
    try:
        if made:
            statements.approve(statement, made=made, by=by, at=at)
        else:
            statements.send(statement, by=by, at=at)
    except (AlreadyMoved, Refused, statements.NobodyToSendTo) as no:
        return f"Statement {statement.number}: {no}"
    return ""


@contextmanager
def pressed(batch: Batch, at: datetime) -> Iterator[Iterable[list[tuple[Statement, papers.Made | None]]]]:
    """The statements that wait, in chunks, each with its paper where it is to be approved.

    Papers are pressed in processes of their own, a chunk ahead of what is written.
    """
    chunks = waiting(batch)
    if batch.act == Batch.Act.SEND:
        yield ([(statement, None) for statement in chunk] for chunk in chunks)
        return
    spawn = multiprocessing.get_context("spawn")
    many = min(MOST_PROCESSES, os.cpu_count() or 1)
    with ProcessPoolExecutor(many, spawn, initializer=elsewhere.begin, initargs=(settings.SEAL_DIRECTORY,)) as pool:
        try:
            yield ahead((chunk, press_all(pool, chunk, at)) for chunk in chunks)
        finally:
            pool.shutdown(cancel_futures=True)


def ahead(
    begun: Iterable[tuple[Chunk, list[Future[papers.Made]]]],
) -> Iterator[list[tuple[Statement, papers.Made | None]]]:
    """One chunk is begun before the one before it is given out."""
    last = None
    for each in begun:
        if last:
            yield [(statement, paper.result()) for statement, paper in zip(*last, strict=True)]
        last = each
    if last:
        yield [(statement, paper.result()) for statement, paper in zip(*last, strict=True)]


def press_all(pool: ProcessPoolExecutor, chunk: Chunk, at: datetime) -> list[Future[papers.Made]]:
    numbers = Number.take_many(len(chunk), at=at)
    return [
        pool.submit(
            papers.press,
            number,
            "statement",
            documents.statement_words(statement),
            documents.statement_title(statement),
            at,
        )
        for number, statement in zip(numbers, chunk, strict=True)
    ]


def waiting(batch: Batch) -> Iterator[Chunk]:
    """Those that wait for this act, in the order of their rows, each looked at once."""
    last = 0
    rows = Statement.objects.waiting_for(batch.alliance, batch.act).select_related(
        "alliance", "home_school", "signature", "payee__paid_to", "self_billing"
    )
    while chunk := list(rows.filter(pk__gt=last).order_by("pk").prefetch_related("lines")[:AT_ONCE]):
        last = chunk[-1].pk
        yield chunk


@task(queue_name="slow", takes_context=True)
def lay_file(context: Any, number: int) -> str:
    """Lays a file into finance's folder, and is tried again where that fails; laid twice, it is there once."""
    return lay(
        Handover.objects.select_related("alliance").get(pk=number), context.job.last_attempted_at, context.fenced
    )


def lay(handover: Handover, at: datetime, fenced: Fence = transaction.atomic) -> str:
    """Once it lies there, the office reads so; until then, why not. Raises what went wrong, to be tried again."""
    if handover.state not in (HandoverState.QUEUED, HandoverState.FAILED):
        return "not wanted any more"
    try:
        store.lay(f"{handover.alliance.slug}/{handover.name}", handover.content())
    except Exception as problem:
        why = str(problem) if isinstance(problem, store.NotTaken) else UNFORESEEN
        with fenced():
            HANDOVER.move(handover, "fail", by=None, at=at, trouble=why, note=why)
        raise
    with fenced():
        HANDOVER.move(handover, "lay", by=None, at=at, trouble="")
    return "done"
