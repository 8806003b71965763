"""The messages to assessors, panel members, and about interviews."""

from datetime import datetime

from django.urls import reverse

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people.models import Person

from ..models import Application, Assessment, Interview, InterviewSlot, PanelMember, Round
from .telling import FACTS, tell, tell_applicant, tell_office

PANEL = "you are a panel member of the Alliance"
OFFICE = "you work in the Alliance's office"
APPLICANT = "you are applying to become a System Leader"
READING = {
    "round": "Spring 2027",
    "alliance": "Swaledale Alliance",
    "number": "10 applications",
    "until": "Friday 12 March 2027",
}
TIME = {**FACTS, "when": "Tuesday 23 March 2027 at 10:00am", "place": "Swaledale Teaching Centre, Reeth"}


@message(
    kind="selection.assessment_assigned",
    to="an assessor",
    when="the office asks them to read an application",
    why=PANEL,
    sample={**FACTS, "until": "Friday 12 March 2027"},
)
def assessment_assigned(assessment: Assessment, *, at: datetime) -> None:
    application = assessment.application
    tell(
        "selection.assessment_assigned",
        assessment.assessor,
        application,
        at=at,
        page="panel-assessment",
        pk=assessment.pk,
        about=assessment,
        until=saying.day(application.round.shortlist_by),
    )


@message(
    kind="selection.assessments_shared_out",
    to="an assessor",
    when="the office shares the applications of a round out",
    why=PANEL,
    sample=READING,
)
def assessments_shared_out(round_: Round, assessor: Person, number: int, *, at: datetime) -> None:
    outbox.queue(
        "selection.assessments_shared_out",
        to=assessor,
        alliance_id=round_.alliance_id,
        at=at,
        about=round_,
        context=reading(round_, number),
        link=reverse("panel-home"),
    )


def reading(round_: Round, number: int) -> dict[str, str]:
    """How much an assessor has to read in a round, and by when."""
    return {
        "round": round_.title,
        "alliance": round_.alliance.name,
        "number": f"{number} application{'' if number == 1 else 's'}",
        "until": saying.day(round_.shortlist_by),
    }


@message(
    kind="selection.assessor_reminded",
    to="an assessor",
    when="the office reminds those who have not locked their scores, at most once a day",
    why=PANEL,
    sample=READING,
)
def assessor_reminded(round_: Round, assessor: Person, number: int, *, once: str, at: datetime) -> None:
    """One message for all that she still reads; `once` names the reminder, so that each goes a single time."""
    outbox.queue_once(
        once,
        "selection.assessor_reminded",
        to=assessor,
        alliance_id=round_.alliance_id,
        at=at,
        about=round_,
        context=reading(round_, number),
        link=reverse("panel-home"),
    )


@message(
    kind="selection.assessor_needed",
    to="the office",
    when="an assessor declares a conflict",
    why=OFFICE,
    sample={**FACTS, "who": "Joan Iveson"},
)
def assessor_needed(assessment: Assessment, *, at: datetime) -> None:
    tell_office("selection.assessor_needed", assessment.application, at=at, who=assessment.assessor.name)


@message(
    kind="selection.ready_to_moderate",
    to="the office",
    when="every assessor of an application has locked their scores",
    why=OFFICE,
    sample=FACTS,
)
def ready_to_moderate(application: Application, *, at: datetime) -> None:
    tell_office("selection.ready_to_moderate", application, at=at)


@message(
    kind="selection.interview_offered",
    to="the applicant",
    when="the applicant is shortlisted and invited",
    why=APPLICANT,
    sample={**FACTS, "window": "Monday 22 March 2027 to Friday 26 March 2027"},
)
def interview_offered(interview: Interview, *, at: datetime) -> None:
    round_ = interview.application.round
    window = f"{saying.day(round_.interviews_from)} to {saying.day(round_.interviews_to)}"
    tell_applicant("selection.interview_offered", interview.application, at=at, page="apply-interview", window=window)


@message(
    kind="selection.interview_booked",
    to="the applicant and the panel",
    when="the applicant has chosen a time",
    why="this interview is in your diary",
    sample=TIME,
)
def interview_booked(interview: Interview, *, at: datetime) -> None:
    if interview.slot:
        tell_both("selection.interview_booked", interview, interview.slot, at=at)


@message(
    kind="selection.interview_rearranged",
    to="the applicant and the panel",
    when="the time of an interview falls through",
    why="this interview was in your diary",
    sample=TIME,
)
def interview_rearranged(interview: Interview, was: InterviewSlot | None, *, at: datetime) -> None:
    if was:
        tell_both("selection.interview_rearranged", interview, was, at=at)


def tell_both(kind: str, interview: Interview, slot: InterviewSlot, *, at: datetime) -> None:
    """To the applicant on her page, to each panel member on hers."""
    application = interview.application
    times = {"when": saying.moment(slot.starts_at), "place": slot.place}
    tell_applicant(kind, application, at=at, page="apply-interview", **times)
    for member in interview.panel.standing().select_related("person"):
        tell(
            kind, member.person, application, at=at, page="panel-interview", pk=interview.pk, about=interview, **times
        )


@message(
    kind="selection.interview_missed",
    to="the applicant",
    when="the office records that the applicant did not come",
    why=APPLICANT,
    sample={**FACTS, "contact": "office@swaledale.example"},
)
def interview_missed(interview: Interview, *, at: datetime) -> None:
    application = interview.application
    tell_applicant(
        "selection.interview_missed",
        application,
        at=at,
        page="apply-interview",
        contact=application.alliance.contact_email,
    )


@message(
    kind="selection.panel_asked",
    to="a panel member",
    when="the office names them to the panel of an interview",
    why=PANEL,
    sample=FACTS,
)
def panel_asked(member: PanelMember, *, at: datetime) -> None:
    tell_member("selection.panel_asked", member, at=at)


@message(
    kind="selection.panel_member_needed",
    to="the office",
    when="a panel member declares a conflict",
    why=OFFICE,
    sample={**FACTS, "who": "Joan Iveson"},
)
def panel_member_needed(member: PanelMember, *, at: datetime) -> None:
    tell_office("selection.panel_member_needed", member.interview.application, at=at, who=member.person.name)


@message(
    kind="selection.marks_wanted",
    to="each panel member",
    when="the office records that the interview was held",
    why=PANEL,
    sample=FACTS,
)
def marks_wanted(interview: Interview, *, at: datetime) -> None:
    for member in interview.panel.standing().filter(scored_at=None).select_related("person"):
        tell_member("selection.marks_wanted", member, at=at)


@message(
    kind="selection.marks_all_in",
    to="the chair of the panel",
    when="every panel member has given their marks",
    why=PANEL,
    sample=FACTS,
)
def marks_all_in(interview: Interview, *, at: datetime) -> None:
    for member in interview.panel.standing().filter(is_chair=True).select_related("person"):
        tell_member("selection.marks_all_in", member, at=at)


def tell_member(kind: str, member: PanelMember, *, at: datetime) -> None:
    application = member.interview.application
    tell(kind, member.person, application, at=at, page="panel-interview", pk=member.interview_id, about=member)
