"""A fund that carries very many lines, in bulk; what it costs to spread them, and to read its page."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.deployment.deployments import LIVING
from drystone.deployment.models import Deployment, Visit
from drystone.payments import funds, spreading
from drystone.payments.models import DueLine, Fund, FundShare
from drystone.people.models import Person

from .building import batches, save
from .measuring import page, undone

Scene = tuple[str, Callable[[], Any]]
LINES = 100_000
ODD = timedelta(seconds=45)  # no other visit of the data set begins then


def scenes(office: Client, manager: Person, alliance: Alliance, at: datetime) -> Iterator[Scene]:
    """Half-days of the last weeks at £150, over the deployments of one alliance, all carried by one fund."""
    works = list(Deployment.objects.filter(alliance=alliance, state__in=LIVING).order_by("pk"))
    fund = carries(works, alliance, manager, at)
    lines = due(works, at)
    yield f"job: funds spread over {LINES:,} lines", undone(lambda: spreading.spread(lines))
    spreading.spread(lines)
    yield f"office-fund, {LINES:,} lines", page(office, reverse("office-fund", args=[fund.pk]))
    yield "office-funds", page(office, reverse("office-funds"))


def carries(works: list[Deployment], alliance: Alliance, manager: Person, at: datetime) -> Fund:
    today = localdate(at)
    starts, ends = today - timedelta(days=200), today + timedelta(days=150)
    terms = funds.Terms("Fund of very many lines", starts, ends, 50_000_000_00, cap_a_school_pence=10_000_000_00)
    fund = funds.begin(alliance, terms, by=manager, at=at)
    save(FundShare, (
        FundShare(alliance=alliance, fund=fund, deployment=work, pence=10_000_000_00, half_days=30_000, set_at=at)
        for work in works
    ))  # fmt: skip
    return fund


def due(works: list[Deployment], at: datetime) -> list[DueLine]:
    turns, made = cycle(works), []
    for minutes in batches(range(LINES)):
        held = save(Visit, (visit(next(turns), at - timedelta(hours=5, minutes=minute) - ODD) for minute in minutes))
        made += save(DueLine, (line(each, at) for each in held))
    return made


def visit(work: Deployment, starts: datetime) -> Visit:
    return Visit(
        alliance_id=work.alliance_id, deployment=work, state="held", starts_at=starts,
        ends_at=starts + timedelta(hours=3), half_days=1, state_since=starts,
    )  # fmt: skip


def line(held: Visit, at: datetime) -> DueLine:
    return DueLine(
        alliance_id=held.alliance_id, kind=DueLine.Kind.VISIT, home_school_id=held.deployment.home_school_id,
        visit=held, payer_id=held.deployment.receiving_school_id, on=localdate(held.starts_at), flow="grant",
        half_days=1, half_units=1, rate_pence=300_00, reimbursement_pence=150_00, charge_pence=150_00,
        explanation="Half a day of the benchmark", made_at=at,
    )  # fmt: skip
