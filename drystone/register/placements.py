"""Where a System Leader works: she moves to another school, takes up another job, becomes or ceases to be a head.

The placements are dated rows and the truth for any day; what the designation says is today's copy, moved by the clock
on the first day of a new one. Posts follow on that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from drystone import saying
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access as people_access
from drystone.people import links, posts
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.schools import successors
from drystone.schools.models import Organisation

from . import access, emails, release
from .lifecycle import LIVING
from .models import Designation, Placement, ReportedChange

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """What somebody says: from that day at that school, as that."""

    school: Organisation
    is_headteacher: bool
    job_title: str
    starts: date


def on(designation: Designation, day: date) -> Placement | None:
    """Where she was, and as what, on a day, in whichever of her terms it lies; None before her first."""
    hers = {"alliance": designation.alliance_id, "designation__person": designation.person_id}
    return Placement.objects.on(day).filter(**hers).order_by("-starts").select_related("school").first()


def elsewhere_from(whom: Iterable[tuple[int, int]], alliance_id: int, since: date) -> dict[tuple[int, int], date]:
    """Of leaders, by number, and the schools at which they were from a day on: the first day at another, if any."""
    wanted, found = set(whom), {}
    hers = Placement.objects.filter(alliance=alliance_id, designation__person__in={person for person, _ in wanted})
    later = hers.filter(Q(ends__isnull=True) | Q(ends__gte=since)).order_by("-starts")
    for person, school, starts in later.values_list("designation__person", "school", "starts"):
        for leader, home in wanted:
            if leader == person and home != school:
                found[leader, home] = starts
    return found


def begin(designation: Designation, *, job_title: str = "") -> Placement:
    """With the designation begins the first placement: where she works that day."""
    return Placement.objects.create(
        alliance_id=designation.alliance_id,
        designation=designation,
        school=designation.home_school,
        is_headteacher=designation.is_headteacher,
        job_title=job_title,
        starts=designation.starts,
        begun=True,
    )


def carry_over(before: Designation, designation: Designation) -> None:
    """The next term begins where the earlier one stops; what lies ahead of her goes along."""
    moved = {"home_school": before.home_school, "is_headteacher": before.is_headteacher, "moved_on": before.moved_on}
    for name, value in moved.items():
        setattr(designation, name, value)
    designation.save(update_fields=list(moved))
    last = before.placements.filter(begun=True).last()
    ahead = before.placements.filter(begun=False, starts__gt=designation.starts)
    first = begin(designation, job_title=last.job_title if last else "")
    if coming := ahead.first():
        Placement.objects.filter(pk=first.pk).update(ends=coming.starts - DAY)
        Placement.objects.filter(designation=before, ends=coming.starts - DAY).update(ends=designation.starts - DAY)
        ahead.update(designation=designation)
    ReportedChange.objects.filter(designation=before, settled_at=None).update(designation=designation)


@transaction.atomic
def report(designation: Designation, change: Change, *, by: Person, at: datetime) -> ReportedChange:
    """The leader or her head says what changed; the office confirms it. Said again, the newer word counts.

    Raises NotAllowed, and Refused for what cannot be.
    """
    if not (by.pk == designation.person_id or access.releases(by, designation)):
        raise NotAllowed(f"{by} may not say where {designation.person} works")
    check(Designation.objects.locked(designation.pk), change)
    told = {**vars(change), "told_by": by, "told_at": at, "alliance_id": designation.alliance_id}
    reported, _ = ReportedChange.objects.update_or_create(designation=designation, settled_at=None, defaults=told)
    events.record(designation, "reported_change", by=by, at=at, to=str(reported), starts=change.starts.isoformat())
    return reported


@transaction.atomic
def dismiss(reported: ReportedChange, *, note: str, by: Person, at: datetime) -> None:
    """It was a mistake; nothing changes."""
    check_office(by, reported.designation)
    if ReportedChange.objects.filter(pk=reported.pk, settled_at=None).update(settled_at=at):
        events.record(reported, "dismissed_change", by=by, at=at, note=note)


@transaction.atomic
def change(designation: Designation, wanted: Change, *, note: str = "", by: Person, at: datetime) -> Placement:
    """The office confirms it: the placement of today ends the day before, and another begins.

    What lies ahead is begun by the clock on its day. Confirmed twice it is one. Raises NotAllowed, Refused.
    """
    check_office(by, designation)
    designation = Designation.objects.locked(designation.pk)
    last = latest(designation)
    ReportedChange.objects.filter(designation=designation, settled_at=None).update(settled_at=at)
    if vars(wanted) == {name: getattr(last, name) for name in vars(wanted)}:
        return last
    check(designation, wanted)
    Placement.objects.filter(pk=last.pk).update(ends=wanted.starts - DAY)
    placement = Placement.objects.create(alliance_id=designation.alliance_id, designation=designation, **vars(wanted))
    events.record(designation, "placed", by=by, at=at, note=note, to=str(placement), starts=wanted.starts.isoformat())
    if placement.starts <= localdate(at):
        take_effect(placement, at=at)
    return placement


def latest(designation: Designation) -> Placement:
    """The placement that has no end yet."""
    return designation.placements.select_related("school").get(ends=None)


def check(designation: Designation, wanted: Change) -> None:
    """Raises Refused with the sentence that says what cannot be."""
    last = latest(designation)
    if designation.state not in LIVING or not designation.starts <= wanted.starts <= designation.ends:
        raise Refused("On that day the designation is not in force.")
    if not last.begun:
        raise Refused(f"From {saying.day(last.starts)} it is {last} already. The office takes that back first.")
    if wanted.starts <= last.starts:
        raise Refused(f"Posts would overlap: {last} began on {saying.day(last.starts)}. Choose a later day.")
    if (wanted.school, wanted.is_headteacher, wanted.job_title) == (last.school, last.is_headteacher, last.job_title):
        raise Refused("That is how it is already.")
    if not wanted.school.is_open:
        raise Refused(closed(wanted.school))


def closed(school: Organisation) -> str:
    """A school that closed is never exchanged for one that followed it by guessing which."""
    after = [f"{each.name} ({each.urn})" for each in successors.current(school)]
    if len(after) > 1:
        return f"{school} has closed, and {saying.listed(after)} followed it. Which of them is it?"
    return f"{school} has closed. " + (
        f"{after[0]} followed it: choose that one." if after else "Choose another school."
    )


@transaction.atomic
def take_back(placement: Placement, *, by: Person, at: datetime) -> None:
    """A change that has not begun does not come about: the placement before it goes on."""
    check_office(by, placement.designation)
    designation = Designation.objects.locked(placement.designation_id)
    if Placement.objects.filter(pk=placement.pk, begun=False).delete()[0]:
        Placement.objects.filter(designation=designation, ends=placement.starts - DAY).update(ends=None)
        events.record(designation, "took_back_change", by=by, at=at, to=str(placement))


def begin_due(*, at: datetime) -> int:
    """Placements whose first day has come begin; returns how many."""
    due = Placement.objects.filter(begun=False, starts__lte=localdate(at), designation__state__in=LIVING)
    rows = due.select_related("school", "designation__alliance", "designation__person", "designation__home_school")
    return sum(take_effect(placement, at=at) for placement in rows)


@transaction.atomic
def take_effect(placement: Placement, *, at: datetime) -> bool:
    """The designation says so, posts follow, and whoever approves now is asked for days, if it is somebody else."""
    if not Placement.objects.filter(pk=placement.pk, begun=False).update(begun=True):
        return False
    designation = Designation.objects.locked(placement.designation_id)
    before = posts.approver_for(designation.person, designation.alliance, designation.home_school, localdate(at))
    move_posts(designation, placement, at)
    moved = {"moved_on": placement.starts} if placement.school_id != designation.home_school_id else {}
    now = {"home_school": placement.school, "is_headteacher": placement.is_headteacher, **moved}
    Designation.objects.filter(pk=designation.pk).update(**now)
    designation = Designation.objects.locked(designation.pk)
    events.record(designation, "began_placement", by=None, at=at, to=str(placement))
    after = posts.approver_for(designation.person, designation.alliance, designation.home_school, localdate(at))
    if moved or before != after:
        links.withdraw(designation, release.PURPOSE, by=None, at=at, because="Somebody else approves this now.")
        release.ask(designation, by=None, at=at)
    emails.placed(designation, str(placement), at=at)
    return True


def move_posts(designation: Designation, placement: Placement, at: datetime) -> None:
    """Her posts at the old school end the day before; she takes up the new one."""
    person, alliance, first = designation.person, designation.alliance, placement.starts
    role = Role.HEAD if placement.is_headteacher else Role.STAFF
    held = Post.objects.filter(
        person=person,
        alliance=alliance,
        organisation=designation.home_school,
        role__in=(Role.HEAD, Role.STAFF),
        ends=None,
    )
    for post in held:
        if (post.organisation_id, post.role) != (placement.school_id, role):
            posts.leave(post, max(first - DAY, post.starts), by=None, at=at)
    posts.take_up(person, role, alliance, placement.school, placement.job_title, from_=first, by=None, at=at)


def consequences(designation: Designation, wanted: Change, *, today: date) -> list[str]:
    """What follows in the register, said before it is confirmed."""
    first, school, home, name = (
        saying.day(wanted.starts),
        wanted.school,
        designation.home_school,
        designation.person.name,
    )
    found = []
    if school != home:
        until = saying.day(wanted.starts - DAY)
        found = [
            f"{home} is {name}’s home school until {until}, {school} from {first}.",
            f"The days that {home} granted do not go along: nobody is offered {name} before {school} says how many.",
            f"The letter of assurance is {home}’s; {school} is to give its own.",
        ]
    if wanted.is_headteacher != designation.is_headteacher:
        rate = "headteachers’" if wanted.is_headteacher else "System Leaders’"
        found.append(f"New agreements are at the {rate} rate from {first}; those that stand keep theirs.")
    return [*found, approves(designation, wanted, today)]


def approves(designation: Designation, wanted: Change, today: date) -> str:
    """Who releases her from then on, as far as the alliance knows today."""
    if wanted.is_headteacher:
        chairs = posts.holders(designation.alliance, today, Role.CHAIR, organisation=wanted.school)
        who = chairs.first() or posts.chief_of_trust(wanted.school, designation.alliance, today)
        whose = "the chair of governors"
    else:
        heads = posts.heads_of(wanted.school, designation.alliance, today).exclude(pk=designation.person_id)
        who, whose = heads.first(), "the headteacher"
    if who is None:
        return f"Nobody is recorded as {whose} of {wanted.school}: add them, or nobody can approve."
    return f"{who.name} approves from {saying.day(wanted.starts)}."


def check_office(by: Person, designation: Designation) -> None:
    if not people_access.manager(by, designation):
        raise NotAllowed(f"{by} may not place {designation.person}")
