"""Removal: notice with its grounds, her answer, a second person's decision, an appeal that a third one hears.

Domain 5.4: only for grounds, with time to answer; the right of appeal is hers alone.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.people.access import manager, oneself
from drystone.people.models import Person

from . import designations, emails
from .lifecycle import DESIGNATION, LIVING, REMOVAL
from .models import Designation, Ending, Removal, RemovalState


@transaction.atomic
def give_notice(
    designation: Designation, *, ground: str, why: str, answer_by: date, by: Person, at: datetime
) -> Removal:
    """She is told that the Alliance thinks of removing her, on what grounds, and until when she may answer.

    Nothing changes for her meanwhile; the office may pause her. Pressed twice, it is one notice. Raises Refused for a
    day that is past, AlreadyMoved where the designation has ended.
    """
    if not manager(by, designation):
        raise NotAllowed(f"{by} may not propose to remove {designation.person}")
    Designation.objects.locked(designation.pk)
    designation.refresh_from_db(fields=["state"])
    if designation.state not in LIVING:
        raise AlreadyMoved(designation, "give notice to", designation.state)
    if there := designation.removals.open().first():
        return there
    if answer_by < localdate(at):
        raise Refused("Choose a day that is still to come, so that there is time to answer.")
    made = Removal.objects.create(
        alliance_id=designation.alliance_id,
        designation=designation,
        ground=ground,
        why=why,
        answer_by=answer_by,
        proposed_by=by,
        state_since=at,
    )
    events.record(made, "notice_given", by=by, at=at, now=made.state)
    emails.notice_given(made, at=at)
    return made


@transaction.atomic
def answer(removal: Removal, words: str, *, by: Person, at: datetime) -> Removal:
    """She answers, and may write it anew until it is decided. Nobody answers for her."""
    if not oneself(by, removal):
        raise NotAllowed(f"{by} may not answer for somebody else")
    locked(removal)
    if removal.state != RemovalState.NOTICE:
        raise AlreadyMoved(removal, "answer", removal.state)
    if removal.answer != words:
        removal.answer, removal.answered_at = words, at
        removal.save(update_fields=["answer", "answered_at"])
        events.record(removal, "notice_answered", by=by, at=at)
        emails.notice_answered(removal, at=at)
    return removal


@transaction.atomic
def drop(removal: Removal, *, by: Person, at: datetime) -> Removal:
    """Nothing comes of it: she is told, and everything is as it was."""
    REMOVAL.move(locked(removal), "drop", by=by, at=at)
    emails.notice_dropped(removal, at=at)
    return removal


@transaction.atomic
def decide(removal: Removal, words: str, *, by: Person, at: datetime) -> Removal:
    """A second person decides: she is removed from today, and told why, and how she may appeal.

    Raises Refused for whoever proposed it, and before she has answered or her time to answer is over.
    """
    locked(removal)
    if by.pk == removal.proposed_by_id:
        raise Refused("You proposed it. Somebody else who manages the Alliance decides.")
    if not removal.answered_at and localdate(at) <= removal.answer_by:
        raise Refused(f"There is time to answer until {saying.day(removal.answer_by)}.")
    days = WorkingDays(removal.alliance)
    until = days.after(localdate(at), removal.alliance.appeal_working_days)
    REMOVAL.move(removal, "decide", by=by, at=at, decided_by=by, decision=words, appeal_by=until)
    designations.remove(removal.designation, by=by, at=at)
    emails.removed(removal, at=at)
    return removal


@transaction.atomic
def appeal(removal: Removal, words: str, *, by: Person, at: datetime) -> Removal:
    """She herself appeals, once. Raises Refused after the last day."""
    locked(removal)
    if removal.appeal_by and localdate(at) > removal.appeal_by and removal.state == RemovalState.REMOVED:
        raise Refused("The time for an appeal is over.")
    REMOVAL.move(removal, "appeal", by=by, at=at, appeal=words)
    emails.removal_appealed(removal, at=at)
    return removal


@transaction.atomic
def uphold(removal: Removal, words: str, *, by: Person, at: datetime) -> Removal:
    """The appeal is right: her designation stands again, to its own last day, as if it had never ended.

    With it another term that the removal ended before it began.
    """
    hear(removal, "uphold", words, by=by, at=at)
    designation = removal.designation
    same = {"alliance": designation.alliance_id, "person": designation.person_id}
    if Designation.objects.filter(**same, state__in=LIVING).exists():
        raise Refused(f"{designation.person} has been designated anew meanwhile, so nothing is left to bring back.")
    DESIGNATION.move(designation, "reinstate", by=by, at=at, ending="", ended_on=None)
    after = Designation.objects.filter(renews=designation, ending=Ending.REMOVED, ended_on__lt=F("starts")).first()
    if after:
        DESIGNATION.move(after, "grant_again", by=by, at=at, ending="", ended_on=None)
    emails.appeal_heard(removal, at=at)
    return removal


@transaction.atomic
def dismiss(removal: Removal, words: str, *, by: Person, at: datetime) -> Removal:
    """The removal stands."""
    hear(removal, "dismiss", words, by=by, at=at)
    emails.appeal_heard(removal, at=at)
    return removal


def hear(removal: Removal, verb: str, words: str, *, by: Person, at: datetime) -> None:
    """By somebody who neither proposed it nor decided. Raises Refused for whoever did."""
    locked(removal)
    if by.pk in (removal.proposed_by_id, removal.decided_by_id):
        raise Refused("You took part in it. Somebody else who manages the Alliance hears the appeal.")
    REMOVAL.move(removal, verb, by=by, at=at, heard_by=by, finding=words)


def locked(removal: Removal) -> Removal:
    """As it is now, held until the transaction ends; its designation too."""
    removal.designation = Designation.objects.locked(removal.designation_id)
    removal.refresh_from_db(fields=["state", "answer", "answered_at", "decided_by", "appeal_by"])
    return removal
