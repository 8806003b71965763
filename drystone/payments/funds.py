"""Funds: opened, changed, closed, rolled into the next year; and which deployments each of them carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.deployment.deployments import LIVING
from drystone.deployment.models import Agreement, Deployment, Unit
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.register.models import Area
from drystone.schools.models import Organisation

from . import emails, fund_figures, pricing, unstated
from .access import only_finance
from .fund_figures import Room
from .lifecycle import FUND
from .models import CHARGED, Fund, FundReport, FundShare, FundState
from .unstated import Rest

# Halves of a unit that a half-day is taken for, before it is known how long each visit is.
HALVES = {Unit.DAY: 1, Unit.HALF_DAY: 2, Unit.HOUR: 6, Unit.TWILIGHT: 2, Unit.SESSION: 2}
LIMITS = ("cap_a_school_pence", "cap_a_school_half_days", "roles")


@dataclass(frozen=True)
class Terms:
    """What a fund is. `roles`, `schools` and `areas` say for whom it is; none of them: for all."""

    name: str
    starts: date
    ends: date
    total_pence: int
    funder: str = ""
    kept_back_percent: Decimal = Decimal(0)
    cap_a_school_pence: int | None = None
    cap_a_school_half_days: int | None = None
    roles: Sequence[str] = ()
    schools: Sequence[Organisation] = ()
    areas: Sequence[Area] = ()
    reports: Sequence[date] = ()

    def columns(self) -> dict:
        beside = ("schools", "areas", "reports")
        return {name: value for name, value in vars(self).items() if name not in beside} | {"roles": list(self.roles)}


@transaction.atomic
def begin(alliance: Alliance, terms: Terms, *, by: Person, at: datetime) -> Fund:
    """A fund is opened. Opened twice with the same name and money it is one. Raises Refused for another of that
    name."""
    only_finance(by, alliance)
    hold_names(alliance.pk)
    if standing := Fund.objects.filter(alliance=alliance, name=terms.name).first():
        if (standing.total_pence, standing.starts, standing.ends) == (terms.total_pence, terms.starts, terms.ends):
            return standing
        raise taken(terms.name)
    fund = Fund.objects.create(alliance=alliance, state_since=at, **terms.columns())
    beside(fund, terms)
    events.record(fund, "fund_opened", by=by, at=at, pence=fund.total_pence)
    return fund


def hold_names(alliance_id: int) -> None:
    """Taken before any fund, so that of two who choose one name at once the later is told, and nobody waits in a
    ring."""
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance_id)


def taken(name: str) -> Refused:
    return Refused(f"There is a fund called {name} already. Choose another name.")


def beside(fund: Fund, terms: Terms) -> None:
    """What stands in rows of its own. A report that was given, or its reminder sent, stays."""
    fund.schools.set(terms.schools)
    fund.areas.set(terms.areas)
    fund.reports.filter(given_at__isnull=True).exclude(due_on__in=terms.reports).delete()
    standing = set(fund.reports.values_list("due_on", flat=True))
    FundReport.objects.bulk_create(
        FundReport(alliance_id=fund.alliance_id, fund=fund, due_on=day)
        for day in sorted(set(terms.reports) - standing)
    )


def locked(*numbers: int) -> list[Fund]:
    """Funds as they are now; nobody else spends or promises their money until the transaction ends."""
    return list(Fund.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk"))


@transaction.atomic
def change(fund: Fund, terms: Terms, *, by: Person, at: datetime) -> Fund:
    """Another total, period, cap or whatever else; history says what it was.

    Raises Refused where it would have less than is delivered and promised, or is closed, or the name is taken.
    """
    only_finance(by, fund.alliance)
    hold_names(fund.alliance_id)
    (now,) = locked(fund.pk)
    if now.state != FundState.OPEN:
        raise Refused(f"{now} is closed.")
    if Fund.objects.filter(alliance=fund.alliance_id, name=terms.name).exclude(pk=fund.pk).exists():
        raise taken(terms.name)
    changed = {name: value for name, value in terms.columns().items() if getattr(now, name) != value}
    was = {name: getattr(now, name) for name in changed}
    for name, value in changed.items():
        setattr(now, name, value)
    bound = fund_figures.of([now])[now.pk]
    if now.total_pence < now.carried_pence or bound.left < 0:
        gone = saying.pounds(bound.delivered + bound.committed + now.kept_back_pence)
        raise Refused(f"{gone} of it is kept back, delivered or promised already: it cannot be less.")
    now.save(update_fields=list(changed))
    beside(now, terms)
    if changed:
        said = {name: str(value) for name, value in changed.items()}
        events.record(now, "fund_changed", by=by, at=at, was_so={n: str(v) for n, v in was.items()}, is_so=said)
    return now


@transaction.atomic
def close(fund: Fund, *, note: str, by: Person, at: datetime) -> Fund:
    """It carries nothing more: what was promised is free of it, what was delivered stays. Finance learns which
    deployments lose their carrier, and what to do."""
    locked(fund.pk)
    fund.refresh_from_db()
    FUND.move(fund, "close", by=by, at=at, note=note)
    if orphans := orphaned(fund):
        emails.fund_closed(fund, orphans, at=at)
    return fund


def orphaned(fund: Fund) -> list[Rest]:
    """What a closed fund would still have carried: another fund or the payer has to."""
    return unstated.of_all_work(fund) if fund.state == FundState.CLOSED else []


@transaction.atomic
def roll(fund: Fund, *, name: str, ends: date, added_pence: int, by: Person, at: datetime) -> Fund:
    """What is left goes into a new fund, which says so, with whatever new money comes; so does what was promised and
    is still to be carried. The old fund closes. Rolled twice, it is rolled once. Raises Refused for a name that is
    taken.
    """
    only_finance(by, fund.alliance)
    hold_names(fund.alliance_id)
    (old,) = locked(fund.pk)
    if later := Fund.objects.filter(follows=old).first():
        return later
    if Fund.objects.filter(alliance=old.alliance_id, name=name).exists():
        raise taken(name)
    starts = old.ends + timedelta(days=1)
    if ends <= starts:
        raise Refused(f"The new fund begins on {saying.day(starts)} and must end later.")
    rest = old.to_spend_pence - old.spent_pence
    kept = {field: getattr(old, field) for field in (*LIMITS, "alliance_id", "funder", "kept_back_percent")}
    new = Fund.objects.create(
        **kept, name=name, starts=starts, ends=ends, total_pence=rest + added_pence, carried_pence=rest,
        follows=old, state_since=at,
    )  # fmt: skip
    new.schools.set(old.schools.all())
    new.areas.set(old.areas.all())
    move_shares(old, new, at)
    Fund.objects.filter(pk=old.pk).update(rolled_on=localdate(at))
    if old.state == FundState.OPEN:
        FUND.move(old, "close", by=by, at=at, note=f"Rolled into {new}")
    events.record(new, "fund_rolled", by=by, at=at, pence=rest, came_from=old.name)
    return new


def move_shares(old: Fund, new: Fund, at: datetime) -> None:
    """What the old fund had promised and not carried yet, the new one promises."""
    for rest in unstated.of_all_work(old):
        share = rest.share
        FundShare.objects.create(
            alliance_id=new.alliance_id, fund=new, deployment_id=share.deployment_id, place=share.place,
            pence=rest.pence, half_days=rest.half_days, set_at=at,
        )  # fmt: skip
        share.moved_pence = rest.pence
        share.pence, share.half_days = share.spent_pence, share.spent_half_days
        share.save(update_fields=["pence", "half_days", "moved_pence"])


def eligible(alliance_id: int, school_id: int, area_id: int | None, *, on: date, role: str = "") -> list[Fund]:
    """Open funds that may carry work at a school, in an area of expertise, by somebody of a role; two queries more
    for whom they are meant, however many there are."""
    rows = Fund.objects.filter(alliance_id=alliance_id, state=FundState.OPEN, ends__gte=on)
    meant = rows.filter(
        Q(schools__isnull=True) | Q(schools=school_id), Q(areas__isnull=True) | Q(areas=area_id)
    ).distinct()
    return [fund for fund in meant if not role or not fund.roles or role in fund.roles]


def cost_of(agreement: Agreement) -> tuple[int, int]:
    """What the whole work comes to, in pence and half-days; no pence where the Alliance charges nobody."""
    return cost(agreement.charge_pence if agreement.flow in CHARGED else 0, agreement.unit, agreement.half_days)


def cost(pence_a_unit: int, unit: str, half_days: int) -> tuple[int, int]:
    """The same beforehand: a half-day is three hours, and holds one twilight or session."""
    return pricing.amount(pence_a_unit, HALVES[Unit(unit)] * half_days), half_days


@transaction.atomic
def share_out(
    deployment: Deployment, wanted: Sequence[tuple[Fund, int]], *, cost: tuple[int, int], by: Person, at: datetime
) -> list[FundShare]:
    """Which funds carry a deployment, in this order, each up to so many pence; the payer carries the rest.

    `cost` is what the whole work comes to, in pence and half-days. A fund left out carries no more than it has
    carried. Raises Refused for more than the work costs, and for more than a fund has.
    """
    only_finance(by, deployment.alliance)
    deployment.hold_still()
    if deployment.state not in LIVING:
        raise Refused("This work has ended: what its funds carried stays.")
    carrying = deployment.fund_shares.values_list("fund", flat=True)
    funds = {fund.pk: fund for fund in locked(*carrying, *(fund.pk for fund, _ in wanted))}
    # Asked behind the locks: a credit may have given one of them something back.
    standing = {share.fund_id: share for share in deployment.fund_shares.filter(fund__in=funds)}
    if wanted and not cost[0]:
        raise Refused("Nothing is charged for this work through the Alliance, so no fund carries it.")
    if sum(pence for _, pence in wanted) > cost[0]:
        raise Refused(f"The work costs {saying.pounds(cost[0])}: the funds cannot carry more.")
    rooms = fund_figures.rooms(list(funds.values()), deployment.receiving_school_id, beside=standing.values())
    for place, (fund, pence) in enumerate(wanted):
        share = standing.pop(fund.pk, None) or FundShare(
            alliance_id=deployment.alliance_id, fund=fund, deployment=deployment, set_at=at
        )
        meant = fund_figures.half_days_of(pence, cost)
        check(funds[fund.pk], share, pence, meant, rooms[fund.pk])
        share.place, share.pence, share.half_days = place, pence, meant
        share.save()
    for share in standing.values():
        leave(share)
    events.record(deployment, "funds_shared_out", by=by, at=at, pence=sum(pence for _, pence in wanted))
    return list(deployment.fund_shares.select_related("fund"))


def leave(share: FundShare) -> None:
    """It carries no more than it has carried."""
    if not share.spent_pence and not share.spends.exists():
        share.delete()
        return
    share.pence, share.half_days = share.spent_pence, share.spent_half_days
    share.save(update_fields=["pence", "half_days"])


def check(fund: Fund, share: FundShare, pence: int, half_days: int, room: Room) -> None:
    if pence < share.spent_pence:
        raise Refused(f"{fund} has carried {saying.pounds(share.spent_pence)} of it already.")
    if pence <= (share.pence or 0):
        return
    if fund.state != FundState.OPEN:
        raise Refused(f"{fund} is closed.")
    if pence > room.pence or (room.half_days is not None and half_days > room.half_days):
        raise Refused(f"{fund} has {room.said} left for this school: it cannot carry {saying.pounds(pence)}.")
