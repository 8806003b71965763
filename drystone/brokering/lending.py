"""Another alliance asks whom this one could lend: it proposes one of its own, or says no.

It looks for her as for a request of its own. Whom it proposes, her days are held from then on, so that nobody here
promises them again; they go back when it comes to nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people.models import Person
from drystone.register import promises
from drystone.register.models import Area, Designation
from drystone.register.promises import NotEnoughRelease

from . import across, emails, requests, rules
from .access import office
from .borrowing import give_back
from .lifecycle import BORROWING, LENDING
from .models import Lending, LoanState, RequestState, SupportRequest

OVER = (
    RequestState.DECLINED,
    RequestState.MERGED,
    RequestState.REDIRECTED,
    RequestState.UNMET,
    RequestState.WITHDRAWN,
)


def as_request(lending: Lending, area: Area | None = None) -> SupportRequest:
    """What is asked, as if it were a request of this alliance; never kept."""
    return SupportRequest(
        pk=0,
        alliance=lending.alliance,
        school=lending.school,
        area=area or lending.area,
        need=lending.need,
        phase=lending.phase,
        half_days=lending.half_days,
        from_on=lending.from_on,
        until_on=lending.until_on,
        state=RequestState.ACCEPTED,
    )


@transaction.atomic
def propose(
    lending: Lending, designation: Designation, because: str, *, area: Area | None = None, by: Person, at: datetime
) -> Lending:
    """Proposes one System Leader, and holds her days. The other office reads her name, her school and the because.

    Neither she nor her school is asked yet. Raises Refused where a hard rule keeps her out or somebody else has just
    promised her days, AlreadyMoved where the other alliance has withdrawn.
    """
    if not office(by, designation):
        raise NotAllowed(f"{by} may not lend {designation.person}")
    with across.both(lending) as two:
        held = two.lending
        wanted = as_request(held, area)
        if wanted.area is None:
            raise Refused("Say first which of your areas of expertise it is.")
        if out := rules.broken(rules.load(wanted, on=localdate(at), only=[designation]), designation):
            raise Refused(out)
        proposed: dict[str, Any] = {"designation": designation, "because": because, "area": wanted.area}
        LENDING.move(held, "propose", by=by, at=at, **proposed)
        hold_days(held, designation, at=at)
        told: dict[str, Any] = {
            "leader": designation.person,
            "home_school": designation.home_school,
            "because": because,
        }
        BORROWING.move(two.borrowing, "propose", by=None, at=at, **told)
        emails.loan_proposed(two.borrowing, at=at)
    return held


def hold_days(lending: Lending, designation: Designation, *, at: datetime) -> None:
    """Raises Refused where the budgets do not hold them any more."""
    try:
        promises.promise(
            lending,
            person=designation.person,
            home_school=designation.home_school,
            starts=lending.from_on,
            ends=lending.until_on,
            half_days=lending.half_days,
            at=at,
        )
    except NotEnoughRelease as no:
        raise Refused(f"The days of {designation.person} have been promised to somebody else.") from no


@transaction.atomic
def decline(lending: Lending, *, reason: str = "", by: Person, at: datetime) -> Lending:
    """Nobody can be lent. A reason is optional; the office that asked reads it, no school ever does."""
    with across.both(lending) as two:
        LENDING.move(two.lending, "say_no", by=by, at=at, note=reason)
        give_back(two.lending, at=at)
        BORROWING.move(two.borrowing, "say_no", by=None, at=at, answer=reason)
        emails.loan_news(two.borrowing, at=at)
    return two.lending


def lapse_late(*, at: datetime) -> int:
    """What nobody answered by its day lapses; days that were held go back. Returns how many."""
    late = Lending.objects.filter(state__in=(LoanState.ASKED, LoanState.PROPOSED), answer_by__lt=localdate(at))
    return sum(lapse(each, at=at) for each in late)


@transaction.atomic
def lapse(lending: Lending, *, at: datetime) -> bool:
    with across.both(lending) as two:
        try:
            LENDING.move(two.lending, "lapse", by=None, at=at)
        except AlreadyMoved:  # answered while the clock was at it
            return False
        BORROWING.move(two.borrowing, "lapse", by=None, at=at)
        give_back(two.lending, at=at)
        emails.loan_over(two.lending, at=at)
        emails.loan_news(two.borrowing, at=at)
    return True


def settle_due(*, at: datetime) -> int:
    """Where the lending alliance's own request has ended, so has the loan: the work is done, or it did not come about.

    The first request is met, or looks for somebody again. Returns how many.
    """
    ended = Lending.objects.filter(state=LoanState.AGREED, request__state__in=(*OVER, RequestState.MET))
    return sum(settle(each, at=at) for each in ended)


@transaction.atomic
def settle(lending: Lending, *, at: datetime) -> bool:
    with across.both(lending) as two:
        work = SupportRequest.objects.filter(lending=two.lending)
        done = work.filter(state=RequestState.MET).exists()
        verb = "finish" if done else "fall_through"
        try:
            LENDING.move(two.lending, verb, by=None, at=at)
        except AlreadyMoved:  # withdrawn while the clock was at it
            return False
        give_back(two.lending, at=at)
        BORROWING.move(two.borrowing, verb, by=None, at=at)
        if done and two.request.state == RequestState.ACCEPTED:
            requests.meet(two.request, by=None, at=at)
        emails.loan_news(two.borrowing, at=at)
    return True
