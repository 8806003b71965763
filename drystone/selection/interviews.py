"""Interviews: times offered, one chosen, held or missed, marks given apart and then agreed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from drystone import saying
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
    InterviewSlotQuerySet,
    InterviewState,
    PanelMember,
)
from .panels import busy, is_complete
from .refusals import CannotInterview, Refused


class SlotTaken(Refused):
    """The time is no longer free: somebody was quicker, or a panel member is needed elsewhere."""


@transaction.atomic
def offer(application: Application, *, by: Person, at: datetime) -> Interview:
    """The office invites a shortlisted applicant to choose a time. Pressed twice, it is one invitation."""
    if not office(by, application):
        raise NotAllowed(f"{by} may not offer an interview")
    if application.state != ApplicationState.SHORTLISTED:
        raise CannotInterview("Only a shortlisted applicant is interviewed.")
    standing = Interview.objects.filter(application=application).first()
    if standing and standing.state != InterviewState.CALLED_OFF:
        return standing
    if not application.round.slots.free(at).exists():
        raise CannotInterview("There is no free time in this round. Add times for interviews first.")
    interview = begun(application, standing, by=by, at=at)
    emails.interview_offered(interview, at=at)
    return interview


def begun(application: Application, called_off: Interview | None, *, by: Person, at: datetime) -> Interview:
    """A new interview, or the one that was called off taken up again."""
    if called_off:
        return INTERVIEW.move(called_off, "offer_again", by=by, at=at)
    interview = Interview.objects.create(alliance_id=application.alliance_id, application=application, state_since=at)
    events.record(interview, "offer", by=by, at=at)
    return interview


def times_for(interview: Interview, at: datetime) -> InterviewSlotQuerySet:
    """The free times of the round at which none of her panel sits elsewhere."""
    return interview.application.round.slots.free(at).clear_of(interview)


@transaction.atomic
def wish(interview: Interview, text: str, *, by: Person, at: datetime) -> Interview:
    """None of the times suits her: the office reads which would. The same words twice are one wish."""
    if not text.strip():
        raise CannotInterview("Say which days or times would suit you.")
    if interview.wish != text.strip():
        INTERVIEW.move(interview, "wish", by=by, at=at, note=text.strip(), wish=text.strip())
        emails.other_times_wanted(interview, at=at)
    return interview


def book(
    interview: Interview, slot: InterviewSlot, *, access_needs: str | None = None, by: Person, at: datetime
) -> Interview:
    """She chooses a time; it is hers alone, however many choose at once. Raises SlotTaken.

    `access_needs` is what would make the interview possible for her; unsaid, it stays what it was.
    """
    if slot.round_id != interview.application.round_id or slot.starts_at <= at:
        raise SlotTaken("This time cannot be chosen. Choose another one.")
    try:
        with transaction.atomic():
            check_panel_free(interview, slot)
            needs = interview.access_needs if access_needs is None else access_needs.strip()
            when = f"{saying.moment(slot.starts_at)}, {slot.place}"
            INTERVIEW.move(interview, "book", by=by, at=at, note=when, slot=slot, access_needs=needs, wish="")
            emails.interview_booked(interview, at=at)
    except IntegrityError as twice:
        interview.refresh_from_db()
        raise SlotTaken("Somebody has just chosen this time. Choose another one.") from twice
    return interview


def check_panel_free(interview: Interview, slot: InterviewSlot) -> None:
    """No panel member sits in two interviews at once."""
    members = [member.person for member in interview.panel.standing().select_related("person")]
    if busy(members, slot, but=interview):
        raise SlotTaken("The panel is not free at this time. Choose another one.")


@transaction.atomic
def rearrange(interview: Interview, *, reason: str, by: Person, at: datetime) -> Interview:
    """The time falls through, with a reason; the slot is free again, calendars are told, she chooses another."""
    if not reason.strip():
        raise CannotInterview("Say in a few words why another time is needed.")
    was = interview.slot
    INTERVIEW.move(interview, "rearrange", by=by, at=at, note=reason.strip(), slot=None, moved=interview.moved + 1)
    emails.interview_rearranged(interview, was, by=by, at=at)
    return interview


def call_off(application: Application, *, because: str, by: Person, at: datetime) -> None:
    """There will be no interview: her time is free again, calendars are told, and whoever would have come."""
    interview = Interview.objects.filter(application=application).select_related("slot").first()
    if interview is None or INTERVIEW.find("call_off", interview.state) is None:
        return
    was, moved = interview.slot, interview.moved + bool(interview.slot)
    INTERVIEW.move(interview, "call_off", by=by, at=at, note=because, slot=None, moved=moved, wish="")
    emails.interview_called_off(interview, was, by=by, at=at)


@transaction.atomic
def say_needs(interview: Interview, text: str, *, by: Person, at: datetime) -> Interview:
    """She says, or the office for her, what would make the interview easier; the panel and the office are told."""
    if by.pk != interview.application.person_id and not office(by, interview):
        raise NotAllowed(f"{by} may not say what {interview.application.person} needs")
    if interview.state not in (InterviewState.OFFERED, InterviewState.BOOKED):
        raise CannotInterview("The interview is over. Write to the office.")
    if Interview.objects.filter(pk=interview.pk).exclude(access_needs=text.strip()).update(access_needs=text.strip()):
        interview.access_needs = text.strip()
        events.record(interview, "say_needs", by=by, at=at)
        emails.needs_changed(interview, by=by, at=at)
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
    """She did not come; what is known of why is kept, and it can be rearranged."""
    if not reason.strip():
        raise CannotInterview("Say what you know about why. If you know nothing, say so.")
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
