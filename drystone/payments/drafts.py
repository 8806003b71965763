"""Drafts of statements and of charge schedules, one way for both: what comes onto them, and what comes off again.

A draft that claims nothing any more keeps its number, and is the paper of the next period in which something is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from drystone import bulk, saying
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import charging, periods, vat
from .models import DISPUTED, ChargeSchedule, DueLine, Statement
from .periods import Period

AT_ONCE = 200  # schools, or payers, whose drafts are written together
DRAFT = "draft"


class Sum(NamedTuple):
    """Pence without VAT, and the VAT on them, rounded line by line."""

    pence: int
    vat: int

    @property
    def can_be_claimed(self) -> bool:
        return self.pence > 0 and self.vat >= 0


NOTHING = Sum(0, 0)


@dataclass(frozen=True)
class Kind:
    """One of the two papers of a line: whose it is, and which of its sums it adds up."""

    papers: Any
    paper: str
    whose: str
    pence: str

    def sums(self, charged: QuerySet[Any]) -> list[tuple[int, int, Sum]]:
        """Of each line: whose, its number, and what it comes to on this paper."""
        found = charged.order_by("pk").values_list(self.whose, "pk", self.pence, "vat_code")
        return [(whose, line, Sum(pence, vat.on(pence, code))) for whose, line, pence, code in found]


STATEMENTS = Kind(Statement, "statement", "home_school", "reimbursement_pence")
CHARGES = Kind(ChargeSchedule, "charge_schedule", "payer", "charged_pence")


def added(sums: Iterable[Sum]) -> Sum:
    return Sum(*map(sum, zip(NOTHING, *sums, strict=True)))


def prepare(
    kind: Kind, alliance: Alliance, period: Period, lines: Q, *, by: Person | None, at: datetime, **new: Any
) -> list[Any]:
    """Puts such lines as are due by the end of a period onto the drafts of whoever they are owed to or charged to.

    Behind the lock of the alliance. What is disputed meanwhile comes off first. As many queries for 200 as for one.
    """
    disputed = kind.papers.objects.filter(alliance=alliance, state=DRAFT, pk__in=on_paper(kind, DISPUTED))
    for draft in disputed.select_for_update(no_key=True).order_by("pk"):
        hold_back(kind, draft, by, at)
    # Each line by its number: one that is made meanwhile is in no sum and on no paper yet.
    owed: dict[int, dict[int, Sum]] = {}
    for whose, line, pence in kind.sums(ready(kind, alliance, period).filter(lines)):
        owed.setdefault(whose, {})[line] = pence
    schools, made = sorted(owed), []
    for start in range(0, len(schools), AT_ONCE):
        some = {whose: owed[whose] for whose in schools[start : start + AT_ONCE]}
        made += grow(kind, alliance, period, some, by, at, new)
    return made


def on_paper(kind: Kind, lines: Q) -> QuerySet[Any, Any]:
    return DueLine.objects.filter(lines, **{f"{kind.paper}__state": DRAFT}).values(kind.paper)


def ready(kind: Kind, alliance: Alliance, period: Period) -> QuerySet[Any]:
    """Lines on no such paper that may come onto those of a period.

    One whose visit record is disputed waits until that is settled; one that is reversed already, for its credit.
    """
    last = periods.last_day(alliance, period)
    alone = Q(credit__isnull=False, credit__on__gt=last, **{f"credit__{kind.paper}__isnull": True})
    rows = DueLine.objects.filter(periods.stated_by(last), alliance=alliance, **{f"{kind.paper}__isnull": True})
    return charging.charged(rows.exclude(DISPUTED).exclude(alone))


def grow(
    kind: Kind, alliance: Alliance, period: Period, owed: dict[int, dict[int, Sum]], by: Any, at: datetime, new: dict
) -> list[Any]:
    """The drafts of some, with these lines more, made where there is none.

    None where the paper of the period is out, or where nothing would be left to claim.
    """
    last = kind.papers.objects.filter(alliance=alliance).aggregate(last=Max("number"))["last"] or 0
    standing = standing_of(kind, alliance, period, owed)
    begun: list[Any] = []
    grown: list[Any] = []
    for whose, lines in owed.items():
        draft = standing.get(whose) or kind.papers(
            alliance=alliance,
            state=DRAFT,
            state_since=at,
            total_pence=0,
            vat_pence=0,
            **{f"{kind.whose}_id": whose},
            **new,
        )
        whole = added([*lines.values(), Sum(draft.total_pence, draft.vat_pence)])
        if draft.state != DRAFT or not whole.can_be_claimed:
            continue
        draft.total_pence, draft.vat_pence = whole
        draft.month, draft.half_term = period.month, period.half_term
        if draft.pk is None:
            draft.number = last + len(begun) + 1
        (grown if draft.pk else begun).append(draft)
    bulk.insert(begun)
    events.record_all(begun, "prepared", by=by, at=at, details=lambda draft: {"number": draft.number})
    kind.papers.objects.bulk_update(grown, ["total_pence", "vat_pence", "month", "half_term"])
    put_on(kind, begun + grown, owed)
    return sorted(begun + grown, key=lambda draft: draft.number)


def standing_of(kind: Kind, alliance: Alliance, period: Period, owed: Iterable[int]) -> dict[int, Any]:
    """Of some, the papers of a period; of those who have none, the draft that claims nothing, if there is one."""
    rows = kind.papers.objects.select_for_update(no_key=True).filter(alliance=alliance, **{f"{kind.whose}__in": owed})
    found = rows.filter(Q(**vars(period)) | Q(state=DRAFT, total_pence=0)).order_by("pk")
    whose = f"{kind.whose}_id"
    rest: dict[int, Any] = {}
    of_period: dict[int, Any] = {}
    for each in found:
        each.alliance = alliance
        (of_period if each.period == period else rest)[getattr(each, whose)] = each
    return rest | of_period


def put_on(kind: Kind, drafts: Iterable[Any], owed: dict[int, dict[int, Sum]]) -> None:
    of = {draft.pk: getattr(draft, f"{kind.whose}_id") for draft in drafts}
    theirs = kind.papers.objects.filter(pk__in=of, **{kind.whose: OuterRef(kind.whose)}).values("pk")
    lines = [line for whose in of.values() for line in owed[whose]]
    DueLine.objects.filter(pk__in=lines).update(**{kind.paper: Subquery(theirs)})


def take_off(kind: Kind, draft: Any, lines: Q) -> None:
    """Such lines come off a draft, behind its lock; all of them where the rest would claim less than nothing."""
    DueLine.objects.filter(lines, **{kind.paper: draft}).update(**{kind.paper: None})
    rest = added(pence for *_, pence in kind.sums(charging.charged(draft.lines.all())))
    if not rest.can_be_claimed:
        draft.lines.update(**{kind.paper: None})
        rest = NOTHING
    draft.total_pence, draft.vat_pence = rest
    draft.save(update_fields=["total_pence", "vat_pence"])


def hold_back(kind: Kind, draft: Any, by: Person | None, at: datetime) -> None:
    """What is disputed comes off a draft, behind its lock, until the office has settled it."""
    if lines := list(draft.lines.filter(DISPUTED)):
        take_off(kind, draft, Q(pk__in=[line.pk for line in lines]))
        for line in lines:
            events.record(line, "held_back", by=by, at=at, note=line.explanation, about=draft)


def last_look(kind: Kind, paper: Any, by: Person, at: datetime) -> None:
    """A draft is about to leave the office: what is disputed comes off, and it is as it stands behind its lock.

    Raises Refused where nothing is left on it.
    """
    now = kind.papers.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if now.state == DRAFT:
        hold_back(kind, now, by, at)
        if not now.total_pence:
            raise Refused("Nothing is left on it: it waits until something more is due.")
    paper.total_pence, paper.vat_pence = now.total_pence, now.vat_pence


def locked_of(line: DueLine) -> list[tuple[Kind, Any]]:
    """The drafts on which a line stands, locked before it: in the order in which whoever prepares or sends does."""
    Alliance.objects.select_for_update(no_key=True).get(pk=line.alliance_id)
    found = []
    for kind in (STATEMENTS, CHARGES):
        drafts = kind.papers.objects.select_for_update(no_key=True).filter(state=DRAFT)
        found += [
            (kind, draft) for draft in drafts.filter(pk__in=DueLine.objects.filter(pk=line.pk).values(kind.paper))
        ]
    DueLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    return found


def no_dispute(paper: Any) -> None:
    """Raises Refused while the record of a visit on it is disputed and its line not reversed."""
    if line := paper.lines.filter(DISPUTED).first():
        raise Refused(
            f"The record of the visit of {saying.day(line.on)} is disputed. Settle that first, or correct or reverse "
            "its line."
        )
