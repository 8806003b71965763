"""Coming to one meeting without being a member: signed up, waiting for a place, a guest, not coming after all."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import people
from drystone.people.models import Person
from drystone.register.lifecycle import STANDING
from drystone.register.models import Designation
from drystone.schools.models import Organisation

from . import emails, training
from .access import runs
from .lifecycle import SIGN_UP
from .models import Group, Meeting, MeetingState, SignUp, SignUpState

OVER = "Nobody can sign up for this meeting any more."


@transaction.atomic
def sign_up(
    meeting: Meeting,
    name: str,
    email: str,
    school: Organisation | None,
    *,
    signed_by: str = "",
    by: Person | None,
    at: datetime,
) -> SignUp:
    """Somebody of a school comes, or waits for a place; she is told which. Signed up twice, she comes once.

    Raises Refused where the meeting is not open to schools, has begun or was called off.
    """
    meeting = under_lock(meeting)
    if meeting.starts_at <= at:
        raise Refused(OVER)
    if not meeting.open_to_schools:
        raise Refused("This meeting is for members of the group only.")
    who = person(meeting, name, email)
    state = SignUpState.COMING if has_room(meeting) else SignUpState.WAITING
    return take_down(meeting, who, school, state, signed_by, by, at)


@transaction.atomic
def book(meeting: Meeting, *, by: Person, at: datetime) -> SignUp:
    """A System Leader has a place at core training, or waits for one; she is told which. Booked twice, it is one.

    Raises NotAllowed where it is not for her, and Refused once it has begun or was called off.
    """
    if not training.is_for(by, meeting):
        raise NotAllowed(f"{meeting} is not for {by}")
    meeting = under_lock(meeting)
    if meeting.starts_at <= at:
        raise Refused(OVER)
    state = SignUpState.COMING if has_room(meeting) else SignUpState.WAITING
    home = Designation.objects.designated_on(localdate(at)).filter(alliance=meeting.alliance_id, person=by)
    there = home.select_related("home_school").first()
    return take_down(meeting, by, there.home_school if there else None, state, "", by, at)


@transaction.atomic
def invite(meeting: Meeting, name: str, email: str, *, by: Person, at: datetime) -> SignUp:
    """Whoever runs the group asks a guest to one meeting, beyond the places there are, or adds her at the door."""
    if not runs(by, meeting.group):
        raise NotAllowed(f"{by} does not run {meeting.group}")
    meeting = under_lock(meeting)
    return take_down(meeting, person(meeting, name, email), None, SignUpState.COMING, by.name, by, at)


@transaction.atomic
def withdraw(signed: SignUp, *, by: Person | None, at: datetime) -> SignUp:
    """She does not come; whoever waits longest has her place."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=signed.meeting_id)
    SIGN_UP.move(signed, "withdraw", by=by, at=at)
    give_places(meeting, at=at)
    return signed


def free_left(*, at: datetime) -> int:
    """Whoever booked core training and is no System Leader any more leaves her place to who waits; how many did."""
    hers = Designation.objects.filter(alliance=OuterRef("alliance"), person=OuterRef("person"))
    booked = SignUp.objects.filter(state__in=training.BOOKED, meeting__state=MeetingState.PLANNED, signed_by="")
    ahead = booked.filter(meeting__starts_at__gt=at, meeting__group__kind=Group.Kind.TRAINING)
    left = ahead.filter(Exists(hers.filter(ended_on__gte=OuterRef("made_at__date"))))
    # Those who wait leave first, so that none of them is given a place on the way out.
    gone = left.exclude(Exists(hers.filter(state__in=STANDING))).order_by("-state", "pk")
    return len([withdraw(each, by=None, at=at) for each in gone])


def give_places(meeting: Meeting, *, at: datetime) -> None:
    """Whoever waits longest comes, as far as there is room. The meeting is held under lock."""
    if meeting.state != MeetingState.PLANNED or meeting.starts_at <= at:
        return
    for waiting in meeting.sign_ups.filter(state=SignUpState.WAITING).select_related("person"):
        if not has_room(meeting):
            return
        SIGN_UP.move(waiting, "admit", by=None, at=at)
        emails.signed_up(waiting, meeting, at=at)


def under_lock(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group__alliance")
    locked = rows.get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED:
        raise Refused(OVER)
    return locked


def has_room(meeting: Meeting) -> bool:
    taken = meeting.sign_ups.filter(state=SignUpState.COMING).count()
    return meeting.places is None or taken < meeting.places


def person(meeting: Meeting, name: str, email: str) -> Person:
    here = [each.person for each in meeting.sign_ups.select_related("person")]
    return people.known(name, email, meeting.group.alliance, also=here)


def take_down(
    meeting: Meeting,
    who: Person,
    school: Organisation | None,
    state: SignUpState,
    signed_by: str,
    by: Person | None,
    at: datetime,
) -> SignUp:
    signed = meeting.sign_ups.filter(person=who).first()
    if signed and signed.state != SignUpState.WITHDRAWN:
        return signed
    signed = signed or SignUp(alliance_id=meeting.alliance_id, meeting=meeting, person=who)
    signed.school, signed.state, signed.signed_by = school, state, signed_by
    signed.made_at = signed.state_since = at
    signed.save()
    events.record(signed, "signed_up", by=by, at=at, note=who.name)
    emails.signed_up(signed, meeting, at=at)
    return signed
