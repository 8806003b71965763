"""The lines of a plan, one by one: the home school is asked, a line is set aside, or taken back before the answer."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from drystone.lifecycle import AlreadyMoved, Refused
from drystone.people.models import Person

from . import enquiries
from .lifecycle import PLAN_LINE
from .models import Enquiry, EnquiryState, PlanLine, TermPlan

AT_ONCE = 50  # home schools asked by one press


@transaction.atomic
def accept(line: PlanLine, *, by: Person, at: datetime) -> PlanLine:
    """The home approver is asked, exactly as from the list of candidates; the leader does not learn of it yet.

    Raises Refused, with the rule's sentence, where the world has moved on since the plan was made.
    """
    check_stands(line)
    try:
        enquiry = enquiries.ask_home(line.request, line.designation, by=by, at=at)
    except enquiries.CannotAsk as no:
        raise Refused(f"{line.request.school}: {no}") from no
    return PLAN_LINE.move(line, "accept", by=by, at=at, enquiry=enquiry)


def accept_left(plan: TermPlan, *, by: Person, at: datetime) -> tuple[list[PlanLine], list[str]]:
    """Accepts, in their order, the first fifty lines that are only proposed; each by itself.

    Gives the lines that were accepted, and why others could not be.
    """
    done, why_not = [], []
    rows = plan.lines.filter(state=PlanLine.State.PROPOSED).select_related(
        "plan", "request__alliance", "request__school", "designation__person", "designation__home_school"
    )
    for line in rows[:AT_ONCE]:
        try:
            done.append(accept(line, by=by, at=at))
        except Refused as no:
            why_not.append(str(no))
        except AlreadyMoved:  # a colleague was at the same line
            continue
    return done, why_not


@transaction.atomic
def set_aside(line: PlanLine, *, by: Person, at: datetime) -> PlanLine:
    """Not this one: the next plan does not hold on to it."""
    check_stands(line)
    return PLAN_LINE.move(line, "set_aside", by=by, at=at)


@transaction.atomic
def take_up(line: PlanLine, *, by: Person, at: datetime) -> PlanLine:
    """It is proposed again."""
    check_stands(line)
    return PLAN_LINE.move(line, "take_up", by=by, at=at)


@transaction.atomic
def take_back(line: PlanLine, *, by: Person, at: datetime) -> PlanLine:
    """The home approver is thanked and asked no more. Raises Refused once she has answered."""
    check_stands(line)
    enquiry = line.enquiry
    if enquiry is None:
        raise AlreadyMoved(line, "take_back", line.state)
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if enquiry.state != EnquiryState.ASKED:
        raise Refused(f"{enquiry.asked} has answered already. Go on from the request.")
    enquiries.stand_down(enquiry, by=by, at=at)
    return PLAN_LINE.move(line, "take_back", by=by, at=at, enquiry=None)


def check_stands(line: PlanLine) -> None:
    """Holds the plan, so that a line is not accepted while a later plan takes its place."""
    plan = TermPlan.objects.select_for_update().get(pk=line.plan_id)
    if plan.state != TermPlan.State.READY:
        raise Refused("This plan was replaced meanwhile. Look at the one that stands now.")


ACTS: dict[str, Callable[..., PlanLine]] = {
    "accept": accept,
    "set_aside": set_aside,
    "take_up": take_up,
    "take_back": take_back,
}
