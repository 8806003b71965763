"""The messages to assessors and panel members."""

from datetime import datetime

from django.urls import reverse

from drystone import saying
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people.models import Person

from ..models import Application, Assessment, Interview, PanelMember, Round
from .telling import FACTS, tell, tell_office

PANEL = "you are a panel member of the Alliance"
OFFICE = "you work in the Alliance's office"
READING = {
    "round": "Spring 2027",
    "alliance": "Swaledale Alliance",
    "number": "10 applications",
    "until": "Friday 12 March 2027",
}


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
