"""The office asks other alliances whom they could lend for one request; agrees to whom one proposes, or withdraws.

From its agreement on the lending alliance works on a request of its own: the order there is the same as always.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import posts
from drystone.people.models import Person
from drystone.people.roles import Role
from drystone.questions import sheets
from drystone.register import promises

from . import across, emails, offers
from .access import office
from .across import Both
from .lifecycle import BORROWING, LENDING, OPEN, REQUEST
from .models import Borrowing, Lending, LoanState, Offer, RequestState, SupportRequest

FORM = "support_request"
DAYS_TO_ANSWER = 5  # working days, for each of the two alliances


@transaction.atomic
def ask(
    request: SupportRequest, lenders: Iterable[Alliance], *, note: str = "", by: Person, at: datetime
) -> list[Borrowing]:
    """Asks other alliances whom they could lend. Each learns the need, the school, the days and the weeks.

    Asked again while it has not answered, an alliance is asked once. Raises Refused where nobody may be asked.
    """
    if not office(by, request):
        raise NotAllowed(f"{by} may not ask for {request}")
    request = (
        SupportRequest.objects.select_for_update(of=("self",)).select_related("alliance", "area").get(pk=request.pk)
    )
    chosen = list(lenders)
    check(request, chosen)
    return [ask_one(request, lender, note, by=by, at=at) for lender in chosen]


def check(request: SupportRequest, lenders: list[Alliance]) -> None:
    if request.state != RequestState.ACCEPTED or not (request.from_on and request.until_on):
        raise Refused("Accept the request first, with its days and weeks.")
    if request.offers.filter(state=Offer.State.CHOSEN).exists():
        raise Refused(f"{request.school} has chosen a System Leader already.")
    if agreed := request.borrowings.filter(state=LoanState.AGREED).first():
        raise Refused(f"{agreed.lender} lends somebody already.")
    if not lenders:
        raise Refused("Choose one alliance at least.")
    for each in lenders:
        if not across.may_lend(each, request.alliance):
            raise Refused(f"{each} does not lend to you at present.")


def ask_one(request: SupportRequest, lender: Alliance, note: str, *, by: Person, at: datetime) -> Borrowing:
    if standing := request.borrowings.open().filter(lender=lender).first():
        return standing
    answer_by = WorkingDays(request.alliance).after(localdate(at), DAYS_TO_ANSWER)
    dated: dict[str, Any] = {"answer_by": answer_by, "state_since": at}
    made = Borrowing.objects.create(alliance=request.alliance, request=request, lender=lender, asked_by=by, **dated)
    events.record(made, "loan_asked", by=by, at=at, now=made.state, note=lender.name)
    area, half_days, from_on, until_on = request.area, request.half_days, request.from_on, request.until_on
    assert area and half_days and from_on and until_on  # noqa: S101, PT018 an accepted request names them
    with across.beyond(lender):
        told = Lending.objects.create(
            alliance=lender,
            crossing=made.pk,
            borrower=request.alliance,
            school=request.school,
            need=request.need,
            area=None if area.alliance_id else area,
            area_name=area.name,
            phase=request.phase,
            half_days=half_days,
            from_on=from_on,
            until_on=until_on,
            note=note,
            **dated,
        )
        events.record(told, "loan_arrived", by=None, at=at, now=told.state, note=request.alliance.name)
        emails.loan_asked(told, at=at)
    return made


@transaction.atomic
def agree(borrowing: Borrowing, *, by: Person, at: datetime) -> Borrowing:
    """The office agrees to whom the other alliance proposes. That one has a request of its own from now on; whoever
    else was asked for this one, here and elsewhere, is thanked, and the school is told who writes to it next.

    Raises AlreadyMoved where the proposal is gone, Refused where the request is.
    """
    with across.both(borrowing) as two:
        BORROWING.move(two.borrowing, "agree", by=by, at=at)
        if two.request.state != RequestState.ACCEPTED or two.request.offers.filter(state=Offer.State.CHOSEN).exists():
            raise Refused("This request is not looking for anybody any more.")
        LENDING.move(two.lending, "agree", by=None, at=at, request=work(two, at=at))
        emails.loan_agreed(two.lending, at=at)
    offers.stand_down_all(two.request, by=by, at=at)
    withdraw_all(two.request, but=two.borrowing, by=by, at=at)
    emails.loan_to_come(two.borrowing, at=at)
    return two.borrowing


def work(two: Both, *, at: datetime) -> SupportRequest:
    """The request that the lending alliance has of its own, for the one whom it proposed, with the days held for it.

    It knows now who asks and who heads the school, as she chooses and signs.
    """
    lending, asked = two.lending, two.request
    made = SupportRequest.objects.create(
        alliance=lending.alliance,
        school=lending.school,
        contact=asked.contact,
        head=asked.head,
        state=RequestState.ACCEPTED,
        state_since=at,
        submitted_at=at,
        sheet=sheets.start(FORM, lending.alliance_id, at=at),
        need=lending.need,
        area=lending.area,
        phase=lending.phase,
        half_days=lending.half_days,
        from_on=lending.from_on,
        until_on=lending.until_on,
        priority=asked.priority,
    )
    events.record(made, "lent_for", by=None, at=at, now=made.state, note=lending.borrower.name)
    promises.hand_over(lending, made)
    today = localdate(at)
    for head in posts.heads_of(asked.school, asked.alliance, today):
        posts.take_up(head, Role.HEAD, lending.alliance, lending.school, from_=today, by=None, at=at)
    return made


@transaction.atomic
def withdraw(borrowing: Borrowing, *, by: Person | None, at: datetime) -> Borrowing:
    """The office needs nobody of the other alliance any more; days held go back, whoever was asked is thanked.

    Raises offers.Chosen once the school has chosen: that alliance calls it off first.
    """
    with across.both(borrowing) as two:
        BORROWING.move(two.borrowing, "withdraw", by=by, at=at)
        LENDING.move(two.lending, "withdraw", by=None, at=at)
        if two.lending.request:
            stop(two.lending.request, at=at)
        give_back(two.lending, at=at)
        emails.loan_over(two.lending, at=at)
    return two.borrowing


def stop(work: SupportRequest, *, at: datetime) -> None:
    """The lending alliance's own request; where it has ended by itself, it stays so."""
    work = SupportRequest.objects.select_for_update().get(pk=work.pk)
    if work.state in OPEN:
        offers.check_none_chosen(work)
        offers.stand_down_all(work, by=None, at=at)
        REQUEST.move(work, "withdraw", by=None, at=at)


def withdraw_all(request: SupportRequest, *, but: Borrowing | None = None, by: Person | None, at: datetime) -> None:
    """Nobody else is needed."""
    standing = request.borrowings.open()
    for each in standing.exclude(pk=but.pk) if but else standing:
        withdraw(each, by=by, at=at)


def give_back(lending: Lending, *, at: datetime) -> None:
    """What was held of her days, for the lending or for its request, goes back."""
    promises.give_back(lending, at=at)
    if lending.request:
        promises.give_back(lending.request, at=at)
