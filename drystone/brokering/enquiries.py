"""Might she be released, and might she? The home approver is asked first, before the leader knows.

A refusal needs no reason, is never shown to the receiving school, and never counts against anyone.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people import links, posts
from drystone.people.models import Link, Person
from drystone.register.models import Designation

from . import emails, late_answers, lent, rules
from .lifecycle import ENQUIRY
from .models import Enquiry, EnquiryReason, EnquiryState, LateAnswer, RequestState, SupportRequest

PURPOSE = "enquiry"
ANSWERS = {"yes": "say_yes", "not_now": "say_not_now", "no": "say_no"}
STANDING = (EnquiryState.ASKED, EnquiryState.YES)


class CannotAsk(Refused):
    """Why this person cannot be asked; the sentence is for the office."""


def ask_home(request: SupportRequest, designation: Designation, *, by: Person, at: datetime) -> Enquiry:
    """Asks the home approver whether this leader could be released; the leader does not learn of it yet."""
    return ask_homes(request, [designation], by=by, at=at)[0]


@transaction.atomic
def ask_homes(request: SupportRequest, leaders: Iterable[Designation], *, by: Person, at: datetime) -> list[Enquiry]:
    """The same of several leaders at once, all or none; each approver reads that others are asked too.

    The approver is the head of the home school, or the governing body where the leader is the head.
    Raises CannotAsk when a hard rule keeps a leader out, or nobody is known to ask.
    """
    check_open(request)
    asked = []
    for leader in leaders:
        if no := lent.to_another(request, leader):
            raise CannotAsk(no)
        check_rules(request, leader, at)
        asked.append(put(request, leader, Enquiry.Step.HOME, approver_of(request, leader, at), by=by, at=at))
    tell([enquiry for enquiry, is_new in asked if is_new], by=by, at=at)
    return [enquiry for enquiry, _ in asked]


@transaction.atomic
def ask_leader(request: SupportRequest, designation: Designation, *, by: Person, at: datetime) -> Enquiry:
    """Asks the leader, once her home approver has said yes. Raises CannotAsk before that, and where a hard rule keeps
    her out by now."""
    check_open(request)
    check_released(request, designation)
    if not standing(request, designation, Enquiry.Step.LEADER):
        check_rules(request, designation, at)
    asked, is_new = put(request, designation, Enquiry.Step.LEADER, designation.person, by=by, at=at)
    tell([asked] if is_new else [], by=by, at=at)
    return asked


@transaction.atomic
def ask_again(enquiry: Enquiry, *, by: Person, at: datetime) -> Enquiry:
    """What ran out, was put off or was stood down is asked once more, with as many days to answer as at first.

    Where whoever was asked no longer releases the leader, whoever does now is asked instead.
    Raises CannotAsk when a hard rule keeps the leader out by now.
    """
    request, leader = enquiry.request, enquiry.designation
    check_open(request)
    enquiry.refresh_from_db(fields=["state"])
    if enquiry.step == Enquiry.Step.LEADER:
        check_released(request, leader)
    check_rules(request, leader, at, asked_before=True)
    if enquiry.step == Enquiry.Step.HOME and approver_of(request, leader, at) != enquiry.asked:
        if enquiry.state in STANDING:
            ENQUIRY.move(enquiry, "stand_down", by=by, at=at)
        asked, is_new = put(request, leader, enquiry.step, approver_of(request, leader, at), by=by, at=at)
    else:
        living = standing(request, leader, enquiry.step)
        asked, is_new = living or renew(enquiry, by=by, at=at), not living
    tell([asked] if is_new else [], by=by, at=at)
    return asked


def renew(enquiry: Enquiry, *, by: Person, at: datetime) -> Enquiry:
    """The same enquiry asks once more; what was said to it before holds no longer."""
    fresh: dict[str, Any] = {"ask_after": None, "recorded_by": None, "call_wanted_at": None, "call_number": ""}
    return ENQUIRY.move(
        enquiry, "ask_again", by=by, at=at, asked_at=at, answer_by=last_day(enquiry.request, at), **fresh
    )


def check_open(request: SupportRequest) -> None:
    """Locks the request, so that of two who ask at once one finds the other's enquiry."""
    request = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != RequestState.ACCEPTED:
        raise CannotAsk("Accept the request first: nobody is asked for a request that is not being worked on.")
    if no := lent.by_another(request):
        raise CannotAsk(no)


def check_rules(request: SupportRequest, leader: Designation, at: datetime, *, asked_before: bool = False) -> None:
    """Raises CannotAsk with the first hard rule that keeps this leader out; of whoever is asked again not that she
    was asked before."""
    facts = rules.load(request, on=localdate(at), only=[leader])
    passing = ("refused",) if asked_before else ()
    if out := rules.broken(facts, leader, passing=passing):
        raise CannotAsk(f"{leader.person}: {out}")


def check_released(request: SupportRequest, leader: Designation) -> None:
    released = Enquiry.objects.filter(
        request=request, designation=leader, step=Enquiry.Step.HOME, state=EnquiryState.YES
    )
    if not released.exists():
        raise CannotAsk("The home school has not said yes. They are asked first, before the System Leader knows.")


def approver_of(request: SupportRequest, leader: Designation, at: datetime) -> Person:
    approver = posts.approver_for(leader.person, request.alliance, leader.home_school, localdate(at))
    if approver is None:
        raise CannotAsk(f"Nobody is recorded who may release staff of {leader.home_school}. Add the head first.")
    return approver


def standing(request: SupportRequest, leader: Designation, step: str) -> Enquiry | None:
    return Enquiry.objects.filter(request=request, designation=leader, step=step, state__in=STANDING).first()


def last_day(request: SupportRequest, at: datetime) -> date:
    """Until when somebody who is asked now may answer."""
    return WorkingDays(request.alliance).after(localdate(at), request.alliance.enquiry_working_days)


def put(
    request: SupportRequest, designation: Designation, step: str, asked: Person, *, by: Person, at: datetime
) -> tuple[Enquiry, bool]:
    """One living enquiry a step, and whether it is new: asking again while one stands gives that one back."""
    if living := standing(request, designation, step):
        return living, False
    enquiry = Enquiry.objects.create(
        alliance_id=request.alliance_id,
        request=request,
        designation=designation,
        step=step,
        asked=asked,
        asked_at=at,
        answer_by=last_day(request, at),
        state_since=at,
    )
    events.record(enquiry, f"asked_{step}", by=by, at=at)
    return enquiry, True


def tell(asked: list[Enquiry], *, by: Person, at: datetime) -> None:
    """Once all are asked, so that each reads whether others are."""
    for enquiry in asked:
        emails.enquiry_asked(enquiry, link=invite(enquiry, by=by, at=at), at=at)


def invite(enquiry: Enquiry, *, by: Person | None, at: datetime) -> Link:
    return links.invite(enquiry.asked, PURPOSE, enquiry, alliance=enquiry.alliance, days=30, by=by, at=at)


@transaction.atomic
def answer(
    enquiry: Enquiry,
    answer: str,
    *,
    reason: str = "",
    ask_after: date | None = None,
    call_number: str = "",
    by: Person,
    at: datetime,
) -> Enquiry | LateAnswer:
    """Yes, not now (ask after a day), no, or "call me". A reason is optional, private, and kept in a row apart.

    The office is told. The answer can be changed for as long as nobody has acted on it; one that comes when it counts
    no longer is kept as a note for the office, and changes nothing.
    """
    late_answers.hold(enquiry)
    if late_answers.why(enquiry, answer, by, at):
        said: dict[str, Any] = {"reason": reason, "ask_after": ask_after, "call_number": call_number}
        return late_answers.keep(enquiry, answer, **said, by=by, at=at)
    if answer == "call":
        return want_call(enquiry, call_number, by=by, at=at)
    was = enquiry.state
    settle(enquiry, answer, reason=reason, by=by, at=at, ask_after=ask_after)
    if was != enquiry.state:
        (emails.enquiry_answered if was == EnquiryState.ASKED else emails.answer_changed)(enquiry, at=at)
    return enquiry


def want_call(enquiry: Enquiry, number: str, *, by: Person, at: datetime) -> Enquiry:
    """She would rather talk: the office rings her, and her day to answer moves on. Said twice, it is said once."""
    if enquiry.call_wanted_at and enquiry.call_number == number:
        return enquiry
    number = number or by.phone
    until = max(enquiry.answer_by, last_day(enquiry.request, at))
    ENQUIRY.move(enquiry, "call_me", by=by, at=at, call_wanted_at=at, call_number=number, answer_by=until)
    emails.call_wanted(enquiry, at=at)
    return enquiry


def settle(enquiry: Enquiry, answer: str, *, reason: str, by: Person, at: datetime, **changes) -> None:
    """What was answered holds from now on; a head's no stands her leader down, if she was asked already."""
    keep_reason(enquiry, reason)
    if enquiry.state == answer and enquiry.ask_after == changes.get("ask_after"):
        return
    ENQUIRY.move(enquiry, ANSWERS[answer], by=by, at=at, **{"ask_after": None, **changes})
    if answer != "yes":
        stand_down_leader(enquiry, by=by, at=at)


def keep_reason(enquiry: Enquiry, reason: str) -> None:
    if reason:
        EnquiryReason.objects.update_or_create(
            enquiry=enquiry, defaults={"alliance_id": enquiry.alliance_id, "text": reason}
        )


def stand_down_leader(enquiry: Enquiry, *, by: Person | None, at: datetime) -> None:
    if enquiry.step == Enquiry.Step.HOME:
        later = standing(enquiry.request, enquiry.designation, Enquiry.Step.LEADER)
        if later:
            thank(later, by=by, at=at)


@transaction.atomic
def record(enquiry: Enquiry, given: str, *, note: str, reason: str = "", by: Person, at: datetime) -> Enquiry:
    """The office writes down what was said by phone or e-mail: for whom, how, by whom.

    Also "call": they were rung, and answer later. Raises CannotAsk once the leader stands before the school.
    """
    late_answers.hold(enquiry)
    if late_answers.is_acted_on(enquiry):
        raise CannotAsk("Take the System Leader off the shortlist first.")
    if given == "call":
        return ENQUIRY.move(enquiry, "rang", by=by, at=at, note=note, call_wanted_at=None)
    settle(enquiry, given, reason=reason, by=by, at=at, note=note, recorded_by=by)
    return enquiry


@transaction.atomic
def count_late(late: LateAnswer, *, by: Person, at: datetime) -> Enquiry:
    """The office lets a late answer count after all. Raises CannotAsk where the world has moved on."""
    enquiry = late.enquiry
    check_open(enquiry.request)
    late_answers.hold(enquiry)
    if late_answers.is_acted_on(enquiry):
        raise CannotAsk("Take the System Leader off the shortlist first.")
    if enquiry.state in (EnquiryState.EXPIRED, EnquiryState.STOOD_DOWN):
        if standing(enquiry.request, enquiry.designation, enquiry.step):
            raise CannotAsk(f"Somebody else is being asked about {enquiry.designation.person} now.")
        if enquiry.step == Enquiry.Step.LEADER:
            check_released(enquiry.request, enquiry.designation)
        renew(enquiry, by=by, at=at)
    if late.answer != EnquiryState.ASKED:
        said = {"recorded_by": by, "ask_after": late.ask_after}
        settle(enquiry, late.answer, reason=late.text, by=by, at=at, **said)
    late_answers.see_to(late, by=by, at=at)
    return enquiry


@transaction.atomic
def stand_down(enquiry: Enquiry, *, by: Person | None, at: datetime) -> Enquiry:
    """She is not needed: thanks, and no more is asked; of a home school also not of its leader."""
    late_answers.hold(enquiry)
    if late_answers.is_acted_on(enquiry):
        raise CannotAsk("Take the System Leader off the shortlist first.")
    stand_down_leader(enquiry, by=by, at=at)
    return thank(enquiry, by=by, at=at)


def thank(enquiry: Enquiry, *, by: Person | None, at: datetime) -> Enquiry:
    ENQUIRY.move(enquiry, "stand_down", by=by, at=at)
    emails.enquiry_stood_down(enquiry, at=at)
    return enquiry


def stand_down_all(
    request: SupportRequest, *, but: Designation | None = None, by: Person | None, at: datetime
) -> None:
    """Another leader was chosen, or the request is closed: thanks to everybody who was asked and is not needed."""
    rows = request.enquiries.filter(state__in=STANDING)
    for enquiry in rows.exclude(designation=but) if but else rows:
        thank(enquiry, by=by, at=at)
