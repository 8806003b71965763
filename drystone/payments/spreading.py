"""What is charged for a line is spread over the funds that carry its deployment; what they cannot carry the payer
does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from drystone.deployment.models import Visit

from .models import CHARGED, DueLine, Fund, FundShare, FundSpend, FundState

AT_ONCE = 2_000
PROMISED = ("pence", "half_days", "moved_pence", "spent_pence", "spent_half_days")


@transaction.atomic
def spread(lines: Sequence[DueLine]) -> list[FundSpend]:
    """Spreads lines that were just made over the shares of their deployments, in order, as far as each fund has money,
    its caps leave room and its period holds the day of work. A credit gives each fund back what it carried.

    Of whole pence, once a line, in the transaction that made the lines; as many queries for 2,000 lines as for one.
    """
    charged = [line for line in lines if line.charge_pence and line.flow in CHARGED]
    work = sorted((line for line in charged if line.visit_id), key=lambda line: (line.on, line.pk))
    reversing = [line for line in charged if line.reverses_id]
    made = []
    for some in batches(work):
        made += carry(some)
    for some in batches(reversing):
        made += give_back(some)
    return made


def batches(lines: Sequence[DueLine]) -> Iterable[Sequence[DueLine]]:
    return (lines[start : start + AT_ONCE] for start in range(0, len(lines), AT_ONCE))


@dataclass
class Purse:
    """A fund behind its lock, and what each school has had of it, while lines are spread."""

    fund: Fund
    had: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    half_days: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def carries_on(self, line: DueLine) -> bool:
        return self.fund.state == FundState.OPEN and self.fund.holds(line.on)

    def take(self, share: FundShare, line: DueLine, rest: int) -> tuple[int, int]:
        """Pence and half-days that it carries of what is left of a line; taken from fund, share and school alike."""
        school, half_days = share.deployment.receiving_school_id, line.half_days
        pence = min(rest, share.pence - share.spent_pence, self.fund.to_spend_pence - self.fund.spent_pence)
        if self.fund.cap_a_school_pence is not None:
            pence = min(pence, self.fund.cap_a_school_pence - self.had[school])
        if self.fund.cap_a_school_half_days is not None and half_days:
            room = max(0, self.fund.cap_a_school_half_days - self.half_days[school])
            if room < half_days:
                pence, half_days = min(pence, line.charge_pence * room // half_days), room
        if pence <= 0:
            return 0, 0
        self.note(share, pence, half_days)
        return pence, half_days

    def note(self, share: FundShare, pence: int, half_days: int) -> None:
        self.fund.spent_pence += pence
        share.spent_pence += pence
        share.spent_half_days += half_days
        self.had[share.deployment.receiving_school_id] += pence
        self.half_days[share.deployment.receiving_school_id] += half_days


def carry(lines: Sequence[DueLine]) -> list[FundSpend]:
    """What funds carry of lines of work."""
    work = dict(Visit.objects.filter(pk__in=[line.visit_id for line in lines]).values_list("pk", "deployment_id"))
    wanted = FundShare.objects.filter(deployment__in=set(work.values()))
    purses = opened(set(wanted.order_by().values_list("fund", flat=True)))
    if not purses:
        return []
    shares = defaultdict(list)
    # Asked behind the lock of their funds.
    for share in wanted.filter(fund__in=purses).select_related("deployment"):
        shares[share.deployment_id].append(share)
    made = [
        spend
        for line in lines
        for spend in spends_of(line, shares.get(work[line.visit_id], ()), purses)  # type: ignore[index]
    ]
    keep(made, [purse.fund for purse in purses.values()], list({each.share_id: each.share for each in made}.values()))
    return made


def opened(numbers: set[int]) -> dict[int, Purse]:
    """Funds behind their locks, always in one order, so that two who pull at once wait and do not block each other."""
    if not numbers:
        return {}
    funds = Fund.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    purses = {fund.pk: Purse(fund) for fund in funds}
    capped = [
        pk for pk, purse in purses.items()
        if purse.fund.cap_a_school_pence is not None or purse.fund.cap_a_school_half_days is not None
    ]  # fmt: skip
    rows = FundShare.objects.filter(fund__in=capped).order_by().values_list("fund", "deployment__receiving_school")
    for fund, school, pence, half_days in rows.annotate(pence_=Sum("spent_pence"), halves=Sum("spent_half_days")):
        purses[fund].had[school], purses[fund].half_days[school] = pence, half_days
    return purses


def spends_of(line: DueLine, shares: Iterable[FundShare], purses: dict[int, Purse]) -> Iterable[FundSpend]:
    rest = line.charge_pence
    for share in shares:
        purse = purses[share.fund_id]
        pence, half_days = purse.take(share, line, rest) if rest and purse.carries_on(line) else (0, 0)
        if pence:
            rest -= pence
            yield spend(line, share, pence, half_days)


def spend(line: DueLine, share: FundShare, pence: int, half_days: int) -> FundSpend:
    return FundSpend(
        alliance_id=line.alliance_id, fund_id=share.fund_id, share=share, line=line,
        pence=pence, half_days=half_days, charge_pence=line.charge_pence,
    )  # fmt: skip


def give_back(reversing: Sequence[DueLine]) -> list[FundSpend]:
    """Each fund gets back what it carried of the lines that are reversed; one that was rolled over hands it on, and
    with it the promise to that work."""
    of = {line.reverses_id: line for line in reversing}
    carried = FundSpend.objects.filter(line__in=of)
    if not (numbers := set(carried.order_by().values_list("fund", flat=True))):
        return []
    # Those that follow them are younger: still one order.
    funds = {fund.pk: fund for fund in Fund.objects.select_for_update(no_key=True).order_by("pk").filter(
        alliance_id__in={line.alliance_id for line in reversing}
    )}  # fmt: skip
    later: dict[int | None, Fund] = {fund.follows_id: fund for fund in funds.values() if fund.follows_id}
    # Asked behind the locks of their funds.
    work = FundShare.objects.filter(deployment__in=carried.order_by().values("share__deployment"))
    shares = {(share.fund_id, share.deployment_id): share for share in work}
    by_number = {share.pk: share for share in shares.values()}
    made = []
    for before in carried.order_by("pk"):
        share, line = by_number[before.share_id], of[before.line_id]
        share.spent_pence -= before.pence
        share.spent_half_days -= before.half_days
        last = hand_on(funds[before.fund_id], before.pence, later)
        if last.pk != before.fund_id:
            new = shares.setdefault((last.pk, share.deployment_id), promise_of(last, share, line.made_at))
            promise_on(share, new, before)
        made.append(spend(line, share, -before.pence, -before.half_days))
    keep(made, [fund for pk, fund in funds.items() if pk in numbers or fund.follows_id], list(shares.values()))
    return made


def hand_on(fund: Fund, pence: int, later: dict[int | None, Fund]) -> Fund:
    """To the last of those that follow it, which it returns; itself, where it was never rolled over."""
    fund.spent_pence -= pence
    while fund.pk in later:
        fund = later[fund.pk]
        fund.total_pence += pence
        fund.carried_pence += pence
    return fund


def promise_of(fund: Fund, share: FundShare, at: datetime) -> FundShare:
    """Of nothing yet, to the work of another fund's share."""
    same = {name: getattr(share, name) for name in ("alliance_id", "deployment_id", "place")}
    return FundShare(fund=fund, pence=0, set_at=at, **same)


def promise_on(old: FundShare, new: FundShare, back: FundSpend) -> None:
    """What came back stood in a share of a fund that was rolled over; the fund that has it now promises it."""
    for share, sign in ((old, -1), (new, 1)):
        share.pence += sign * back.pence
        share.half_days = max(0, share.half_days + sign * back.half_days)
    old.moved_pence += back.pence


def keep(made: list[FundSpend], funds: list[Fund], shares: Sequence[FundShare]) -> None:
    """The spends, and what they come to by share and fund, in three queries; in four, where a share is new."""
    FundSpend.objects.bulk_create(made, batch_size=500)
    FundShare.objects.bulk_update([share for share in shares if share.pk], PROMISED, batch_size=500)
    FundShare.objects.bulk_create([share for share in shares if share.pk is None], batch_size=500)
    Fund.objects.bulk_update(funds, ["spent_pence", "total_pence", "carried_pence"])
