"""The messages about interviews. With a time, or one that fell through, goes the entry that puts it into calendars or
takes it out of them."""

from datetime import datetime

from django.urls import reverse

from drystone import saying
from drystone.documents.calendar import Mailbox
from drystone.mail.catalogue import message
from drystone.people.models import Person

from .. import calendars
from ..models import Interview, InterviewSlot, InterviewState, PanelMember
from .telling import FACTS, tell, tell_applicant, tell_at, tell_office

APPLICANT = "you are applying to become a System Leader"
OFFICE = "you work in the Alliance's office"
TIME = {**FACTS, "when": "Tuesday 23 March 2027 at 10:00am", "place": "Swaledale Teaching Centre, Reeth"}


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
    kind="selection.other_times_wanted",
    to="the office",
    when="none of the times offered suits the applicant",
    why=OFFICE,
    sample=FACTS,
)
def other_times_wanted(interview: Interview, *, at: datetime) -> None:
    """Which would suit her stands on the application's page."""
    tell_office("selection.other_times_wanted", interview.application, at=at)


@message(
    kind="selection.interview_booked",
    to="the applicant and the panel",
    when="the applicant has chosen a time, or somebody joins the panel of an interview that has one",
    why="this interview is in your diary",
    sample=TIME,
)
def interview_booked(interview: Interview, *, at: datetime) -> None:
    if interview.slot:
        hers = interview.application.person
        entry = calendars.interview_time(interview, at=at, invited=mailbox(hers))
        times = said(interview.slot)
        tell_applicant(
            "selection.interview_booked", interview.application, at=at, page="apply-interview", calendar=entry, **times
        )
        for member in interview.panel.standing().select_related("person"):
            time_for_member(member, interview=interview, at=at)


def time_for_member(member: PanelMember, *, interview: Interview | None = None, at: datetime) -> None:
    """To one panel member: the time that was chosen."""
    interview = interview or member.interview
    if interview.slot:
        entry = calendars.interview_time(interview, at=at, invited=mailbox(member.person))
        times = said(interview.slot)
        tell_seated("selection.interview_booked", member.person, interview, at=at, calendar=entry, **times)


@message(
    kind="selection.interview_rearranged",
    to="the applicant, the panel, and the office where the applicant asked for it",
    when="the time of an interview falls through",
    why="this interview was in your diary",
    sample=TIME,
)
def interview_rearranged(interview: Interview, was: InterviewSlot | None, *, by: Person, at: datetime) -> None:
    if was is None:
        return
    kind, application, times = "selection.interview_rearranged", interview.application, said(was)
    hers = off(interview, was, application.person, at)
    tell_applicant(kind, application, at=at, page="apply-interview", calendar=hers, **times)
    for member in interview.panel.standing().select_related("person"):
        tell_seated(kind, member.person, interview, at=at, calendar=off(interview, was, member.person, at), **times)
    if by.pk == application.person_id:
        tell_office(kind, application, at=at, **times)


@message(
    kind="selection.interview_called_off",
    to="the panel, and the applicant",
    when="the applicant withdraws, or is not shortlisted any more, after an invitation to an interview",
    why="you were to be at this interview",
    sample=FACTS,
)
def interview_called_off(interview: Interview, was: InterviewSlot | None, *, by: Person, at: datetime) -> None:
    """The applicant is told where somebody else did it, or a time stands in her calendar."""
    kind, application = "selection.interview_called_off", interview.application
    if was or by.pk != application.person_id:
        tell_applicant(kind, application, at=at, calendar=off(interview, was, application.person, at))
    for member in interview.panel.standing().select_related("person"):
        entry = off(interview, was, member.person, at)
        tell_at(reverse("panel-home"), kind, member.person, application, at=at, about=interview, calendar=entry)


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
    kind="selection.needs_changed",
    to="the panel and the office",
    when="it is said, or said anew, what would make the interview easier for the applicant",
    why="you are preparing this interview",
    sample=FACTS,
)
def needs_changed(interview: Interview, *, by: Person, at: datetime) -> None:
    """What is needed is not in the message: it stands on the page."""
    kind, application = "selection.needs_changed", interview.application
    for member in interview.panel.standing().select_related("person"):
        tell_seated(kind, member.person, interview, at=at)
    if by.pk == application.person_id:
        tell_office(kind, application, at=at)


@message(
    kind="selection.panel_released",
    to="a panel member",
    when="the office names others to the panel, or they declare a conflict",
    why="you were on the panel of this interview",
    sample=FACTS,
)
def panel_released(member: PanelMember, *, at: datetime) -> None:
    interview = member.interview
    standing = interview.slot if interview.state == InterviewState.BOOKED else None
    entry = calendars.interview_off(interview, standing, at=at, invited=mailbox(member.person)) if standing else b""
    tell_at(
        reverse("panel-home"), "selection.panel_released", member.person, interview.application, at=at,
        about=interview, calendar=entry,
    )  # fmt: skip


def tell_seated(kind: str, person: Person, interview: Interview, *, at: datetime, **context) -> None:
    """To a panel member, on her page of the interview."""
    page, pk = "panel-interview", interview.pk
    tell(kind, person, interview.application, at=at, page=page, pk=pk, about=interview, **context)


def said(slot: InterviewSlot) -> dict[str, str]:
    return {"when": saying.moment(slot.starts_at), "place": slot.place}


def off(interview: Interview, was: InterviewSlot | None, person: Person, at: datetime) -> bytes:
    """What takes a time out of her calendar; nothing where none was in it."""
    return calendars.interview_off(interview, was, at=at, invited=mailbox(person)) if was else b""


def mailbox(person: Person) -> Mailbox:
    return Mailbox(person.name, person.email)
