"""What the office may do next with an application; the one most wanted stands first."""

from datetime import datetime

from drystone.people.models import Person
from drystone.selection.access import manager, office
from drystone.selection.lifecycle import APPEAL, APPLICATION, DECISION, INTERVIEW
from drystone.selection.models import (
    ASSESSORS,
    DECIDABLE,
    UNRELEASED,
    Appeal,
    AppealState,
    Application,
    ApplicationState,
    AssessmentState,
    CorrectionState,
    Decision,
    DecisionState,
    Interview,
    InterviewState,
)

from ..components.actions import Action, open_actions
from ..pressing import back_to


def buttons(person: Person, application: Application, now: datetime) -> list[Action]:
    """Every button on an application's page, from the tables of lives."""
    if not office(person, application):
        return []
    return [
        *assessing(application),
        *interviewing(person, application, now),
        *deciding(person, application),
        *moving(person, application),
    ]


def page(label: str, name: str, pk: int, *more: str, grave: bool = False) -> Action:
    return Action(label, back_to(name, pk, *more), press=False, grave=grave)


def press(label: str, name: str, pk: int, *more: str) -> Action:
    return Action(label, back_to(name, pk, *more))


def assessing(application: Application) -> list[Action]:
    """Assigning while it is read; agreeing once everybody has locked."""
    if application.state != ApplicationState.SUBMITTED:
        return []
    rows = [row for row in application.assessments.all() if row.state != AssessmentState.CONFLICT]
    locked = [row for row in rows if row.state == AssessmentState.LOCKED]
    if application.school_id is None:
        return [page("Settle the school", "office-application-school", application.pk)]
    assign = page("Assign assessors", "office-assessors", application.pk)
    if len(rows) >= ASSESSORS and len(locked) == len(rows):
        agreed = hasattr(application, "moderation")
        agree = page("Change the agreed scores" if agreed else "Agree the scores", "office-moderation", application.pk)
        return [*sparing(application), agree] if agreed else [agree]
    return [assign]


def sparing(application: Application) -> list[Action]:
    """Another term may be decided on what was read."""
    spare = press("Decide without an interview", "office-application-press", application.pk, "no-interview")
    return [spare] if application.renews_id else []


def interviewing(person: Person, application: Application, now: datetime) -> list[Action]:
    interview: Interview | None = getattr(application, "interview", None)
    if interview is None or interview.state == InterviewState.CALLED_OFF:
        invite = press("Invite to an interview", "office-application-press", application.pk, "invitation")
        return [invite] if application.state == ApplicationState.SHORTLISTED else []
    pages = {
        "book": page("Choose a time for the applicant", "office-interview-time", interview.pk),
        "hold": press("Interview held", "office-interview-record", interview.pk),
        "rearrange": page("Rearrange", "office-interview-rearrangement", interview.pk),
        "miss": page("The applicant did not come", "office-interview-absence", interview.pk),
    }
    passed = bool(interview.slot and interview.slot.starts_at <= now)
    moves = {verb: url for verb, url in pages.items() if verb not in ("hold", "miss") or passed}
    panel = page("Name the panel", "office-panel", interview.pk)
    marks = page("Minute the agreed marks", "office-marks", interview.pk)
    return [
        *([marks] if all_marks_in(interview) else []),
        *open_actions(INTERVIEW, person, interview, moves),
        *([panel] if interview.state != InterviewState.HELD else []),
    ]


def all_marks_in(interview: Interview) -> bool:
    standing = [member for member in interview.panel.all() if not member.conflict]
    return interview.state == InterviewState.HELD and bool(standing) and all(m.scored_at for m in standing)


def deciding(person: Person, application: Application) -> list[Action]:
    decision: Decision | None = getattr(application, "decision", None)
    prepare = page("Prepare the decision", "office-decision", application.pk)
    if decision is None:
        return [prepare] if application.state in DECIDABLE else []
    dropped = decision.state == DecisionState.DROPPED
    pages = {
        "check": page("Look at the decision", "office-decision-check", decision.pk),
        "release": page("Release this decision", "office-decision-release", decision.pk),
        "prepare": prepare if dropped else page("Prepare it again", "office-decision", application.pk),
    }
    unreleased = decision.state in UNRELEASED and application.state in DECIDABLE
    appeal: Appeal | None = getattr(decision, "appeal", None)
    answer = {"uphold": page("Decide on the appeal", "office-appeal", appeal.pk)} if appeal else {}
    verbs = ("check", "release", "prepare") if decision.held_back == "" else ("check", "prepare")
    drop = page("Drop it", "office-decision-dropping", decision.pk, grave=True)
    moves = [move for move in verbs if DECISION.may(person, decision, move)]
    holding = [held(decision), drop] if unreleased else []
    return [
        *(pages[move] for move in moves),
        *holding,
        *(putting_right(person, application, decision) if decision.state == DecisionState.RELEASED else []),
        *(open_actions(APPEAL, person, appeal, answer) if appeal else []),
    ]


def putting_right(person: Person, application: Application, decision: Decision) -> list[Action]:
    """What was told is corrected; after an appeal that was upheld, with an interview first where there was none."""
    begun = decision.corrections.exclude(state=CorrectionState.DROPPED)
    standing = begun.open().last()
    look = [page("Look at the correction", "office-correction", standing.pk)] if standing else []
    appeal: Appeal | None = getattr(decision, "appeal", None)
    upheld = appeal if appeal and appeal.state == AppealState.UPHELD else None
    unheard = not hasattr(application, "interview") and APPLICATION.may(person, application, "hear_again")
    hear = upheld and unheard and not begun.exists()
    correctable = application.state in (ApplicationState.DECIDED, ApplicationState.INTERVIEWED)
    return [
        *([press("Interview after the appeal", "office-appeal-hearing", upheld.pk)] if upheld and hear else []),
        *look,
        *([page("Correct the decision", "office-correction-new", application.pk, grave=True)] if correctable else []),
    ]


def held(decision: Decision) -> Action:
    if decision.held_back:
        return press("Let it go with the others", "office-decision-letting-go", decision.pk)
    return page("Hold it back", "office-decision-holding", decision.pk)


def moving(person: Person, application: Application) -> list[Action]:
    """The moves of the application itself, the grave ones last."""
    moves = {
        "reconsider": page("Reconsider", "office-application-move", application.pk, "reconsideration"),
        "find_ineligible": page(
            "Not eligible", "office-application-move", application.pk, "ineligibility", grave=True
        ),
        "withdraw": page(
            "Withdraw for the applicant", "office-application-move", application.pk, "withdrawal", grave=True
        ),
    }
    if hasattr(application, "moderation"):
        moves |= {
            "shortlist": press("Shortlist", "office-application-press", application.pk, "shortlisting"),
            "not_shortlist": press("Do not shortlist", "office-application-press", application.pk, "not-shortlisting"),
        }
    return [*more_time(person, application), *open_actions(APPLICATION, person, application, moves)]


def more_time(person: Person, application: Application) -> list[Action]:
    """A later deadline, while she may still write: until somebody reads it, she can change what she sent in, too."""
    if not manager(person, application) or application.state not in (
        ApplicationState.DRAFT,
        ApplicationState.SUBMITTED,
    ):
        return []
    if application.sheet.is_sealed:
        return []
    address = f"{back_to('office-extension', application.round_id)}?application={application.pk}"
    return [Action("Give more time", address, press=False)]
