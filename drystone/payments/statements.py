"""Statements of a month or half-term: "you may claim £450 for 1½ days; confirm, or say what is wrong"."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.documents.papers import Made
from drystone.groups import registers
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links, posts, signatures
from drystone.people.models import Link, Person
from drystone.schools.models import Organisation

from . import documents, drafts, emails, lines, payees, periods, self_billing, spreading
from .access import only_finance
from .drafts import STATEMENTS
from .lifecycle import STATEMENT
from .models import CLAIMED, DueLine, Query, Statement

PURPOSE = "statement"


class AlreadyReversed(Refused):
    """A line is reversed once; the sentence is for whoever pressed."""


class NobodyToSendTo(Exception):
    """The home school has neither a finance contact nor a head on record; the sentence is for the office."""


@transaction.atomic
def prepare(alliance: Alliance, month: date, *, by: Person | None, at: datetime) -> list[Statement]:
    """Puts every line due up to the end of a period, and not on a statement yet, on its home school's statement.

    `month` is that in which the period begins. Numbers have no gaps. A school whose statement is already out gets the
    lines with the next, and one whose credits outweigh its lines gets no statement until they no longer do. Running
    it twice makes nothing twice.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    period = periods.beginning(alliance, month)
    return drafts.prepare(STATEMENTS, alliance, period, Q(flow__in=CLAIMED), by=by, at=at, prepared_by=by)


def prepare_past(*, at: datetime) -> int:
    """Every alliance's statements for the month or half-term that is over; how many were made or grew."""
    day = localdate(at)
    going = Alliance.objects.filter(suspended_on__isnull=True)
    return sum(len(prepare(alliance, periods.over(alliance, day).month, by=None, at=at)) for alliance in going)


@transaction.atomic
def send(statement: Statement, *, by: Person, at: datetime) -> Statement:
    """The home school gets its statement: its finance contact, or else its head, by link, with nothing to write.

    Whoever sends it stands for what is on it, and so cannot approve it. Who is paid is who is at this moment: what
    changes later leaves it as it was sent, until it is sent again. Raises NobodyToSendTo, and Refused where it would
    be an invoice with VAT and without the VAT number of the school.
    """
    drafts.last_look(STATEMENTS, statement, by, at)
    STATEMENT.move(statement, "send", by=by, at=at, prepared_by=by, **terms(statement, localdate(at)))
    to = recipient(statement.home_school, statement.alliance, localdate(at))
    if to is None:
        school = statement.home_school
        raise NobodyToSendTo(f"Nobody is on record at {school}: record its head or finance contact under People.")
    link = links.invite(to, PURPOSE, statement, alliance=statement.alliance, days=90, by=by, at=at)
    emails.statement_sent(statement, link=link, at=at)
    return statement


def terms(statement: Statement, day: date) -> dict[str, Any]:
    """Who is paid by it, and whether it is the school's invoice, if it is sent on a day."""
    whose = statement.alliance, statement.home_school
    billing = self_billing.covering(*whose, day)
    if billing and statement.vat_pence and not billing.vat_number:
        raise Refused("Its lines carry VAT: first record the school's VAT number, in a new self-billing agreement.")
    return {"payee": payees.in_effect(*whose), "self_billing": billing}


def recipient(school: Organisation, alliance: Alliance, day: date) -> Person | None:
    return posts.finance_contact_of(school, alliance, day)


@transaction.atomic
def confirm(
    statement: Statement, *, typed_name: str, typed_role: str, link: Link | None = None, by: Person, at: datetime
) -> Statement:
    """The home school confirms what it may claim; no invoice needs writing."""
    signature = signatures.sign(
        by,
        words(statement),
        typed_name=typed_name,
        typed_role=typed_role,
        link=link,
        alliance=statement.alliance,
        at=at,
    )
    return STATEMENT.move(statement, "confirm", by=by, at=at, confirmed_by=by, signature=signature)


@transaction.atomic
def record_confirmed(statement: Statement, *, note: str, by: Person, at: datetime) -> Statement:
    """The school confirmed by telephone or on paper, and the office writes down how; she cannot approve it then."""
    return STATEMENT.move(statement, "record_confirmed", by=by, at=at, note=note, confirmed_by=by)


def words(statement: Statement) -> str:
    """The exact words that the home school confirms."""
    lines = [
        f"{line.on.isoformat()} {line.explanation}: {line.reimbursement_pence} pence" for line in statement.lines.all()
    ]
    head = f"Statement {statement.number} of {statement.alliance} for {statement.home_school}, {statement.period}"
    taxed = f", and {statement.vat_pence} pence of VAT" if statement.vat_pence else ""
    total = f"Total: {statement.total_pence} pence{taxed}, to be paid to {statement.paid_to}"
    invoice = [documents.SELF_BILLED] if statement.self_billing else []
    return "\n".join([head, *lines, total, *invoice])


@transaction.atomic
def query(statement: Statement, text: str, *, by: Person, at: datetime) -> Statement:
    """The home school says what is wrong; the office answers and sends it again, corrected by credits."""
    STATEMENT.move(statement, "query", by=by, at=at)
    Query.objects.create(alliance_id=statement.alliance_id, statement=statement, text=text, by=by, at=at)
    emails.statement_queried(statement, at=at)
    return statement


@transaction.atomic
def approve(statement: Statement, *, made: Made | None = None, by: Person, at: datetime) -> Statement:
    """A second person approves: never who sent it, nor who confirmed it. The statement becomes a sealed paper.

    Raises Refused while the record of a visit on it is disputed.
    `made` is that paper where it was pressed beforehand: since it was sent, nothing of what it says can change.
    """
    STATEMENT.move(statement, "approve", by=by, at=at, approved_by=by)
    drafts.no_dispute(statement)
    statement.paper = documents.statement_paper(statement, made, by=by, at=at)
    statement.save(update_fields=["paper"])
    return statement


@transaction.atomic
def credit(line: DueLine, *, note: str, by: Person, at: datetime) -> DueLine:
    """Reverses a line, once, with the reason. Raises AlreadyReversed.

    It comes off the home school's next statement, and off the payer's next charge schedule. Off a draft it comes at
    once, and stands on the next one beside its credit.
    """
    only_finance(by, line.alliance)
    standing = drafts.locked_of(line)
    if line.kind == DueLine.Kind.CARRIED:
        raise Refused("What was carried stands: finance pays it, or answers anew.")
    if line.kind == DueLine.Kind.CREDIT or DueLine.objects.filter(reverses=line).exists():
        raise AlreadyReversed("This line was reversed before.")
    made = lines.reversing(line, at=at)
    made.save()
    spreading.spread([made])
    for kind, draft in standing:
        drafts.take_off(kind, draft, Q(pk=line.pk))
    if line.attendance:
        registers.take_back(line.attendance)
    for paper in {line.statement, line.charge_schedule} - {None} or {None}:
        events.record(made, "credited", by=by, at=at, note=note, about=paper)
    return made
