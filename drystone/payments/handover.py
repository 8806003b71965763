"""Handing papers over to finance: one file with its totals and control sum, which finance fetches once."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, Refused
from drystone.people import links
from drystone.people.models import Link, Person

from . import carrying, emails, entries, layouts, store, tasks
from .access import only_finance
from .lifecycle import HANDOVER, STATEMENT
from .models import (
    Answer,
    AnswerFile,
    ChargeSchedule,
    ChargeState,
    FileLayout,
    Handover,
    HandoverState,
    InvoiceAsked,
    Papers,
    Statement,
    StatementState,
)

PURPOSE = "handover"
DAYS = 7  # that a link lives
NEWER = "The office has sent a newer link to this file."


class NothingToHandOver(Refused):
    """No paper waits to be handed over."""


def papers(alliance: Alliance, of: str) -> QuerySet[Any]:
    """With all that a file says of them."""
    if of == Papers.STATEMENTS:
        rows: Any = Statement.objects.select_related("home_school", "confirmed_by", "approved_by", "payee__paid_to")
    else:
        rows = ChargeSchedule.objects.select_related("payer", "approved_by", "issued_by")
    return rows.filter(alliance=alliance).prefetch_related("lines").order_by("number")


def waiting(alliance: Alliance, of: str) -> QuerySet[Any]:
    """Statements that are approved; charge schedules that are issued and stand in no file yet."""
    if of == Papers.STATEMENTS:
        return papers(alliance, of).filter(state=StatementState.APPROVED)
    return papers(alliance, of).filter(state=ChargeState.ISSUED, invoice_asked__isnull=True)


def newest(alliance: Alliance, of: str, most: int) -> list[Any]:
    """Papers to look at a layout with: those that finance gets, or has got."""
    told = ("approved", "exported", "paid") if of == Papers.STATEMENTS else ("issued", "paid")
    return list(papers(alliance, of).filter(state__in=told).order_by("-number")[:most])


@transaction.atomic
def hand_over(
    alliance: Alliance,
    of: str = Papers.STATEMENTS,
    *,
    to: Person | None,
    layout: FileLayout | None = None,
    by: Person,
    at: datetime,
) -> Handover:
    """Writes all that waits into one file; each paper is handed over once. A link to it goes to somebody in finance.

    Without anybody it is laid into finance's folder, by a job. Raises NothingToHandOver, and Refused without a folder.
    """
    only_finance(by, alliance)
    if to is None and not store.is_set_up():
        raise Refused("No folder of finance is set up here; send a link.")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    papers = list(waiting(alliance, of))
    if not papers:
        raise NothingToHandOver("Nothing waits to be handed over.")
    made = keep(alliance, of, papers, layout or layouts.default(of), to=to, by=by, at=at)
    if of == Papers.STATEMENTS:
        made.statements.set(papers)
        for paper in papers:
            STATEMENT.move(paper, "export", by=by, at=at)
    else:
        InvoiceAsked.objects.bulk_create(
            [InvoiceAsked(alliance=alliance, handover=made, schedule=paper) for paper in papers]
        )
    events.record(made, "handed_over", by=by, at=at, papers=made.papers, pence=made.total_pence)
    if to:
        send(made, to, by=by, at=at)
    else:
        tasks.lay_file.enqueue(made.pk)
    return made


def keep(alliance: Alliance, of: str, papers: list[Any], layout: FileLayout, *, by: Person, **who: Any) -> Handover:
    """The file as a row, byte for byte, with its number and control sum."""
    rows = entries.OF[Papers(of)](alliance, papers, layout.rows)
    file = layouts.written(layout, rows, f"{len(papers)} {'statements' if of == Papers.STATEMENTS else 'schedules'}")
    number = (Handover.objects.filter(alliance=alliance).aggregate(last=Max("number"))["last"] or 0) + 1
    return Handover.objects.create(
        alliance=alliance,
        of=of,
        number=number,
        state=HandoverState.WAITING if who["to"] else HandoverState.QUEUED,
        state_since=who["at"],
        by=by,
        **who,
        papers=len(papers),
        total_pence=sum(row.pence + row.vat_pence for row in rows),
        layout=layout if layout.pk else None,
        name=f"{of}-{number:04}.{layout.kind}",
        file=file,
        sha256=hashlib.sha256(file).hexdigest(),
    )


def send(handover: Handover, to: Person, *, by: Person, at: datetime) -> None:
    link = links.invite(to, PURPOSE, handover, alliance=handover.alliance, days=DAYS, by=by, at=at)
    emails.handed_over(handover, link=link, at=at)


@transaction.atomic
def send_link(handover: Handover, to: Person, *, seen: str, by: Person, at: datetime) -> Handover:
    """A new link goes to somebody in finance, and whatever link there was closes: the file can be fetched once more.

    `seen` is the mark of how it stood on the page whose button was pressed (`standing`); so a second press sends
    nothing. Raises AlreadyMoved where it stands otherwise by now.
    """
    now = Handover.objects.select_for_update(no_key=True).defer("file").get(pk=handover.pk)
    if standing(now) != seen:
        raise AlreadyMoved(handover, "send_link", now.state)
    HANDOVER.move(handover, "send_link", by=by, at=at, to=to, note=f"to {to.name}")
    links.withdraw(handover, PURPOSE, by=by, at=at, because=NEWER)
    send(handover, to, by=by, at=at)
    return handover


def standing(handover: Handover) -> str:
    """In which state it is, and since when."""
    return f"{handover.state} {handover.state_since.timestamp():.6f}"


def mark() -> str:
    """For a page with the button, so that its second press is known from somebody else's."""
    return secrets.token_hex(16)


@transaction.atomic
def fetch(handover: Handover, *, page: str, by: Person, at: datetime) -> bytes:
    """She has the file; nobody gets it again, but the same page whose button was pressed twice.

    Raises AlreadyMoved where somebody was quicker, and Tampered.
    """
    file = handover.content()
    try:
        HANDOVER.move(handover, "fetch", by=by, at=at, fetched_at=at, fetched_by=by, fetched_from=page)
    except AlreadyMoved:
        handover.refresh_from_db()
        if not page or (handover.fetched_from, handover.fetched_by_id) != (page, by.pk):
            raise
    return file


@transaction.atomic
def try_again(handover: Handover, *, by: Person, at: datetime) -> Handover:
    """Finance's folder works again, somebody says."""
    HANDOVER.move(handover, "try_again", by=by, at=at, trouble="")
    tasks.lay_file.enqueue(handover.pk)
    return handover


def open_until(handover: Handover) -> datetime | None:
    """Until when its newest link opens, or opened; None where there is none."""
    made = Link.objects.unfinished().to_do(handover, PURPOSE)
    return made.order_by("-expires_at").values_list("expires_at", flat=True).first()


def last(alliance: Alliance, of: str) -> Handover | None:
    return Handover.objects.filter(alliance=alliance, of=of).order_by("-id").defer("file").first()


def last_to(alliance: Alliance) -> Person | None:
    """Who in finance got the last link."""
    last = (
        Handover.objects.filter(alliance=alliance)
        .exclude(to=None)
        .select_related("to")
        .order_by("-id")
        .defer("file")
        .first()
    )
    return last.to if last else None


@transaction.atomic
def mark_paid(
    statement: Statement, *, pence: int | None = None, on: date | None = None, reference: str = "",
    file: AnswerFile | None = None, by: Person, at: datetime,
) -> Statement:  # fmt: skip
    """Finance says that it has been paid, in a file or by word: what was asked, today, where it says nothing else. The
    home school has a remittance note; another sum than was asked is carried. Raises Refused for a day that cannot be.
    """
    on = on or localdate(at)
    check_day(statement, on, today=localdate(at))
    pence = statement.payable_pence if pence is None else pence
    said = f", reference {reference}" if reference else ""
    note = f"{saying.pounds(pence)} on {saying.day(on)}{said}"
    STATEMENT.move(statement, "mark_paid", by=by, at=at, note=note)
    answer = answered(statement, Answer.Outcome.PAID, on, file, pence=pence, reference=reference)
    carrying.carry(answer, by=by, at=at)
    emails.paid(answer, at=at)
    return statement


@transaction.atomic
def mark_returned(
    statement: Statement, *, note: str, on: date | None = None, file: AnswerFile | None = None,
    by: Person, at: datetime,
) -> Statement:  # fmt: skip
    """The payment came back, and why; also one that was said to be paid. The home school is told what happens next.

    Raises Refused for a day that cannot be.
    """
    on = on or localdate(at)
    check_day(statement, on, today=localdate(at))
    STATEMENT.move(statement, "mark_returned", by=by, at=at, note=note)
    answer = answered(statement, Answer.Outcome.RETURNED, on, file, pence=statement.payable_pence, reason=note)
    carrying.carry(answer, by=by, at=at)
    emails.returned(answer, at=at)
    return statement


def check_day(statement: Statement, on: date, *, today: date) -> None:
    """No payment is made, or comes back, tomorrow, before its period, or before the day on which it was paid."""
    if on > today:
        raise Refused(f"{saying.day(on)} is still to come.")
    if on < statement.month:
        raise Refused(f"{saying.day(on)} is before {statement.period}, of which the statement is.")
    if statement.state == StatementState.PAID and (paid := last_paid(statement)) and on < paid.on:
        raise Refused(f"{saying.day(on)} is before {saying.day(paid.on)}, when it was paid.")


def last_paid(statement: Statement) -> Answer | None:
    return max(
        (each for each in statement.answers.all() if each.outcome == Answer.Outcome.PAID),
        key=lambda each: each.turn, default=None,
    )  # fmt: skip


def answered(statement: Statement, outcome: Answer.Outcome, on: date, file: AnswerFile | None, **said: Any) -> Answer:
    """What finance said of it; counted behind the move, so that two who press at once are one after the other."""
    before = Answer.objects.filter(statement=statement, outcome=Answer.Outcome.RETURNED).count()
    return Answer.objects.create(
        alliance_id=statement.alliance_id, statement=statement, outcome=outcome, on=on, file=file,
        turn=before + 1, **said,
    )  # fmt: skip
