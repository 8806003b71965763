"""Monthly statements: "you may claim £450 for 1½ days; confirm, or say what is wrong"."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.groups import registers
from drystone.history import events
from drystone.people import links, posts, signatures
from drystone.people.models import Link, Person
from drystone.schools.models import Organisation

from . import documents, emails
from .access import only_finance
from .lifecycle import STATEMENT
from .models import DueLine, Query, Statement, StatementState

PURPOSE = "statement"


class AlreadyReversed(Exception):
    """A line is reversed once; the sentence is for whoever pressed."""


class NobodyToSendTo(Exception):
    """The home school has neither a finance contact nor a head on record; the sentence is for the office."""


@transaction.atomic
def prepare(alliance: Alliance, month: date, *, by: Person | None, at: datetime) -> list[Statement]:
    """Puts every line due up to the end of a month, and not on a statement yet, on its home school's statement.

    Numbers have no gaps. A school whose statement for the month is already out gets the lines next month, and one
    whose credits outweigh its lines gets no statement until they no longer do. Running it twice makes nothing twice.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    month = month.replace(day=1)
    lines = DueLine.objects.filter(alliance=alliance, statement__isnull=True, on__lt=following(month))
    made = []
    for school_id, pence in sorted(
        lines.order_by().values_list("home_school").annotate(sum=Sum("reimbursement_pence"))
    ):
        if statement := draft_for(alliance, school_id, month, pence, by, at):
            lines.filter(home_school_id=school_id).update(statement=statement)
            made.append(statement)
    return made


def prepare_past(*, at: datetime) -> int:
    """Every alliance's statements for the month that is over; how many were made or grew."""
    month = (localdate(at).replace(day=1) - timedelta(days=1)).replace(day=1)
    going = Alliance.objects.filter(suspended_on__isnull=True)
    return sum(len(prepare(alliance, month, by=None, at=at)) for alliance in going)


def draft_for(
    alliance: Alliance, school_id: int, month: date, pence: int, by: Person | None, at: datetime
) -> Statement | None:
    """The school's draft for the month with so much added, made if there is none.

    None where the month's statement is out, or where nothing would be left to claim.
    """
    rows = Statement.objects.select_for_update(no_key=True).filter(alliance=alliance)
    standing = rows.filter(home_school_id=school_id, month=month).first()
    if (standing and standing.state != StatementState.DRAFT) or pence + (standing.total_pence if standing else 0) <= 0:
        return None
    if standing:
        standing.total_pence += pence
        standing.save(update_fields=["total_pence"])
        return standing
    last = Statement.objects.filter(alliance=alliance).aggregate(last=Max("number"))["last"] or 0
    statement = Statement.objects.create(
        alliance=alliance,
        home_school_id=school_id,
        month=month,
        number=last + 1,
        total_pence=pence,
        prepared_by=by,
        state_since=at,
    )
    events.record(statement, "prepared", by=by, at=at, number=statement.number)
    return statement


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


@transaction.atomic
def send(statement: Statement, *, by: Person, at: datetime) -> Statement:
    """The home school gets its statement: its finance contact, or else its head, by link, with nothing to write.

    Whoever sends it stands for what is on it, and so cannot approve it. Raises NobodyToSendTo.
    """
    now = Statement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    statement.total_pence = now.total_pence
    STATEMENT.move(statement, "send", by=by, at=at, prepared_by=by)
    to = recipient(statement.home_school, statement.alliance, localdate(at))
    if to is None:
        school = statement.home_school
        raise NobodyToSendTo(f"Nobody is on record at {school}: record its head or finance contact under People.")
    link = links.invite(to, PURPOSE, statement, alliance=statement.alliance, days=90, by=by, at=at)
    emails.statement_sent(statement, link=link, at=at)
    return statement


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
    month = saying.month(statement.month)
    head = f"Statement {statement.number} of {statement.alliance} for {statement.home_school}, {month}"
    return "\n".join([head, *lines, f"Total: {statement.total_pence} pence"])


@transaction.atomic
def query(statement: Statement, text: str, *, by: Person, at: datetime) -> Statement:
    """The home school says what is wrong; the office answers and sends it again, corrected by credits."""
    STATEMENT.move(statement, "query", by=by, at=at)
    Query.objects.create(alliance_id=statement.alliance_id, statement=statement, text=text, by=by, at=at)
    emails.statement_queried(statement, at=at)
    return statement


@transaction.atomic
def approve(statement: Statement, *, by: Person, at: datetime) -> Statement:
    """A second person approves: never who sent it, nor who confirmed it. The statement becomes a sealed paper."""
    STATEMENT.move(statement, "approve", by=by, at=at, approved_by=by)
    statement.paper = documents.statement_paper(statement, by=by, at=at)
    statement.save(update_fields=["paper"])
    return statement


@transaction.atomic
def credit(line: DueLine, *, note: str, by: Person, at: datetime) -> DueLine:
    """Reverses a line, once, with the reason; it comes off the school's next statement. Raises AlreadyReversed."""
    only_finance(by, line.alliance)
    DueLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if line.kind == DueLine.Kind.CREDIT or DueLine.objects.filter(reverses=line).exists():
        raise AlreadyReversed("This line was reversed before.")
    made = DueLine.objects.create(
        alliance_id=line.alliance_id,
        kind=DueLine.Kind.CREDIT,
        home_school_id=line.home_school_id,
        reverses=line,
        payer_id=line.payer_id,
        on=localdate(at),
        half_days=-line.half_days,
        rate_pence=line.rate_pence,
        reimbursement_pence=-line.reimbursement_pence,
        charge_pence=-line.charge_pence,
        explanation=f"Credit: {line.explanation}"[:300],
        made_at=at,
    )
    if line.attendance:
        registers.take_back(line.attendance)
    events.record(made, "credited", by=by, at=at, note=note, about=line.statement)
    return made
