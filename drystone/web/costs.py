"""What moving a visit or calling it off costs, as it is said before the press: to each side its own money alone."""

from datetime import datetime

from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances import cancelling
from drystone.deployment import calling_off, sides
from drystone.deployment.models import Agreement, Side, Visit
from drystone.people.models import Person

from . import visit_forms

NO_COST = "Moving it costs nothing."


def calling_off_said(person: Person, visit: Visit, *, at: datetime) -> str:
    """With what notice it would be called off now, and what that costs where the school does it."""
    due = calling_off.cost(visit, asked_by=Side.SCHOOL, reason="other", at=at)
    given = f"You give {saying.working_days(calling_off.notice_given(visit, localdate(at)))} notice."
    if sides.side(person, visit) == Side.LEADER:
        return f"{given} Where the System Leader’s side calls it off, nothing is charged."
    if due.moved:
        given += (
            f" It was moved from {saying.day(due.moved.former)} with {saying.working_days(due.notice)} notice, "
            f"to a day after {saying.day(due.moved.until)}: by the agreement it counts as called off then."
        )
    if due.free:
        return f"{given} By the agreement that costs nothing."
    who = visit.deployment.receiving_school
    free = f"Nothing is charged for {visit_forms.costs_nothing()}, or where the System Leader’s side calls it off."
    shares = shares_said(person, visit, (due.charged, due.reimbursed))
    return f"{given} By the agreement {shares} where {who} calls it off for a reason of its own. {free}"


def moving_said(person: Person, visit: Visit, agreement: Agreement | None, *, at: datetime) -> list[str]:
    """Up to which day moving it costs nothing in any case, and what it would cost to call it off after that."""
    if agreement is None or sides.side(person, visit) == Side.LEADER:
        return [NO_COST]
    late = calling_off.moved_late(visit, agreement, localdate(at))
    return [NO_COST, *(far_said(person, visit, agreement, each) for each in late)]


def far_said(person: Person, visit: Visit, agreement: Agreement, late: calling_off.Moved) -> str:
    said = (
        f"But if {visit.deployment.receiving_school} moves it for a reason of its own to a day after "
        f"{saying.day(late.until)}, and then calls it off, it counts as called off with "
        f"{saying.working_days(late.notice)} notice, as it had for {saying.day(late.former)}"
    )
    shares = shares_said(person, visit, cancelling.shares(agreement.cancellation, late.notice))
    return f"{said}: {shares}."


def shares_said(person: Person, visit: Visit, shares: tuple[int, int]) -> str:
    """The school reads what is charged, the home school what it is paid, the office both."""
    (charged, back), whose = shares, sides.side(person, visit)
    said = []
    if whose in (Side.SCHOOL, Side.OFFICE):
        said.append(f"{charged} % of the visit is charged")
    if whose in (Side.HOME, Side.OFFICE):
        said.append(f"{back} % is paid to the home school")
    return " and ".join(said)
