"""What a fund has promised, carried, paid and left, in all and for each school: counted anew whenever it is asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, IntegerField, Q, Sum, When
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.utils.timezone import localdate

from drystone import saying

from . import unstated
from .models import Fund, FundShare, FundSpend, FundState, StatementState
from .unstated import Rest

# What is promised and not carried yet: of work that goes on, by a fund that is open. Besides it counts what visits of
# other work may still draw (`unstated`).
GOES_ON = unstated.GOES_ON & Q(fund__state=FundState.OPEN)
STANDING = Case(When(GOES_ON, then=F("pence")), default=F("spent_pence"))
STANDING_HALF_DAYS = Case(When(GOES_ON, then=Greatest("half_days", "spent_half_days")), default=F("spent_half_days"))
DELIVERED = Coalesce(Sum("spent_pence"), 0)
COMMITTED = Coalesce(Sum(F("pence") - F("spent_pence"), filter=GOES_ON), 0)
HALF_DAYS = Coalesce(Sum("spent_half_days"), 0)
HALF_DAYS_TO_COME = Coalesce(
    Sum(Greatest(F("half_days") - F("spent_half_days"), 0, output_field=IntegerField()), filter=GOES_ON), 0
)

WENT_ON = "followed_by__carried_pence"


@dataclass(frozen=True)
class Figures:
    """All in pence. What is left is neither delivered nor promised, nor gone on into the next fund."""

    total: int
    kept_back: int
    committed: int = 0
    delivered: int = 0
    paid: int = 0
    went_on: int = 0

    @property
    def to_spend(self) -> int:
        return self.total - self.kept_back

    @property
    def left(self) -> int:
        return self.to_spend - self.committed - self.delivered - self.went_on


def of(funds: Collection[Fund]) -> dict[int, Figures]:
    """By fund; as many queries for many as for one: two, besides those of `unstated`."""
    rows = FundShare.objects.filter(fund__in=[fund.pk for fund in funds]).order_by().values("fund")
    shares: dict[int, Any] = {row["fund"]: row for row in rows.annotate(delivered=DELIVERED, committed=COMMITTED)}
    return figures_of(funds, shares, unstated.of_funds(funds), with_paid=True)


def of_one(fund: Fund, found: "Carried") -> Figures:
    """The same of one fund of which this is known; one query."""
    sums = {name: sum(row[name] for row in found.rows) for name in ("delivered", "committed")}
    return figures_of([fund], {fund.pk: sums}, found.rests, with_paid=True)[fund.pk]


def figures_of(
    funds: Collection[Fund], shares: Mapping[int, Any], rests: Sequence[Rest], with_paid: bool
) -> dict[int, Figures]:
    over = Counter[int]()
    for rest in rests:
        over[rest.share.fund_id] += rest.pence
    settled = Sum("spends__pence", filter=Q(spends__line__statement__state=StatementState.PAID))
    rows = Fund.objects.filter(pk__in=[fund.pk for fund in funds]).order_by()
    rows = rows.annotate(paid=settled) if with_paid else rows
    beside: dict[int, Any] = {
        row.pop("pk"): row for row in rows.values("pk", WENT_ON, *(["paid"] if with_paid else []))
    }
    return {
        fund.pk: Figures(
            fund.total_pence,
            fund.kept_back_pence,
            shares.get(fund.pk, {}).get("committed", 0) + over[fund.pk],
            shares.get(fund.pk, {}).get("delivered", 0),
            beside[fund.pk].get("paid") or 0,
            beside[fund.pk][WENT_ON] or 0,
        )
        for fund in funds
    }


@dataclass(frozen=True)
class Carried:
    """What one fund promised and carried, by school and by the month of the promise; and what ended work may draw."""

    rows: list[Any]
    rests: list[Rest]


def carried(fund: Fund) -> Carried:
    """One query, and those of `unstated`."""
    month = TruncMonth("set_at", output_field=DateField())
    school = {"school": F("deployment__receiving_school"), "name": F("deployment__receiving_school__name")}
    rows = FundShare.objects.filter(fund=fund).order_by().values(month=month, **school)
    found = rows.annotate(
        committed=COMMITTED, delivered=DELIVERED, had=HALF_DAYS, to_come=HALF_DAYS_TO_COME,
        stands=Sum(STANDING), moved=Sum("moved_pence"),
    )  # fmt: skip
    return Carried(list(found), unstated.of_funds([fund]))


@dataclass(frozen=True)
class SchoolFigures:
    """What one school has had of a fund, and is promised; and what the caps leave it, where there are any."""

    school_id: int
    name: str
    committed: int
    delivered: int
    half_days: int
    half_days_to_come: int
    cap_pence: int | None
    cap_half_days: int | None

    @property
    def left(self) -> int | None:
        return None if self.cap_pence is None else self.cap_pence - self.committed - self.delivered

    @property
    def left_half_days(self) -> int | None:
        taken = self.half_days + self.half_days_to_come
        return None if self.cap_half_days is None else self.cap_half_days - taken

    @property
    def at_its_cap(self) -> bool:
        return any(left is not None and left <= 0 for left in (self.left, self.left_half_days))


def by_school(fund: Fund, found: Carried) -> list[SchoolFigures]:
    """The school that takes most comes first."""
    names, schools = {row["school"]: row["name"] for row in found.rows}, defaultdict[int, Counter[str]](Counter)
    for row in found.rows:
        for name in ("committed", "delivered", "had", "to_come"):
            schools[row["school"]][name] += row[name]
    each: list[SchoolFigures] = []
    for number, sums in schools.items():
        pence, half_days = there(found.rests, number)
        taken = sums["committed"] + pence, sums["delivered"], sums["had"], sums["to_come"] + half_days
        each.append(SchoolFigures(number, names[number], *taken, fund.cap_a_school_pence, fund.cap_a_school_half_days))
    return sorted(each, key=lambda row: (-row.committed - row.delivered, row.name))


@dataclass(frozen=True)
class Room:
    """What a fund can still promise to one school; no half-days: no cap in days."""

    pence: int
    half_days: int | None

    @property
    def said(self) -> str:
        """£1,200, or £1,200 and 2 days."""
        days = "" if self.half_days is None else f" and {saying.days(max(0, self.half_days))}"
        return f"{saying.pounds(max(0, self.pence))}{days}"

    def carries(self, cost: tuple[int, int]) -> int:
        """How many of the half-days of a piece of work it pays whole, at what that costs; none of free work."""
        pence, half_days = cost
        paid = max(0, self.pence) * half_days // pence if pence else half_days
        return min(paid, half_days, paid if self.half_days is None else max(0, self.half_days))


def rooms(funds: Sequence[Fund], school_id: int, *, beside: Collection[FundShare] = ()) -> dict[int, Room]:
    """By fund, for a school; as if the shares `beside` it were promised nothing yet. Two queries, besides those of
    `unstated`."""
    rests, numbers = unstated.of_funds(funds), [fund.pk for fund in funds]
    own = Q(pk__in=[share.pk for share in beside])
    is_here = Case(When(deployment__receiving_school=school_id, then=1), default=0)
    rows = FundShare.objects.filter(fund__in=numbers).order_by().annotate(is_here=is_here).values("fund", "is_here")
    rows = rows.annotate(committed=COMMITTED, delivered=DELIVERED, had=HALF_DAYS, to_come=HALF_DAYS_TO_COME)
    rows = rows.annotate(
        own=Sum(STANDING, filter=own, default=0), own_half_days=Sum(STANDING_HALF_DAYS, filter=own, default=0)
    )
    sums: dict[int, Counter[str]] = {number: Counter() for number in numbers}
    here: dict[int, Any] = {}
    for row in rows:
        sums[row["fund"]].update(committed=row["committed"], delivered=row["delivered"])
        if row["is_here"]:
            here[row["fund"]] = row
    figures = figures_of(funds, sums, rests, with_paid=False)
    for number, row in here.items():
        theirs = [rest for rest in rests if rest.share.fund_id == number]
        pence, half_days = there(theirs, school_id)
        row["committed"] += pence
        row["to_come"] += half_days
        mine = [rest for rest in theirs if rest.share in beside]
        row["own"] += sum(rest.pence for rest in mine)
        row["own_half_days"] += sum(rest.half_days for rest in mine)
    return {fund.pk: room(fund, figures[fund.pk], here.get(fund.pk)) for fund in funds}


def room(fund: Fund, figures: Figures, here: Any) -> Room:
    """The whole of the share that stands counts as free again: it is what may be set anew."""
    pence, half_days = figures.left, fund.cap_a_school_half_days
    if fund.cap_a_school_pence is not None:
        taken = here["committed"] + here["delivered"] if here else 0
        pence = min(pence, fund.cap_a_school_pence - taken)
    if half_days is not None and here:
        half_days -= here["had"] + here["to_come"]
    if here and fund.state == FundState.OPEN:
        pence += here["own"]
        half_days = None if half_days is None else half_days + here["own_half_days"]
    return Room(pence, half_days)


def there(rests: Iterable[Rest], school_id: int) -> tuple[int, int]:
    """Pence and half-days of a school among what work that is over may still draw."""
    found = [rest for rest in rests if rest.share.deployment.receiving_school_id == school_id]
    return sum(rest.pence for rest in found), sum(rest.half_days for rest in found)


def half_days_of(pence: int, cost: tuple[int, int]) -> int:
    """How many half-days of a piece of work so much money stands for; one paid in part counts."""
    whole, half_days = cost
    return min(half_days, -(-pence * half_days // whole)) if whole else 0


@dataclass(frozen=True)
class Month:
    """At the end of a month: what was delivered by then, what was delivered or promised, what had gone on."""

    first: date
    delivered: int
    taken: int
    went_on: int = 0


def burn_down(fund: Fund, found: Carried, *, today: date) -> list[Month]:
    """Month by month, from the first of the period to the last that has begun. One query.

    Delivered by the day of the work; promised from the day on which the office said so, as far as it still stands.
    All that is left of a fund that is rolled over goes on in that month, what was promised with it; and whatever a
    credit brings back later.
    """
    spends = FundSpend.objects.filter(fund=fund).annotate(month=TruncMonth("line__on"))
    delivered = dict(spends.order_by().values_list("month").annotate(sum=Sum("pence")))
    promised = promises(found)
    rolled = fund.rolled_on.replace(day=1) if fund.rolled_on else None
    first, last = fund.starts.replace(day=1), min(fund.ends, max(today, fund.starts)).replace(day=1)
    months = []
    for month in every_month(min([first, *delivered]), max([last, *delivered, *filter(None, [rolled])])):
        done = sum(pence for when, pence in delivered.items() if when <= month)
        taken = sum(pence for when, pence in promised.items() if when <= month)
        if rolled and month >= rolled:
            months.append(Month(month, done, done, fund.to_spend_pence - done))
        else:
            months.append(Month(month, done, max(done, taken)))
    return months


def promises(found: Carried) -> Counter[date]:
    """By the month in which the office said so; what has gone on with a roll was promised until then."""
    promised = Counter[date]()
    for row in found.rows:
        promised[row["month"]] += row["stands"] + row["moved"]
    for rest in found.rests:
        promised[localdate(rest.share.set_at).replace(day=1)] += rest.pence
    return promised


def every_month(first: date, last: date) -> Iterable[date]:
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
