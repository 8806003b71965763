"""A school's call for help: sent, triaged, and what becomes of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, Refused
from drystone.people.models import Person
from drystone.questions import sheets
from drystone.register.models import Area
from drystone.schools.models import Organisation

from . import answered, borrowing, emails, offers, priority
from .access import office
from .lifecycle import OPEN, REQUEST
from .models import RequestState, SupportRequest
from .offers import Chosen as Chosen

FULL, SHORT = "support_request", "support_request_short"


@transaction.atomic
def start(
    alliance: Alliance,
    school: Organisation,
    contact: Person,
    *,
    form: str = FULL,
    commissioner: Organisation | None = None,
    commissioned_by: Person | None = None,
    by: Person,
    at: datetime,
) -> SupportRequest:
    """A draft request for a school, on the whole form or the 90-second one, for `contact` to fill in."""
    request = SupportRequest.objects.create(
        alliance=alliance,
        school=school,
        contact=contact,
        commissioner=commissioner,
        commissioned_by=commissioned_by,
        sheet=sheets.start(form, alliance.pk, at=at),
        state_since=at,
    )
    events.record(request, "started", by=by, at=at)
    return request


@transaction.atomic
def submit(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """The call for help reaches the office; what was told in confidence is put in a row for the broker alone.

    Whom the office speaks to, and the head who was named, learn of it. Raises questions' Unfinished when a needed
    answer is missing or does not fit, and lifecycle's AlreadyMoved and NotAllowed.
    """
    answers = answered.seal(request, request.sheet, by=by, at=at)
    taken = answered.taken_from(answers, request.alliance) | answered.who_and_where(request, answers)
    REQUEST.move(request, "submit", by=by, at=at, submitted_at=at, **taken)
    priority.reckon_one(request, localdate(at))
    emails.request_received(request, at=at)
    emails.head_told(request, at=at)
    return request


@transaction.atomic
def accept(
    request: SupportRequest,
    *,
    area: Area,
    half_days: int,
    from_on: date,
    until_on: date,
    need: str,
    phase: str = "",
    note: str = "",
    by: Person,
    at: datetime,
) -> SupportRequest:
    """The office takes the request on, with its area, half-days and dates as talked through; the school is told."""
    REQUEST.move(
        request,
        "accept",
        by=by,
        at=at,
        note=note,
        area=area,
        half_days=half_days,
        from_on=from_on,
        until_on=until_on,
        need=need,
        phase=phase,
        owner=request.owner or by,
        ask_again_on=None,
    )
    emails.request_accepted(request, at=at)
    return request


@transaction.atomic
def wait(request: SupportRequest, *, until: date, note: str, by: Person, at: datetime) -> SupportRequest:
    """The request waits, with a reason and the day on which the office looks again; the school is told both."""
    if until <= localdate(at):
        raise Refused("Choose a day that lies ahead.")
    stop_looking(request, by=by, at=at)
    REQUEST.move(request, "wait", by=by, at=at, note=note, ask_again_on=until)
    emails.request_waits(request, reason=note, at=at)
    return request


def look_again(request: SupportRequest, *, by: Person | None, at: datetime) -> SupportRequest:
    """The day has come, or the office does not wait for it: the request is back in the queue, to be answered."""
    return REQUEST.move(request, "look_again", by=by, at=at, ask_again_on=request.ask_again_on or localdate(at))


def look_again_due(*, at: datetime) -> int:
    """Requests whose waiting is over come back to the queue; returns how many. Nobody is written to."""
    back = 0
    for request in SupportRequest.objects.filter(state=RequestState.WAITING, ask_again_on__lte=localdate(at)):
        try:
            look_again(request, by=None, at=at)
            back += 1
        except AlreadyMoved:  # the office was quicker
            continue
    return back


@transaction.atomic
def decline(request: SupportRequest, *, reason: str, note: str, by: Person, at: datetime) -> SupportRequest:
    """The office says no, with a coded reason and a sentence that the school reads."""
    stop_looking(request, by=by, at=at)
    REQUEST.move(request, "decline", by=by, at=at, note=note, reason_code=reason)
    emails.request_declined(request, sentence=note, at=at)
    return request


@transaction.atomic
def redirect(request: SupportRequest, *, reason: str, note: str, by: Person, at: datetime) -> SupportRequest:
    """Another kind of help fits better, by its code; the school reads which, and how to reach it."""
    REQUEST.move(request, "redirect", by=by, at=at, note=note, reason_code=reason)
    emails.request_redirected(request, sentence=note, at=at)
    return request


@transaction.atomic
def merge(request: SupportRequest, into: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """Two requests of one school become one; this one points at the other, and whoever sent it is told."""
    if into.pk == request.pk or into.school_id != request.school_id or into.alliance_id != request.alliance_id:
        raise ValueError("Only two requests of the same school can be merged.")
    both = SupportRequest.objects.select_for_update().filter(pk__in=(request.pk, into.pk)).order_by("pk")
    if {row.pk: row.state for row in both}[into.pk] not in OPEN:
        raise Refused("The other request is not open any more. Choose another one.")
    stop_looking(request, by=by, at=at)
    REQUEST.move(request, "merge", by=by, at=at, merged_into=into)
    emails.request_merged(request, at=at)
    return request


def separate(request: SupportRequest, *, note: str, by: Person, at: datetime) -> SupportRequest:
    """It was not the same after all: the request is back in the queue by itself."""
    return REQUEST.move(request, "separate", by=by, at=at, note=note, merged_into=None, ask_again_on=None)


@transaction.atomic
def withdraw(request: SupportRequest, *, note: str = "", by: Person, at: datetime) -> SupportRequest:
    """The school no longer needs help; whoever was asked is thanked. Raises Chosen once it has chosen a leader."""
    stop_looking(request, by=by, at=at)
    REQUEST.move(request, "withdraw", by=by, at=at, note=note)
    if request.submitted_at and not office(by, request):
        emails.request_withdrawn(request, at=at)
    return request


@transaction.atomic
def ask_after_all(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """The school needs it after all: a draft is a draft again, a request that was sent comes before the office."""
    if not request.submitted_at:
        return REQUEST.move(request, "write_on", by=by, at=at)
    REQUEST.move(request, "ask_after_all", by=by, at=at, ask_again_on=None)
    emails.request_arrived(request, at=at)
    return request


def reopen(request: SupportRequest, *, note: str, by: Person, at: datetime) -> SupportRequest:
    """A closed request goes back into the queue, with the reason."""
    return REQUEST.move(request, "reopen", by=by, at=at, note=note, reason_code="", ask_again_on=None)


@transaction.atomic
def close_unmet(request: SupportRequest, *, reason: str, note: str, by: Person, at: datetime) -> SupportRequest:
    """Nobody could be found; the coded reason is kept, because it is a gap in what the Alliance can give."""
    stop_looking(request, by=by, at=at)
    return REQUEST.move(request, "close_unmet", by=by, at=at, note=note, reason_code=reason)


def meet(request: SupportRequest, *, by: Person | None, at: datetime) -> SupportRequest:
    """The help was given; a later room calls this when its work is done."""
    return REQUEST.move(request, "meet", by=by, at=at)


def go_on(request: SupportRequest, *, by: Person, at: datetime) -> SupportRequest:
    """It was not met after all: the work goes on; a later room calls this."""
    return REQUEST.move(request, "go_on", by=by, at=at)


def ask_for_rest(request: SupportRequest, *, half_days: int, by: Person, at: datetime) -> None:
    """Part of the help was given, and somebody else is to give the rest: so many half-days are looked for now."""
    if half_days != request.half_days:
        SupportRequest.objects.filter(pk=request.pk).update(half_days=half_days)
        request.half_days = half_days
        events.record(request, "rest_asked_for", by=by, at=at, half_days=half_days)


def stop_looking(request: SupportRequest, *, by: Person, at: datetime) -> None:
    """Whoever was asked, here or in another alliance, is thanked. Raises Chosen while a chosen leader stands."""
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    offers.check_none_chosen(request)
    borrowing.withdraw_all(request, by=None, at=at)
    offers.stand_down_all(request, by=by, at=at)
