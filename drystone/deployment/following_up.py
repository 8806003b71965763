"""Some months after the work the school is asked what has lasted: each time once, of whoever heads it by then."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance

from . import emails, inviting
from .models import Closing, Deployment, DeploymentState, Review, ReviewState, Visit, VisitState

MADE_UP_FOR = timedelta(weeks=8)  # a clock that stood still, or a summer, is made up for; older work is let rest
SHORT_MONTHS = timedelta(days=3)  # by which a month may be shorter than another


def ask_due(*, at: datetime) -> int:
    """Every school whose follow-up is due and was not asked for is asked; quiet while schools are shut."""
    today = localdate(at)
    asks = (each for each in Alliance.objects.filter(suspended_on=None) if WorkingDays(each).includes(today))
    return sum(
        ask(deployment, months, at=at)
        for alliance in asks
        for months in sorted(alliance.follow_up_months)
        for deployment in due(alliance, months, today)
    )


def due(alliance: Alliance, months: int, day: date) -> Iterator[Deployment]:
    """Closed deployments whose last visit lies so many months back, of which nobody was asked after that time."""
    last = day - relativedelta(months=months)
    within = (last - MADE_UP_FOR - SHORT_MONTHS, last + SHORT_MONTHS)
    held = Visit.objects.filter(alliance=alliance, state=VisitState.HELD, starts_at__date__range=within)
    asked = Review.objects.filter(deployment=OuterRef("pk"), kind=Review.Kind.FOLLOW_UP, months=months)
    nothing = Closing.objects.filter(
        deployment=OuterRef("pk"), reopened_at=None, outcome=Closing.Outcome.NOT_TAKEN_PLACE
    )
    rows = Deployment.objects.filter(
        ~Exists(asked), ~Exists(nothing), pk__in=held.values("deployment"), state=DeploymentState.CLOSED
    )
    rows = rows.select_related("alliance", "leader", "receiving_school", "request__contact", "request__area")
    for deployment in rows.prefetch_related("visits"):
        if falls_due(deployment, months) <= day < falls_due(deployment, months) + MADE_UP_FOR:
            yield deployment


def falls_due(deployment: Deployment, months: int) -> date:
    """So many months after the last visit; from the 31st of a month to the last day of a shorter one."""
    held = [visit.starts_at for visit in deployment.visits.all() if visit.state == VisitState.HELD]
    return localdate(max(held)) + relativedelta(months=months)


def ask(deployment: Deployment, months: int, *, at: datetime) -> bool:
    """The head of that day is asked, and told what it is about: she may have come since."""
    head = inviting.speaks_for_school(deployment, localdate(at))
    review = inviting.ask(deployment, Review.Kind.FOLLOW_UP, head, months=months, at=at)
    if review is None:
        return False
    emails.asked_of(review, link=inviting.link_to(review, by=None, at=at), at=at)
    return True


def evaluation_before(review: Review) -> Review | None:
    """The evaluation at the end, beside which a follow-up is read."""
    rows = Review.objects.filter(deployment=review.deployment_id, kind=Review.Kind.DEPLOYMENT)
    return rows.filter(state=ReviewState.GIVEN).select_related("sheet__version").first()
