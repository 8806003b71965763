"""Development groups: started, joined, left."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access, people
from drystone.people.models import Person
from drystone.register.models import Area

from .models import Group, Member


@transaction.atomic
def start(alliance: Alliance, *, kind: str, name: str, area: Area | None = None, by: Person, at: datetime) -> Group:
    """The office starts a group. A group of that name that runs already is that group."""
    if alliance.pk not in access.office_of(by):
        raise NotAllowed(f"{by} may not start a group")
    group, is_new = Group.objects.get_or_create(
        alliance=alliance, name=name, defaults={"kind": kind, "area": area, "started_on": localdate(at)}
    )
    if is_new:
        events.record(group, "started", by=by, at=at)
    return group


@transaction.atomic
def join(group: Group, name: str, email: str, *, facilitates: bool = False, by: Person, at: datetime) -> Member:
    """Somebody known by name and address, or new to the alliance, belongs to the group from today."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    who = people.known(name, email, group.alliance, also=[member.person for member in group.members.all()])
    return add(group, who, facilitates=facilitates, by=by, at=at)


@transaction.atomic
def add(group: Group, person: Person, *, facilitates: bool = False, by: Person, at: datetime) -> Member:
    """She belongs to the group from today; added again, she comes back, or becomes its facilitator."""
    check_office(group, by)
    member, is_new = Member.objects.get_or_create(
        group=group,
        person=person,
        defaults={"alliance_id": group.alliance_id, "facilitates": facilitates, "starts": localdate(at)},
    )
    if is_new or (member.facilitates, member.ends) != (facilitates, None):
        member.facilitates, member.ends = facilitates, None
        member.save(update_fields=["facilitates", "ends"])
        events.record(member, "joined", by=by, at=at, about=group, note=person.name)
    return member


@transaction.atomic
def leave(member: Member, *, by: Person, at: datetime) -> Member:
    """Today is her last day in the group; the registers that name her stay. Said twice, the first day stays."""
    check_office(member.group, by)
    if Member.objects.filter(pk=member.pk, ends__isnull=True).update(ends=localdate(at)):
        events.record(member, "left", by=by, at=at, about=member.group, note=member.person.name)
    member.refresh_from_db()
    return member


def check_office(group: Group, by: Person) -> None:
    if not access.office(by, group):
        raise NotAllowed(f"{by} may not say who belongs to {group}")
