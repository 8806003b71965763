"""Saying beforehand that one cannot come to a meeting of one's group, and that one can after all."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Subquery
from django.utils.timezone import localdate

from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person

from . import belonging
from .models import Apology, Meeting, MeetingState


@transaction.atomic
def send(meeting: Meeting, *, by: Person, at: datetime) -> Apology:
    """A member cannot come: whoever runs the group sees it, and the register counts it. Sent twice, it is sent once.

    Raises NotAllowed for somebody who is no member, and Refused once the register was taken or the meeting called off.
    """
    if not standing(meeting, by).is_expected:
        raise NotAllowed(f"{by} is not expected at {meeting}")
    demand_planned(meeting)
    sent, is_new = Apology.objects.get_or_create(
        meeting=meeting, person=by, defaults={"alliance_id": meeting.alliance_id, "sent_at": at}
    )
    if is_new:
        events.record(sent, "apologies_sent", by=by, at=at)
    return sent


@transaction.atomic
def take_back(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """She can come after all. Said twice, or by somebody who had sent none, nothing has happened. Raises Refused."""
    demand_planned(meeting)
    if sent := meeting.apologies.filter(person=by).first():
        events.record(sent, "apologies_taken_back", by=by, at=at)
        sent.delete()


def demand_planned(meeting: Meeting) -> None:
    """Held until the transaction ends, so that nobody takes the register meanwhile."""
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state == MeetingState.HELD:
        raise Refused("The register of this meeting has been taken. Ask the facilitator to correct it.")
    if locked.state == MeetingState.CANCELLED:
        raise Refused("This meeting was called off. Nobody is expected.")


@dataclass(frozen=True)
class Standing:
    """How somebody stands to a meeting: as a member, and with a place of her own (`pk`, `state`) if she has one."""

    is_expected: bool
    is_sorry: bool
    pk: int | None
    state: str


def standing(meeting: Meeting, person: Person) -> Standing:
    """One query."""
    on = localdate(meeting.starts_at)
    place = meeting.sign_ups.filter(person=person).order_by()
    found = (
        Meeting.objects.filter(pk=meeting.pk)
        .order_by()
        .values(
            is_member=Exists(meeting.group.members.on(on).filter(person=person).order_by()),
            is_leader=Exists(belonging.designated(meeting.group, on).filter(person=person)),
            is_sorry=Exists(meeting.apologies.filter(person=person).order_by()),
            hers=Subquery(place.values("pk")[:1]),
            hers_state=Subquery(place.values("state")[:1]),
        )
        .get()
    )
    is_expected = bool(found["is_member"] or found["is_leader"])
    return Standing(is_expected, found["is_sorry"], found["hers"], found["hers_state"] or "")


def whose(meeting: Meeting) -> set[int]:
    """Who has sent apologies."""
    return set(meeting.apologies.order_by().values_list("person_id", flat=True))
