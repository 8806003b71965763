"""Due lines: pulled from what was delivered, never pushed; each explained in a sentence; each made once.

From held visits whose record was sent and not disputed for the Alliance's number of working days, or was confirmed;
from visits that did not take place and are charged by the table of their agreement, once nobody has said otherwise for
as long; and from the registers of joint practice development groups, for their facilitators.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import localdate

from drystone import bulk
from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.deployment import visits, wording
from drystone.deployment.models import Deployment, RecordState, Visit, VisitState
from drystone.history import events
from drystone.people.models import Person

from . import facilitating, lines, spreading
from .access import only_finance
from .models import DueLine

AT_ONCE = 2000  # visits whose lines are made in one transaction

Say = Callable[[int, int], None]
NOT_HELD = Q(state__in=(VisitState.CANCELLED, VisitState.MISSED))
AT_A_PRICE = Q(charged_per_cent__gt=0) | Q(reimbursed_per_cent__gt=0)


@dataclass(frozen=True)
class Signed:
    """What the parties to one deployment signed: how many half-days in the end, and each price with the moment from
    which it was in force, the newest last."""

    half_days: int
    prices: Sequence[tuple[datetime, lines.Price]]

    def price_of(self, visit: Visit) -> lines.Price:
        """What was in force when it began, or was called off; before anything was, what was signed first."""
        moment = min(visit.starts_at, visit.state_since)
        return next((price for since, price in reversed(self.prices) if since <= moment), self.prices[0][1])


def pull(alliance: Alliance, *, by: Person | None, at: datetime, say: Say = lambda done, of: None) -> int:
    """Makes every line that is due by now and not yet made; how many. Running it twice makes nothing twice.

    `say` is told how many visits are done, of how many, after each few thousand; where it raises, what was made stays.
    """
    only_finance(by, alliance)
    found = due_visits(alliance, at)
    counts = list(found.order_by("deployment").values_list("deployment").annotate(Count("pk")))
    total, done, made = sum(number for _, number in counts), 0, 0
    say(done, total)
    for batch, number in batches(counts):
        made += lines_of(batch, found, by=by, at=at)
        done += number
        say(done, total)
    return made + facilitating.pull(alliance, by=by, at=at)


def pull_all(*, at: datetime) -> int:
    """Every alliance's lines that are due by now; how many were made."""
    return sum(pull(each, by=None, at=at) for each in Alliance.objects.filter(suspended_on__isnull=True))


def batches(counts: Iterable[tuple[int, int]]) -> Iterator[tuple[list[int], int]]:
    """Deployments with their number of visits, so many together that about as many visits are done at once."""
    batch: list[int] = []
    visits_in = 0
    for deployment, number in counts:
        batch.append(deployment)
        visits_in += number
        if visits_in >= AT_ONCE:
            yield batch, visits_in
            batch, visits_in = [], 0
    if batch:
        yield batch, visits_in


def due_visits(alliance: Alliance, at: datetime) -> QuerySet[Visit]:
    """Visits that are owed for and on no line yet."""
    quiet_since = WorkingDays(alliance).after(localdate(at), -alliance.dispute_working_days)
    settled = Q(record__state=RecordState.CONFIRMED) | Q(
        record__state=RecordState.SENT, record__sent_at__date__lte=quiet_since
    )
    held = settled & Q(state=VisitState.HELD)
    charged = NOT_HELD & Q(state_since__date__lte=quiet_since) & AT_A_PRICE
    return Visit.objects.filter(held | charged, alliance=alliance, due_lines__isnull=True)


@transaction.atomic
def lines_of(numbers: Collection[int], still_due: QuerySet[Visit], *, by: Person | None, at: datetime) -> int:
    """The lines of these deployments, at the rates that were in force on the day of work; how many were made.

    Never more days than were agreed. In as many queries for very many as for one.
    """
    deployments = {each.pk: each for each in locked(numbers)}
    # Asked again behind the locks: a record may have been disputed, or another clock been here, since it was found.
    found = still_due.filter(deployment__in=numbers).order_by("deployment", "starts_at", "pk")
    signed, spent = signed_for(numbers), paid_of(numbers)
    made: list[DueLine] = []
    for number, theirs in groupby(found, key=lambda visit: visit.deployment_id):
        if number in signed:
            left = signed[number].half_days - spent.get(number, 0)
            made += priced(theirs, deployments[number], signed[number], left, at)
    return keep(made, by, at)


def signed_for(numbers: Collection[int]) -> dict[int, Signed]:
    """By deployment, of those to which all parties have agreed; one query."""
    found = {}
    for number, versions in wording.ever_in_force(numbers).items():
        last = versions[-1]
        prices = [(version.since, lines.Price.signed(version, last)) for version in versions]
        found[number] = Signed(last.half_days, prices)
    return found


def priced(
    theirs: Iterable[Visit], deployment: Deployment, signed: Signed, left: int, at: datetime
) -> Iterator[DueLine]:
    """The lines of one deployment's visits, the earliest first, until what was agreed is used up."""
    for visit in theirs:
        if line := lines.of_visit(visit, deployment, signed.price_of(visit), left=left, at=at):
            left -= line.half_days
            yield line


def locked(numbers: Collection[int]) -> QuerySet[Deployment]:
    """Deployments, held in one order: whoever holds them makes their lines, one after the other."""
    rows = Deployment.objects.select_for_update(of=("self",), no_key=True).select_related("leader", "receiving_school")
    return rows.filter(pk__in=numbers).order_by("pk")


def paid(deployment: Deployment) -> int:
    """Half-days already on due lines, credits counted against them."""
    return paid_of([deployment.pk]).get(deployment.pk, 0)


def paid_of(numbers: Collection[int]) -> dict[int, int]:
    """The same by deployment, of those that have lines."""
    # From its own lines to their credits: asked for either at once, PostgreSQL reads every line there is.
    rows = DueLine.objects.filter(visit__deployment__in=numbers).order_by().values_list("visit__deployment")
    sums = rows.annotate(owed=Sum("half_days"), credited=Sum("credit__half_days"))
    return {number: owed + (credited or 0) for number, owed, credited in sums}


def keep(made: list[DueLine], by: Person | None, at: datetime) -> int:
    """Lines of visits, which change no more; with a row of history for each."""
    bulk.insert(made)
    spreading.spread(made)
    visits.lock([line.visit_id for line in made if line.visit_id])
    events.record_all(made, "due", by=by, at=at, details=owed)
    return len(made)


def owed(line: DueLine) -> dict[str, int]:
    return {"pence": line.reimbursement_pence, "half_days": line.half_days}
