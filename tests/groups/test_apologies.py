"""Apologies before a meeting: sent and taken back by one press, seen by whoever runs the group, counted as such."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.groups import apologies, attendance, belonging, groups, meetings, registers, reminders, sign_ups
from drystone.groups.meetings import Details
from drystone.groups.models import Apology, Attendance, Meeting
from drystone.groups.registers import Line
from drystone.history.models import Event
from drystone.lifecycle import NotAllowed, Refused
from drystone.mail.models import Message
from drystone.people import links
from tests import cast
from tests.clock import NOW
from tests.groups.stage import AFTER, ENDS, STARTS, Stage
from tests.postgres import OPENING
from tests.selection.pressing import words
from tests.signing_in import sign_in
from tests.supporting_pages import opened

pytestmark = pytest.mark.django_db


def test_a_member_sends_apologies_once_and_takes_them_back(stage: Stage):
    meeting = stage.plan()
    for _ in range(2):
        apologies.send(meeting, by=stage.teacher, at=NOW)
    assert apologies.whose(meeting) == {stage.teacher.pk}
    for _ in range(2):
        apologies.take_back(meeting, by=stage.teacher, at=NOW)
    assert not Apology.objects.exists()
    said = Event.objects.filter(verb__startswith="apologies").order_by("id").values_list("verb", flat=True)
    assert list(said) == ["apologies_sent", "apologies_taken_back"]


def test_only_who_is_expected_sends_them_and_only_before_the_register(stage: Stage):
    meeting, una = stage.plan(), cast.acting(cast.person("Una Dent"))
    for stranger in (una, stage.manager):
        with pytest.raises(NotAllowed):
            apologies.send(meeting, by=stranger, at=NOW)
    apologies.send(meeting, by=stage.teacher, at=NOW)
    registers.take(meeting, {stage.teacher: Line(False, apologies=True)}, by=stage.leader, at=AFTER)
    for verb in (apologies.send, apologies.take_back):
        with pytest.raises(Refused, match="has been taken"):
            verb(meeting, by=stage.teacher, at=AFTER)
    off = meetings.plan(
        stage.group, Details("Reeth"), starts_at=ENDS, ends_at=ENDS + timedelta(hours=1), by=stage.leader, at=NOW
    )
    meetings.cancel(off, why="Snow", by=stage.leader, at=NOW)
    with pytest.raises(Refused, match="called off"):
        apologies.send(off, by=stage.teacher, at=NOW)


def test_a_system_leader_is_expected_in_the_group_of_all_without_being_a_member(stage: Stage):
    hers = cast.leader(stage.alliance, stage.home, "Farah Siddiqui")
    theirs = groups.start(stage.alliance, kind="system_leaders", name="All of us", by=stage.manager, at=NOW)
    when = {"starts_at": STARTS, "ends_at": ENDS}
    meeting = meetings.plan(theirs, Details("Reeth"), **when, by=stage.manager, at=NOW)
    apologies.send(meeting, by=cast.acting(hers.person), at=NOW)
    with pytest.raises(NotAllowed):
        apologies.send(meeting, by=stage.teacher, at=NOW)


def test_the_database_keeps_one_of_each_person_and_meeting(stage: Stage):
    sent = apologies.send(stage.plan(), by=stage.teacher, at=NOW)
    sent.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.save(force_insert=True)


def test_by_the_link_of_the_mail_one_tick_and_a_press_and_back(stage: Stage, query_count):
    meeting = stage.plan()
    link = links.invite(stage.teacher, "meeting", meeting, alliance=stage.alliance, by=None, at=NOW)
    kate, here = opened(link)
    sorry, coming = (reverse(f"leader-meeting-{act}", args=[meeting.pk]) for act in ("apologies", "coming"))
    with query_count() as queries:
        assert sorry in kate.get(here).content.decode()
    assert len(queries) == 7 + OPENING
    kate.post(sorry)
    assert not Apology.objects.exists()  # a mail filter ticks nothing
    said = words(kate.post(sorry, {"sure": "on"}, follow=True))
    assert "You have sent apologies" in said
    assert "I can come after all" in said
    kate.post(coming, {"sure": "on"})
    assert not Apology.objects.exists()
    registers.take(meeting, {stage.leader: Line(True)}, by=stage.leader, at=AFTER)
    assert "Ask the facilitator to correct it" in words(kate.post(sorry, {"sure": "on"}, follow=True))


def test_the_facilitator_reads_who_is_expected_and_the_register_counts_apologies(stage: Stage, clock):
    ben, meeting = stage.member("Ben Sowerby"), stage.plan()
    apologies.send(meeting, by=stage.teacher, at=NOW)
    tom = sign_in(Client(), stage.leader)
    assert "2 members: Tom Raine, Ben Sowerby. Apologies: Kate Lister." in words(
        tom.get(reverse("leader-meeting", args=[meeting.pk]))
    )
    assert "Who is expected" not in words(sign_in(Client(), ben).get(reverse("leader-meeting", args=[meeting.pk])))
    clock.move_to(AFTER)
    tom = sign_in(Client(), stage.leader)
    here = reverse("leader-meeting-register", args=[meeting.pk])
    assert "Has sent apologies." in words(tom.get(here))
    assert "Say it of everybody whom you did not mark" in words(tom.post(here, {"feedback": "on"}))
    assert not Attendance.objects.exists()  # a mail filter that presses the button takes nothing
    tom.post(here, {"others": "yes"})
    said = {row.person.name: row.said for row in Attendance.objects.select_related("person")}
    assert said == {"Tom Raine": "yes", "Kate Lister": "apologies", "Ben Sowerby": "yes"}
    came = attendance.this_year(stage.group, belonging.of(stage.group, cast.TODAY), cast.TODAY)
    assert (came[stage.teacher.pk].came, came[stage.teacher.pk].apologies) == (0, 1)


def test_whoever_sent_apologies_and_came_all_the_same_is_marked_so(stage: Stage, clock):
    meeting = stage.plan()
    apologies.send(meeting, by=stage.teacher, at=NOW)
    clock.move_to(AFTER)
    tom, here = sign_in(Client(), stage.leader), reverse("leader-meeting-register", args=[meeting.pk])
    tom.post(here, {"others": "no", f"came_{stage.teacher.pk}": "yes"})
    assert {row.person.name: row.said for row in Attendance.objects.select_related("person")} == {
        "Tom Raine": "no",
        "Kate Lister": "yes",
    }


def test_somebody_who_signed_up_and_is_no_member_gives_her_place_back_instead(stage: Stage):
    meeting = stage.plan()
    guest = sign_ups.invite(meeting, "Gail Guest", "gail@guest.example", by=stage.leader, at=NOW)
    link = links.invite(guest.person, "meeting", meeting, alliance=stage.alliance, by=None, at=NOW)
    gail, here = opened(link)
    assert reverse("leader-meeting-apologies", args=[meeting.pk]) not in gail.get(here).content.decode()
    assert Meeting.objects.get() == meeting


def test_apologies_are_for_one_day_and_who_sent_them_is_not_reminded(stage: Stage):
    when = {"starts_at": STARTS + timedelta(days=14), "ends_at": ENDS + timedelta(days=14)}
    meeting = meetings.plan(stage.group, Details("Reeth"), **when, by=stage.leader, at=NOW)
    apologies.send(meeting, by=stage.teacher, at=NOW)
    assert reminders.remind_soon(at=STARTS + timedelta(days=9)) == 1
    assert Message.objects.get(kind="groups.meeting_soon").to_name == "Tom Raine"
    meetings.change(meeting, Details("Leyburn"), **when, by=stage.leader, at=NOW)
    assert apologies.whose(meeting) == {stage.teacher.pk}
    later = {name: moment + timedelta(days=1) for name, moment in when.items()}
    meetings.change(meeting, Details("Leyburn"), **later, by=stage.leader, at=NOW)
    assert apologies.whose(meeting) == set()
