"""What funds still owe to work that is over, or that draws on them no more: its visits that stand on no line yet may
draw on them until they do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from drystone.deployment import wording
from drystone.deployment.deployments import LIVING
from drystone.deployment.models import Visit, VisitState

from . import due
from .models import CHARGED, DueLine, Fund, FundShare, FundState


def charges_nobody() -> Exists:
    """What is in force of the agreement no longer goes through the Alliance: once a grant, it is direct, say."""
    newer = wording.agreed().filter(deployment=OuterRef("deployment"), number__gt=OuterRef("number"))
    last = wording.agreed().filter(~Exists(newer), deployment=OuterRef("deployment"))
    return Exists(last.exclude(flow__in=CHARGED))


# Of a share: that its whole rest is promised.
GOES_ON = Q(deployment__state__in=LIVING) & ~Q(charges_nobody())


@dataclass
class Rest:
    """What a share has still to carry, in pence and half-days."""

    share: Any  # a FundShare that says whether it `goes_on`
    pence: int = 0
    half_days: int = 0

    @property
    def is_over(self) -> bool:
        """The work has ended or draws on no fund any more, so that no other one can carry it: its payer does."""
        return not self.share.goes_on

    def take(self, pence: int, half_days: int) -> int:
        """As much of so many pence as it has left; for how much of it."""
        taken = min(pence, self.share.pence - self.share.spent_pence - self.pence)
        self.pence += taken
        self.half_days += half_days if taken else 0
        return taken


def of_funds(funds: Iterable[Fund]) -> list[Rest]:
    """Of open funds, what may still be drawn by work whose whole rest is not promised any more, since it is over or
    draws on no fund; a closed one carries nothing more.

    One query, and three more where there is any such work.
    """
    rows = FundShare.objects.filter(fund__in=[fund.pk for fund in funds], fund__state=FundState.OPEN)
    return drawing(list(unused(rows).filter(goes_on=False)))


def of_all_work(fund: Fund) -> list[Rest]:
    """What a fund has still to carry: the whole rest of its shares of work that goes on, and what work that is over
    may still draw. As many queries."""
    shares = list(unused(fund.shares.all()))
    whole = [
        Rest(each, each.pence - each.spent_pence, max(0, each.half_days - each.spent_half_days))
        for each in shares
        if each.goes_on
    ]
    return [*whole, *drawing([each for each in shares if not each.goes_on])]


def unused(shares: QuerySet[FundShare]) -> QuerySet[Any]:
    """Those with something left, of work that goes on or of which a visit stands on no line yet."""
    open_visits = Exists(visits().filter(deployment=OuterRef("deployment")))
    rows = shares.annotate(goes_on=ExpressionWrapper(GOES_ON, BooleanField()))
    rows = rows.filter(Q(goes_on=True) | Q(open_visits), pence__gt=F("spent_pence"))
    return rows.select_related("fund", "deployment__leader", "deployment__receiving_school")


def drawing(shares: Iterable[Any]) -> list[Rest]:
    """Shares of such work, each with what lines of its visits would draw, made now."""
    found: dict[int, list[Rest]] = defaultdict(list)
    for share in shares:
        found[share.deployment_id].append(Rest(share))
    if not found:
        return []
    for line, deployment in to_come(found):
        spread(line, found[deployment])
    return [rest for rests in found.values() for rest in rests if rest.pence]


def visits() -> QuerySet[Visit]:
    """Held, or called off at a price, and on no line that ever was. Some of them may yet be disputed."""
    charged = due.NOT_HELD & Q(charged_per_cent__gt=0)
    return Visit.objects.filter(Q(state=VisitState.HELD) | charged, due_lines__isnull=True)


def to_come(found: dict[int, list[Rest]]) -> Iterator[tuple[DueLine, int]]:
    """The lines that these visits would make at what was signed; never more than was agreed. Three queries."""
    signed, spent = due.signed_for(found), due.paid_of(found)
    rows = visits().filter(deployment__in=found).order_by("deployment", "starts_at", "pk")
    for number, theirs in groupby(rows, key=lambda visit: visit.deployment_id):
        if number in signed:
            share, left = found[number][0].share, signed[number].half_days - spent.get(number, 0)
            # These lines are never kept, so the moment at which they are made says nothing.
            for line in due.priced(theirs, share.deployment, signed[number], left, share.set_at):
                if line.flow in CHARGED:
                    yield line, number


def spread(line: DueLine, rests: Iterable[Rest]) -> None:
    """Over the shares in their order, as far as each holds the day of work."""
    rest = line.charge_pence
    for each in rests:
        if rest and each.share.fund.holds(line.on):
            rest -= each.take(rest, line.half_days)
