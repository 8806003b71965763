"""Interviews: times offered, one chosen, held or missed, marks given apart and then agreed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import sheets

from . import criteria, emails
from .lifecycle import APPLICATION, INTERVIEW
from .models import (
    Application,
    ApplicationState,
    Interview,
    InterviewSlot,
    InterviewState,
    PanelMember,
    Round,
)
from .panels import is_complete
from .refusals import Refused


class SlotTaken(Refused):
    """The time is no longer free: somebody was quicker, or a panel member is needed elsewhere."""


class CannotInterview(Refused):
    """Why this cannot be done with an interview; the sentence is for the page."""


@transaction.atomic
def add_slot(
    round_: Round, *, starts_at: datetime, ends_at: datetime, place: str, by: Person, at: datetime
) -> InterviewSlot:
    """The office adds a time for an interview, with its room or its link for remote interviews. Once only."""
    if not office(by, round_):
        raise NotAllowed(f"{by} may not add times for interviews")
    if not place.strip():
        raise CannotInterview("Say where: a room, or a link for a remote interview.")
    if ends_at <= starts_at or starts_at <= at:
        raise CannotInterview("The time must lie ahead, and end after it starts.")
    slot, made = InterviewSlot.objects.get_or_create(
        round=round_,
        starts_at=starts_at,
        place=place.strip()[:200],
        defaults={"alliance_id": round_.alliance_id, "ends_at": ends_at},
    )
    if made:
        events.record(slot, "add", by=by, at=at, about=round_, starts=starts_at.isoformat(), place=slot.place)
    return slot


@transaction.atomic
def remove_slot(slot: InterviewSlot, *, by: Person, at: datetime) -> None:
    """The office takes back a time that nobody has chosen."""
    if not office(by, slot):
        raise NotAllowed(f"{by} may not remove times for interviews")
    if Interview.objects.filter(slot=slot).exists():
        raise CannotInterview("Somebody has chosen this time. Rearrange that interview first.")
    events.record(slot, "remove", by=by, at=at, about=slot.round)
    slot.delete()


@transaction.atomic
def offer(application: Application, *, by: Person, at: datetime) -> Interview:
    """The office invites a shortlisted applicant to choose a time. Pressed twice, it is one invitation."""
    if not office(by, application):
        raise NotAllowed(f"{by} may not offer an interview")
    if application.state != ApplicationState.SHORTLISTED:
        raise CannotInterview("Only a shortlisted applicant is interviewed.")
    if standing := Interview.objects.filter(application=application).first():
        return standing
    if not application.round.slots.free(at).exists():
        raise CannotInterview("There is no free time in this round. Add times for interviews first.")
    interview = Interview.objects.create(alliance_id=application.alliance_id, application=application, state_since=at)
    events.record(interview, "offer", by=by, at=at)
    emails.interview_offered(interview, at=at)
    return interview


def book(interview: Interview, slot: InterviewSlot, *, access_needs: str = "", by: Person, at: datetime) -> Interview:
    """She chooses a time; it is hers alone, however many choose at once. Raises SlotTaken."""
    if slot.round_id != interview.application.round_id or slot.starts_at <= at:
        raise SlotTaken("This time cannot be chosen. Choose another one.")
    try:
        with transaction.atomic():
            check_panel_free(interview, slot)
            INTERVIEW.move(interview, "book", by=by, at=at, slot=slot, access_needs=access_needs.strip())
            emails.interview_booked(interview, at=at)
    except IntegrityError as twice:
        interview.refresh_from_db()
        raise SlotTaken("Somebody has just chosen this time. Choose another one.") from twice
    return interview


def check_panel_free(interview: Interview, slot: InterviewSlot) -> None:
    """No panel member sits in two interviews at once."""
    panel = interview.panel.standing().values("person")
    meanwhile = InterviewSlot.objects.meeting(slot).filter(
        interview__panel__person__in=panel, interview__panel__conflict="", interview__state=InterviewState.BOOKED
    )
    if meanwhile.exclude(interview=interview).exists():
        raise SlotTaken("The panel is not free at this time. Choose another one.")


@transaction.atomic
def rearrange(interview: Interview, *, reason: str, by: Person, at: datetime) -> Interview:
    """The time falls through, with a reason; the slot is free again, calendars are told, she chooses another."""
    if not reason.strip():
        raise CannotInterview("Say in a few words why another time is needed.")
    was = interview.slot
    INTERVIEW.move(interview, "rearrange", by=by, at=at, note=reason.strip(), slot=None, moved=interview.moved + 1)
    emails.interview_rearranged(interview, was, at=at)
    return interview


@transaction.atomic
def hold(interview: Interview, *, by: Person, at: datetime) -> Interview:
    """The interview took place, before a whole panel. Raises CannotInterview before its time or without a panel."""
    check_time_has_come(interview, at)
    if not is_complete(interview):
        raise CannotInterview("Name the panel first: at least two members, one of them a headteacher of the Alliance.")
    INTERVIEW.move(interview, "hold", by=by, at=at)
    APPLICATION.move(interview.application, "interview", by=by, at=at)
    emails.marks_wanted(interview, at=at)
    return interview


@transaction.atomic
def miss(interview: Interview, *, reason: str, by: Person, at: datetime) -> Interview:
    """She did not come, for whatever reason; it can be rearranged."""
    check_time_has_come(interview, at)
    INTERVIEW.move(interview, "miss", by=by, at=at, note=reason.strip())
    emails.interview_missed(interview, at=at)
    return interview


def check_time_has_come(interview: Interview, at: datetime) -> None:
    if interview.slot and interview.slot.starts_at > at:
        raise CannotInterview("The interview has not begun yet.")


@transaction.atomic
def give_marks(member: PanelMember, *, by: Person, at: datetime) -> PanelMember:
    """One panel member's marks are in and final. Nobody sees them before everybody's are. Given twice, given once."""
    if member.person_id != by.pk or member.conflict:
        raise NotAllowed(f"{by} may not give these marks")
    if member.interview.state != InterviewState.HELD:
        raise CannotInterview("Marks are given once the office has recorded that the interview was held.")
    if sheets.problems(member.sheet):
        raise CannotInterview("Mark every question before you send your marks.")
    if PanelMember.objects.filter(pk=member.pk, scored_at=None).update(scored_at=at):
        sheets.seal(member.sheet, at)
        events.record(member, "give_marks", by=by, at=at)
        if all_in(member.interview):
            emails.marks_all_in(member.interview, at=at)
    member.refresh_from_db()
    return member


def all_in(interview: Interview) -> bool:
    """Every panel member without a conflict has given her marks."""
    standing = list(interview.panel.standing())
    return bool(standing) and all(member.scored_at for member in standing)


@transaction.atomic
def agree(interview: Interview, marks: Mapping[str, str], *, reason: str, by: Person, at: datetime) -> Interview:
    """The panel's chair, or the office for the panel, minutes the agreed mark for each question, with the reason.

    Raises CannotInterview while marks are missing.
    """
    chairs = interview.panel.standing().filter(person=by, is_chair=True)
    if not (office(by, interview) or chairs.exists()):
        raise NotAllowed(f"{by} may not agree the marks")
    if interview.state != InterviewState.HELD or not all_in(interview):
        raise CannotInterview("Every panel member's marks must be in first.")
    compared = criteria.compared_marks(interview)
    if lacking := [line.name for line in compared if marks.get(line.key) not in line.points]:
        raise CannotInterview(f"Choose the agreed mark for “{lacking[0]}”")
    agreed = {line.key: marks[line.key] for line in compared}
    if (interview.agreed, interview.agreed_reason) == (agreed, reason.strip()):
        return interview
    interview.agreed, interview.agreed_reason = agreed, reason.strip()
    interview.save(update_fields=["agreed", "agreed_reason"])
    events.record(interview, "agree", by=by, at=at)
    return interview
