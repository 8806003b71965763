"""A new head is reported: by a leader, by the head who goes, by the national register. The office confirms it.

A headship gives power over a school, so nobody is made a head by being named; one press of the office does it, and the
new head then gets her two minutes (`new_heads`).
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people import access, names, people, posts
from drystone.people.models import Person, Post
from drystone.people.roles import Role
from drystone.schools.models import Organisation

from . import access as register_access
from . import new_heads
from .lifecycle import LIVING
from .models import Designation, ReportedHead

DAY = timedelta(days=1)


@transaction.atomic
def report(designation: Designation, *, name: str, email: str, starts: date, by: Person, at: datetime) -> ReportedHead:
    """A leader, or whoever releases her, says who heads her school from a day on. Said again, the newer word counts.

    Raises NotAllowed, and Refused for whom we have as the head already and for oneself.
    """
    if not (by.pk == designation.person_id or register_access.releases(by, designation)):
        raise NotAllowed(f"{by} may not say who heads {designation.home_school}")
    school, alliance, name = designation.home_school, designation.alliance, " ".join(name.split())
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    heads = posts.heads_of(school, alliance, max(starts, localdate(at)))
    if any(names.similar(head.name, name) for head in heads):
        raise Refused(f"{name} is the headteacher of {school} already, as far as the Alliance knows.")
    if names.similar(designation.person.name, name):
        raise Refused("Say that a job has changed instead: that of the System Leader.")
    told = {"name": name, "email": email, "starts": starts, "told_by": by, "told_at": at}
    standing = ReportedHead.objects.open().filter(alliance=alliance, school=school).first()
    if standing and {key: getattr(standing, key) for key in ("name", "email", "starts")} == {
        key: told[key] for key in ("name", "email", "starts")
    }:
        return standing
    reported, _ = ReportedHead.objects.update_or_create(
        alliance=alliance, school=school, settled_at=None, defaults=told
    )
    events.record(reported, "reported_head", by=by, at=at, about=designation, note=str(reported))
    return reported


def hear_register(*, at: datetime) -> int:
    """Where the national register names another head than an alliance has, its office is asked once for each name;
    returns how many. A register without names of heads says nothing."""
    today, raised = localdate(at), 0
    rows = Designation.objects.filter(state__in=LIVING, is_headteacher=False).exclude(home_school__head_name=None)
    pairs = rows.order_by().values_list("alliance", "home_school", "home_school__head_name").distinct()
    for alliance_id, school_id, named in pairs:
        raised += hear(alliance_id, school_id, named or "", today, at)
    return raised


@transaction.atomic
def hear(alliance_id: int, school_id: int, named: str, today: date, at: datetime) -> bool:
    """Whether the office is asked about this name now."""
    heads = Post.objects.filter(alliance=alliance_id, organisation=school_id, role=Role.HEAD)
    known = list(heads.on(today).values_list("person__name", flat=True))
    of = {"alliance_id": alliance_id, "school_id": school_id}
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance_id)
    told = ReportedHead.objects.filter(**of)
    if not known or any(names.similar(each, named) for each in known):
        return False
    if told.open().exists() or any(names.similar(each, named) for each in told.values_list("name", flat=True)):
        return False
    reported = ReportedHead.objects.create(**of, name=named, starts=today, told_at=at)
    events.record(reported, "reported_head", by=None, at=at, about=reported.school, note=str(reported))
    return True


@transaction.atomic
def confirm(
    reported: ReportedHead,
    *,
    name: str,
    email: str,
    starts: date,
    staying: Collection[Person] = (),
    by: Person,
    at: datetime,
) -> ReportedHead:
    """She is the head from a day on: the post of the head before her ends the day before, and she is asked about the
    System Leaders there. Of two co-heads one may be `staying` beside her. Confirmed twice, it is once.

    Raises NotAllowed, and Refused for a day that cannot be.
    """
    school, alliance = reported.school, reported.alliance
    check_office(by, reported)
    if not ReportedHead.objects.open().filter(pk=reported.pk).update(settled_at=at):
        return reported
    for post in Post.objects.filter(alliance=alliance, organisation=school, role=Role.HEAD, ends=None):
        if names.similar(post.person.name, name):
            raise Refused(f"{post.person} is the headteacher already. Lay this aside.")
        if post.person in staying:
            continue
        if starts <= post.starts:
            raise Refused(f"{post.person} became headteacher after that day. Choose a later one.")
        posts.leave(post, starts - DAY, by=by, at=at)
    who = people.appoint(name, email, Role.HEAD, alliance, school, from_=starts, by=by, at=at)
    events.record(reported, "confirmed_head", by=by, at=at, about=school, note=str(reported))
    if starts <= localdate(at):
        ask_at_once(who, alliance, school, at)
    return reported


def ask_at_once(who: Person, alliance: Alliance, school: Organisation, at: datetime) -> None:
    """As the clock would tomorrow."""
    post = Post.objects.select_related("person", "alliance", "organisation").get(
        person=who, alliance=alliance, organisation=school, role=Role.HEAD, ends=None
    )
    leaders = Designation.objects.filter(alliance=alliance, home_school=school, state__in=LIVING)
    if leaders.filter(is_headteacher=False).exists():
        new_heads.ask(post, at=at)


@transaction.atomic
def dismiss(reported: ReportedHead, *, by: Person, at: datetime) -> None:
    """It was a mistake; nothing changes, and the register's word for the same name is not asked about again."""
    check_office(by, reported)
    if ReportedHead.objects.open().filter(pk=reported.pk).update(settled_at=at):
        events.record(reported, "dismissed_head", by=by, at=at, about=reported.school, note=str(reported))


def check_office(by: Person, reported: ReportedHead) -> None:
    if not access.manager(by, reported):
        raise NotAllowed(f"{by} may not say who heads {reported.school}")
