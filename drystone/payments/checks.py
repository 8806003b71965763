"""Paid statements are checked: some by chance, and some that the office names. The home school shows what stands
behind one; what is not shown is taken back, by two people, after the school could answer."""

import secrets
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.deployment import sampling
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links
from drystone.people.models import Person

from . import statements
from .access import only_finance
from .emails import checks as check_emails
from .lifecycle import CHECK
from .models import Check, CheckDraw, CheckLine, CheckState, DueLine, Statement, StatementState

PURPOSE = "check"
TIME = 10  # working days to show, and again to answer


def pool(alliance: Alliance, *, until: datetime) -> list[Statement]:
    """Statements recorded as paid since the last draw, that were never checked."""
    last = CheckDraw.objects.filter(alliance=alliance).first()
    rows = Statement.objects.filter(
        alliance=alliance, state=StatementState.PAID, state_since__lte=until, check_of__isnull=True
    )
    rows = rows.filter(state_since__gt=last.paid_until) if last else rows
    return list(rows.select_related("home_school", "alliance").order_by("number"))


@transaction.atomic
def draw(alliance: Alliance, *, per_cent: int, after: int, by: Person, at: datetime) -> CheckDraw:
    """So many of a hundred are drawn, rounded up, and asked for; the seed and the numbers are kept.

    `after` is the number of the last draw on the page that was pressed (0: none), so that pressing twice draws once.
    Raises Refused where nothing was paid since.
    """
    only_finance(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    if standing := CheckDraw.objects.filter(alliance=alliance, number=after + 1).first():
        return standing
    # What is being recorded at this moment belongs to the next draw.
    until = at - sampling.SETTLING
    found = {statement.number: statement for statement in pool(alliance, until=until)}
    if not found:
        raise Refused("Nothing was paid since the last draw.")
    seed = secrets.token_hex(16)
    made = CheckDraw.objects.create(
        alliance=alliance, number=after + 1, seed=seed, per_cent=per_cent, paid_until=until,
        statements=list(found), drawn_by=by, drawn_at=at,
    )  # fmt: skip
    for number in sampling.by_chance(found, seed, per_cent):
        ask(Check(alliance=alliance, statement=found[number], draw=made), by=by, at=at)
    events.record(made, "drawn", by=by, at=at)
    return made


def again(made: CheckDraw) -> bool:
    """Draws once more from the seed and the numbers that were kept: whether the same ones come out."""
    kept = set(made.checks.order_by().values_list("statement__number", flat=True))
    return set(sampling.by_chance(made.statements, made.seed, made.per_cent)) == kept


@transaction.atomic
def name(statement: Statement, *, because: str, by: Person, at: datetime) -> Check:
    """The office names one to be checked, and says why. Named twice, it is checked once. Raises Refused."""
    only_finance(by, statement.alliance)
    now = Statement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    if standing := Check.objects.filter(statement=statement).first():
        return standing
    if now.state != StatementState.PAID:
        raise Refused("Only a statement that is paid is checked.")
    return ask(Check(alliance=statement.alliance, statement=statement, because=because), by=by, at=at)


def ask(check: Check, *, by: Person, at: datetime) -> Check:
    """The home school is asked by link; where nobody of it is on record, the office has to ask otherwise."""
    school, alliance = check.statement.home_school, check.alliance
    check.asked = statements.recipient(school, alliance, localdate(at))
    check.state_since, check.answer_by = at, last_day(alliance, at)
    check.save()
    events.record(check, "ask", by=by, at=at, note=check.because)
    if check.asked:
        check_emails.asked(check, link=link_of(check, check.asked, by, at), at=at)
    return check


def last_day(alliance: Alliance, at: datetime) -> date:
    return WorkingDays(alliance).after(localdate(at), TIME)


def link_of(check: Check, to: Person, by: Person | None, at: datetime) -> links.Link:
    return links.invite(to, PURPOSE, check, alliance=check.alliance, days=90, by=by, at=at)


def remind_late(*, at: datetime) -> int:
    """Who has not shown anything is reminded once, when half of the time is over; how many were."""
    waiting = Check.objects.filter(state=CheckState.ASKED, asked__isnull=False, alliance__suspended_on__isnull=True)
    return sum(remind(check, at) for check in waiting.select_related("statement__home_school", "alliance", "asked"))


def remind(check: Check, at: datetime) -> bool:
    half = WorkingDays(check.alliance).after(check.answer_by, -TIME // 2)
    if localdate(at) < half or check.asked is None:
        return False
    with transaction.atomic():
        return check_emails.late(check, link=link_of(check, check.asked, None, at), at=at)


@transaction.atomic
def show(check: Check, *, says: str, by: Person, at: datetime) -> Check:
    """The home school has shown what stands behind its statement, in words or files. Raises Refused for neither."""
    if not says.strip() and not check.files.exists():
        raise Refused("Add a file, or write what stands behind the statement.")
    CHECK.move(check, "show", by=by, at=at, says=says)
    check_emails.shown(check, at=at)
    return check


@transaction.atomic
def find_in_order(check: Check, *, note: str = "", by: Person, at: datetime) -> Check:
    """It is in order: nothing is taken back, and the home school is told."""
    CHECK.move(check, "find_in_order", by=by, at=at, note=note, closed_on=localdate(at))
    check.lines.all().delete()
    check_emails.closed(check, at=at)
    return check


@transaction.atomic
def propose(
    check: Check, *, found: str, lines: Collection[DueLine], reason: str, by: Person, at: datetime
) -> Check:  # fmt: skip
    """What was not shown is to be taken back: the home school reads why, and can answer. Somebody else approves it.

    Raises Refused before its time to show is over, and for a line that is reversed already.
    """
    if check.state == CheckState.ASKED and localdate(at) <= check.answer_by:
        raise Refused("The home school still has time to show it.")
    if not lines or any(each.pk not in left(check) for each in lines):
        raise Refused("Choose lines of this statement that are not reversed yet.")
    changes = {"found": found, "reason": reason, "proposed_by": by, "answer_by": last_day(check.alliance, at)}
    CHECK.move(check, "propose_to_take_back", by=by, at=at, note=reason, **changes)
    CheckLine.objects.bulk_create(
        CheckLine(alliance_id=check.alliance_id, check_of=check, line=line) for line in lines
    )  # fmt: skip
    if to := statements.recipient(check.statement.home_school, check.alliance, localdate(at)):
        check_emails.proposed(check, link=link_of(check, to, by, at), at=at)
    return check


def left(check: Check) -> dict[int, DueLine]:
    """The lines of the statement that stand for work: neither credits, nor carried, nor reversed."""
    rows = check.statement.lines.for_work().exclude(kind=DueLine.Kind.CREDIT).filter(credit__isnull=True)
    return {line.pk: line for line in rows}


@transaction.atomic
def answer(check: Check, *, text: str, by: Person, at: datetime) -> Check:
    """The home school answers to what is to be taken back; the office looks again."""
    CHECK.move(check, "answer", by=by, at=at, answer=text)
    check_emails.shown(check, at=at)
    return check


@transaction.atomic
def take_back(check: Check, *, by: Person, at: datetime) -> Check:
    """A second person approves: each line is reversed, and comes off the home school's next statement.

    Raises Refused while the home school may still answer. A line that was reversed meanwhile stays so.
    """
    if check.state == CheckState.PROPOSED and localdate(at) <= check.answer_by:
        raise Refused("The home school still has time to answer.")
    CHECK.move(check, "take_back", by=by, at=at, approved_by=by, closed_on=localdate(at))
    standing = left(check)
    for each in check.lines.select_related("line__alliance", "line__statement", "line__charge_schedule"):
        if each.line_id in standing:
            statements.credit(each.line, note=check.reason[:300], by=by, at=at)
    check_emails.closed(check, at=at)
    return check
