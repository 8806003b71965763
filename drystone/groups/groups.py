"""Groups: started, joined, left, described anew, ended."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access, people
from drystone.people.models import Person
from drystone.register.models import Area

from . import meetings
from .access import runs
from .models import Group, Member


@transaction.atomic
def start(
    alliance: Alliance,
    *,
    kind: str,
    name: str,
    purpose: str = "",
    area: Area | None = None,
    by: Person,
    at: datetime,
) -> Group:
    """The office starts a group. A group of that name that runs already is that group.

    Raises Refused where all System Leaders have a group already.
    """
    if alliance.pk not in access.office_of(by):
        raise NotAllowed(f"{by} may not start a group")
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    running = Group.objects.filter(alliance=alliance, ended_on=None)
    if standing := running.filter(name=name).first():
        return standing
    if kind == Group.Kind.SYSTEM_LEADERS and (theirs := running.filter(kind=kind).first()):
        raise Refused(f"All {alliance.word('system_leaders')} have a group already: {theirs}. End that one first.")
    group = Group.objects.create(
        alliance=alliance, kind=kind, name=name, purpose=purpose, area=area, started_on=localdate(at)
    )
    events.record(group, "started", by=by, at=at)
    return group


@transaction.atomic
def describe(group: Group, *, purpose: str, area: Area | None, by: Person, at: datetime) -> Group:
    """What the group is for, in new words; said again in the same words, nothing has happened."""
    group = meetings.running(group, by)
    if (group.purpose, group.area) != (purpose, area):
        group.purpose, group.area = purpose, area
        group.save(update_fields=["purpose", "area"])
        events.record(group, "described", by=by, at=at)
    return group


@transaction.atomic
def join(group: Group, name: str, email: str, *, facilitates: bool = False, by: Person, at: datetime) -> Member:
    """Somebody known by name and address, or new to the alliance, belongs to the group from today."""
    group = meetings.running(group, by)
    who = people.known(name, email, group.alliance, also=[member.person for member in group.members.all()])
    return add(group, who, facilitates=facilitates, by=by, at=at)


@transaction.atomic
def add(group: Group, person: Person, *, facilitates: bool = False, by: Person, at: datetime) -> Member:
    """She belongs to the group from today; added again, she comes back.

    Who facilitates is for the office to say, since her days may be paid for; a facilitator adds members.
    """
    group = meetings.running(group, by)
    says_who_leads = access.office(by, group)
    if facilitates and not says_who_leads:
        raise NotAllowed(f"{by} may not say who facilitates {group}")
    member, is_new = Member.objects.get_or_create(
        group=group,
        person=person,
        defaults={"alliance_id": group.alliance_id, "facilitates": facilitates, "starts": localdate(at)},
    )
    leads = facilitates if says_who_leads else member.facilitates and member.ends is None
    if is_new or (member.facilitates, member.ends) != (leads, None):
        member.facilitates, member.ends = leads, None
        member.save(update_fields=["facilitates", "ends"])
        events.record(member, "joined", by=by, at=at, about=group, note=person.name)
    return member


@transaction.atomic
def leave(member: Member, *, by: Person, at: datetime) -> Member:
    """Today is her last day in the group; the registers that name her stay. Said twice, the first day stays."""
    allow(member.group, by)
    if member.facilitates and not access.office(by, member):
        raise NotAllowed(f"{by} may not say who facilitates {member.group}")
    if Member.objects.filter(pk=member.pk, ends__isnull=True).update(ends=localdate(at)):
        events.record(member, "left", by=by, at=at, about=member.group, note=member.person.name)
    member.refresh_from_db()
    return member


@transaction.atomic
def end(group: Group, *, why: str, by: Person, at: datetime) -> Group:
    """The group has ended: what was still planned is called off and its members told. Ended twice, it ends once."""
    if not access.office(by, group):
        raise NotAllowed(f"{by} may not end {group}")
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.ended_on is None:
        for meeting in group.meetings.filter(state="planned", starts_at__gt=at).select_related("group__alliance"):
            meetings.cancel(meeting, why=why, by=by, at=at)
        group.ended_on = localdate(at)
        group.save(update_fields=["ended_on"])
        events.record(group, "ended", by=by, at=at, note=why)
    return group


def allow(group: Group, by: Person) -> None:
    if not runs(by, group):
        raise NotAllowed(f"{by} does not run {group}")
