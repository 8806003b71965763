"""The messages about decisions. The outcome itself stands on the page and in the letter, not in the mail."""

from datetime import datetime
from typing import Any

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message

from ..models import Appeal, Decision, Round
from .telling import FACTS, ROUND, facts, tell_applicant, tell_office, tell_office_of_round


@message(
    kind="selection.decision_released",
    to="the applicant",
    when="the decision on the application is released",
    why="you applied to become a System Leader",
    sample=FACTS,
)
def decision_released(decision: Decision, *, at: datetime, not_before: datetime) -> None:
    """It leads to the page, which says the decision from its release on and has the letter once that is sealed."""
    tell_applicant("selection.decision_released", decision.application, at=at, not_before=not_before)


@message(
    kind="selection.decision_corrected",
    to="the applicant",
    when="a released decision is corrected by a second letter",
    why="you applied to become a System Leader",
    sample=FACTS,
)
def decision_corrected(decision: Decision, *, at: datetime) -> None:
    tell_applicant("selection.decision_corrected", decision.application, at=at)


@message(
    kind="selection.head_told_designated",
    to="the applicant's headteacher",
    when="their colleague is designated",
    why="you gave the reference that this designation rests on",
    sample={**FACTS, "starts": "Friday 16 April 2027", "ends": "Tuesday 15 April 2031", "number": "SL-7KQ2-M4XD"},
    linked=False,
)
@message(
    kind="selection.head_told_decided",
    to="the applicant's headteacher",
    when="the decision is released and their colleague is not designated",
    why="you gave a reference for this applicant",
    sample=FACTS,
    linked=False,
)
def head_told(decision: Decision, *, at: datetime, not_before: datetime | None = None) -> None:
    """To whoever gave the reference: the fact, never the feedback."""
    reference = decision.rests_on
    if reference is None:
        return
    designation, context = decision.designation, facts(decision.application)
    kind = "selection.head_told_designated" if designation else "selection.head_told_decided"
    if designation:
        context |= {
            "starts": saying.day(designation.starts),
            "ends": saying.day(designation.ends),
            "number": designation.number,
        }
    about: dict[str, Any] = {
        "alliance_id": decision.alliance_id,
        "at": at,
        "about": decision,
        "not_before": not_before,
    }
    outbox.queue(kind, to=reference.referee, context=context, **about)


@message(
    kind="selection.appeal_opened",
    to="the office",
    when="an applicant appeals",
    why="you work in the Alliance's office",
    sample=FACTS,
)
def appeal_opened(appeal: Appeal, *, at: datetime) -> None:
    tell_office("selection.appeal_opened", appeal.decision.application, at=at)


@message(
    kind="selection.appeal_decided",
    to="the applicant",
    when="the appeal is decided",
    why="you appealed against a decision",
    sample=FACTS,
)
def appeal_decided(appeal: Appeal, *, at: datetime) -> None:
    tell_applicant("selection.appeal_decided", appeal.decision.application, at=at)


@message(
    kind="selection.round_released",
    to="the office",
    when="the decisions of a round are released at the time that was set",
    why="you work in the Alliance's office",
    sample={**ROUND, "released": 38, "unseen": 1, "held": 1},
)
def round_released(round_: Round, released: int, unseen: int, held: int, *, at: datetime) -> None:
    """How many stand now, how many nobody has seen as the second person, and how many are held back."""
    numbers = {"released": released, "unseen": unseen, "held": held}
    tell_office_of_round("selection.round_released", round_, at=at, **numbers)


@message(
    kind="selection.release_stopped",
    to="the office",
    when="the time for the release has come and one decision may not stand as it is",
    why="you work in the Alliance's office",
    sample=FACTS,
)
def release_stopped(decision: Decision, *, at: datetime) -> None:
    """Which decision it is; why stands on the pages."""
    tell_office("selection.release_stopped", decision.application, at=at)
