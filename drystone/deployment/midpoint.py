"""Half-way: the receiving head is asked whether it is working, and the leader for her part; each in a row of her own.

Neither reads what the other wrote. The office reads both, and is shown the page that does what was wished.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.questions.models import Answer

from . import emails, inviting, wording
from .models import Deployment, DeploymentState, Review, ReviewState, VisitState

HELD = Q(visits__state=VisitState.HELD)


def ask_due(*, at: datetime) -> int:
    """Everybody whose work is half over is asked, once; quiet while schools are shut. Returns how many deployments."""
    asks = Alliance.objects.filter(suspended_on=None, midpoint_from_half_days__gt=0)
    open_ = (each for each in asks if WorkingDays(each).includes(localdate(at)))
    return sum(ask(deployment, at=at) for alliance in open_ for deployment in due(alliance, localdate(at)))


def due(alliance: Alliance, day: date) -> Iterable[Deployment]:
    """Deployments of an alliance that are half over on a day and were not asked about."""
    asked = Review.objects.filter(deployment=OuterRef("pk"), kind=Review.Kind.MIDPOINT)
    rows = Deployment.objects.filter(~Exists(asked), alliance=alliance, state=DeploymentState.UNDER_WAY)
    rows = rows.select_related("alliance", "leader", "receiving_school", "request__contact")
    counted = rows.prefetch_related("agreements__consents").annotate(delivered=Sum("visits__half_days", filter=HELD))
    return (row for row in counted if is_half_over(row, row.delivered or 0, day))


def is_half_over(deployment: Deployment, delivered: int, day: date) -> bool:
    """Half of the half-days are delivered, or half of the time is over; and some of both is left."""
    agreed = wording.in_force(deployment)
    if agreed is None or agreed.half_days < deployment.alliance.midpoint_from_half_days:
        return False
    if delivered >= agreed.half_days or day > agreed.ends:
        return False
    return 2 * delivered >= agreed.half_days or day >= agreed.starts + (agreed.ends - agreed.starts) / 2


def ask(deployment: Deployment, *, at: datetime) -> bool:
    """The head of that day and the leader, each for her own part."""
    head = inviting.speaks_for_school(deployment, localdate(at))
    asked = inviting.ask(deployment, Review.Kind.MIDPOINT, head, at=at)
    if asked is None:
        return False
    emails.asked_of(asked, link=inviting.link_to(asked, by=None, at=at), at=at)
    if part := inviting.ask(deployment, Review.Kind.MIDPOINT_LEADER, deployment.leader, at=at):
        emails.asked_of(part, link=inviting.link_to(part, by=None, at=at), at=at)
    return True


def wishes(reviews: Iterable[Review]) -> dict[int, dict[str, Any]]:
    """Of each that was given how it should go on, and what changes; one query."""
    sheets = {row.sheet_id: row.pk for row in reviews if row.kind in Review.HALFWAY and row.state == ReviewState.GIVEN}
    said = Answer.objects.filter(sheet__in=sheets, key__in=("continue", "changes")) if sheets else ()
    found: dict[int, dict[str, Any]] = {}
    for answer in said:
        found.setdefault(sheets[answer.sheet_id], {})[answer.key] = answer.value
    return found
