"""Support that a school had from others, written down by the office: help should be joined up."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office, office_of
from drystone.people.models import Person
from drystone.schools.models import Organisation

from .models import OutsideSupport


@dataclass(frozen=True)
class Heard:
    """Who helped, with what, from when until when."""

    giver: str
    what: str
    starts: date
    ends: date | None = None
    giver_name: str = ""


@transaction.atomic
def note(alliance: Alliance, school: Organisation, heard: Heard, *, by: Person, at: datetime) -> OutsideSupport:
    """The office writes down what a school had from somebody else; noted twice, it stands once."""
    if alliance.pk not in office_of(by):
        raise NotAllowed(f"{by} may not note this for {alliance}")
    same = {"alliance": alliance, "school": school, "giver": heard.giver, "what": heard.what, "starts": heard.starts}
    more = {"giver_name": heard.giver_name, "ends": heard.ends, "noted_by": by, "noted_at": at}
    made, is_new = OutsideSupport.objects.get_or_create(**same, taken_back_at=None, defaults=more)
    if is_new:
        events.record(made, "noted_outside", by=by, at=at, about=school)
    return made


@transaction.atomic
def take_back(support: OutsideSupport, *, by: Person, at: datetime) -> OutsideSupport:
    """It was noted by mistake, and shows no more."""
    if not office(by, support):
        raise NotAllowed(f"{by} may not take {support} back")
    if OutsideSupport.objects.filter(pk=support.pk, taken_back_at=None).update(taken_back_at=at):
        support.taken_back_at = at
        events.record(support, "outside_taken_back", by=by, at=at, about=support.school)
    return support
