"""Development groups: who belongs, when they meet, who came, and what facilitators are owed for."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from drystone.groups import belonging, documents, groups, meetings, registers
from drystone.groups.models import Attendance, Group, Meeting
from drystone.groups.registers import Line
from drystone.lifecycle import AlreadyMoved, NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people.models import Person
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, STARTS, Stage

pytestmark = pytest.mark.django_db


def test_a_group_started_twice_is_one_group(stage: Stage):
    again = groups.start(stage.alliance, kind="network", name="Writing", by=stage.manager, at=NOW)
    assert (again, Group.objects.count()) == (stage.group, 1)


def belong(group: Group, on) -> list[str]:
    return [each.person.name for each in belonging.of(group, on)]


def test_a_facilitator_says_who_belongs_and_the_office_alone_who_facilitates_and_when_it_ends(stage: Stage):
    ben = cast.person("Ben Sowerby")
    groups.add(stage.group, ben, by=stage.leader, at=NOW)
    groups.add(stage.group, stage.leader, by=stage.leader, at=NOW)
    assert belong(stage.group, cast.TODAY) == ["Tom Raine", "Ben Sowerby", "Kate Lister"]
    assert [member.facilitates for member in stage.group.members.all()] == [True, False, False]
    refused = [
        lambda: groups.start(stage.alliance, kind="network", name="Maths", by=stage.leader, at=NOW),
        lambda: groups.add(stage.group, ben, facilitates=True, by=stage.leader, at=NOW),
        lambda: groups.leave(stage.group.members.get(person=stage.leader), by=stage.leader, at=NOW),
        lambda: groups.end(stage.group, why="x", by=stage.leader, at=NOW),
        lambda: groups.add(stage.group, ben, by=stage.teacher, at=NOW),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()


def test_to_the_group_of_all_leaders_each_belongs_by_herself_while_she_is_one(stage: Stage):
    ann, una = (cast.leader(stage.alliance, stage.home, name) for name in ("Ann Metcalfe", "Una Dent"))
    una.state, una.ending, una.ended_on = "ended", "resigned", cast.TODAY
    una.save()
    theirs = groups.start(stage.alliance, kind="system_leaders", name="All of us", by=stage.manager, at=NOW)
    groups.add(theirs, stage.leader, facilitates=True, by=stage.manager, at=NOW)
    tomorrow = cast.TODAY + timedelta(days=1)
    assert belong(theirs, cast.TODAY) == ["Tom Raine", "Ann Metcalfe", "Una Dent"]
    assert belong(theirs, tomorrow) == ["Tom Raine", "Ann Metcalfe"]
    assert list(Group.objects.visible_to(cast.acting(ann.person), on=tomorrow)) == [theirs]
    assert not Group.objects.visible_to(cast.acting(una.person, tomorrow), on=tomorrow)
    with pytest.raises(Refused, match="All of us"):
        groups.start(stage.alliance, kind="system_leaders", name="Another", by=stage.manager, at=NOW)


def test_a_group_that_ends_calls_off_what_was_planned_and_frees_its_name(stage: Stage):
    meeting = stage.plan()
    for _ in range(2):
        groups.end(stage.group, why="Its work is done.", by=stage.manager, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == ("cancelled", STARTS)
    assert Message.objects.filter(kind="groups.meeting_cancelled").count() == 2
    for act in (stage.plan, lambda: groups.join(stage.group, "Ben Sowerby", "b@d.example", by=stage.manager, at=NOW)):
        with pytest.raises(Refused, match="ended"):
            act()
    again = groups.start(stage.alliance, kind="network", name="Writing", by=stage.manager, at=NOW)
    assert again != stage.group


def test_whoever_left_may_come_back(stage: Stage):
    member = stage.group.members.get(person=stage.teacher)
    groups.leave(member, by=stage.manager, at=NOW - timedelta(days=0))
    assert belong(stage.group, cast.TODAY + timedelta(days=1)) == ["Tom Raine"]
    groups.add(stage.group, stage.teacher, by=stage.manager, at=NOW)
    assert belong(stage.group, cast.TODAY + timedelta(days=1)) == ["Tom Raine", "Kate Lister"]


def test_a_meeting_planned_tells_every_member_once(stage: Stage):
    assert stage.plan() == stage.plan(by=stage.leader)
    told = Message.objects.filter(kind="groups.meeting_planned").values_list("to_name", flat=True)
    assert sorted(told) == ["Kate Lister", "Tom Raine"]


def test_a_member_who_does_not_facilitate_plans_nothing(stage: Stage):
    with pytest.raises(NotAllowed):
        stage.plan(by=stage.teacher)


def test_the_facilitator_takes_the_register_after_it_began(stage: Stage):
    meeting = stage.plan()
    lines = {stage.leader: Line(True, 1), stage.teacher: Line(True, 2)}
    with pytest.raises(Refused):
        registers.take(meeting, lines, by=stage.leader, at=NOW)
    registers.take(meeting, lines, by=stage.leader, at=AFTER)
    found = Attendance.objects.order_by("person__name").values_list("person__name", "came", "facilitated_half_days")
    assert list(found) == [("Kate Lister", True, 0), ("Tom Raine", True, 1)]
    assert set(Attendance.objects.values_list("school", flat=True)) == {stage.home.pk}


def test_a_facilitator_who_did_not_come_is_owed_nothing(stage: Stage):
    registers.take(stage.plan(), {stage.leader: Line(False, 1)}, by=stage.manager, at=AFTER)
    assert Attendance.objects.get().facilitated_half_days == 0


def test_a_register_is_taken_once(stage: Stage):
    meeting = stage.plan()
    stale = Meeting.objects.get(pk=meeting.pk)
    registers.take(meeting, {stage.leader: Line(True, 1)}, by=stage.leader, at=AFTER)
    with pytest.raises(AlreadyMoved):
        registers.take(stale, {stage.leader: Line(True, 1)}, by=stage.manager, at=AFTER)
    assert Attendance.objects.count() == 1


def test_a_member_does_not_take_the_register(stage: Stage):
    with pytest.raises(NotAllowed):
        registers.take(stage.plan(), {}, by=stage.teacher, at=AFTER)


def test_called_off_it_leaves_calendars_and_its_moment_is_free_again(stage: Stage):
    meeting = stage.plan()
    assert b"STATUS:CONFIRMED" in documents.calendar_entry(meeting, at=NOW)
    meetings.cancel(meeting, why="Snow", by=stage.leader, at=NOW)
    entry = documents.calendar_entry(meeting, at=NOW)
    assert b"STATUS:CANCELLED" in entry
    assert b"SEQUENCE:1" in entry
    assert Message.objects.filter(kind="groups.meeting_cancelled").count() == 2
    assert stage.plan() != meeting


def test_the_database_refuses_two_meetings_at_one_moment(stage: Stage):
    meeting = stage.plan()
    meeting.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.save(force_insert=True)


def test_members_and_the_office_see_a_meeting_and_nobody_else(stage: Stage):
    stage.plan()
    stranger = cast.officer(cast.alliance("Wharfedale Alliance", default=False), "Olive Best")

    def sees(person: Person) -> int:
        return Meeting.objects.visible_to(person, on=cast.TODAY).count()

    assert [sees(person) for person in (stage.manager, stage.leader, stage.teacher, stranger)] == [1, 1, 1, 0]
