"""Funds of the demonstration: one that is half used, and a small one that ran out before the work was done."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from drystone.alliances.calendar import LONDON
from drystone.deployment.models import Deployment
from drystone.payments import funds
from drystone.payments.models import Fund

from .cast import Company

FINANCE = "Colin Thistlethwaite"
IMPROVEMENT, READING = "School Improvement Fund", "Small Schools Reading Fund"


def begin(company: Company, *, at: datetime) -> None:
    """Both are opened before anybody is helped."""
    today = timezone.localdate(at)
    opened = datetime.combine(today - timedelta(days=330), time(11), LONDON)
    starts, ends = opened.date().replace(day=1), today + timedelta(days=120)
    finance = company.acting(FINANCE, opened)
    large = funds.Terms(
        IMPROVEMENT, starts, ends, 4_500_00, "North Yorkshire schools forum", kept_back_percent=Decimal(5),
        cap_a_school_pence=1_500_00, reports=[today + timedelta(days=10), ends],
    )  # fmt: skip
    small = funds.Terms(READING, starts, ends, 700_00, "The Gunnerside charity")
    for terms in (large, small):
        funds.begin(company.alliance, terms, by=finance, at=opened)


def carry(company: Company, deployment: Deployment, name: str) -> None:
    """On the day on which everybody has agreed, the fund promises what it can of the cost."""
    deployment.refresh_from_db()
    fund, at = Fund.objects.get(alliance=company.alliance, name=name), deployment.state_since
    cost = funds.cost_of(deployment.agreements.all()[0])
    promised = min(cost[0], fund.to_spend_pence)
    funds.share_out(deployment, [(fund, promised)], cost=cost, by=company.acting(FINANCE, at), at=at)
