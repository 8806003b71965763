"""A group from its start to its register, in the office and with its facilitator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.groups.models import Attendance, Group, Meeting, Member
from drystone.people.models import Person
from tests import cast
from tests.clock import NOW
from tests.postgres import OPENING
from tests.signing_in import sign_in
from tests.supporting_pages import said

pytestmark = pytest.mark.django_db


def test_started_joined_planned_and_the_register_taken(clock):
    dales = cast.alliance()
    office = sign_in(Client(), cast.officer(dales))
    office.post(reverse("office-group-start"), {"kind": "joint_practice", "name": "Writing"})
    group = Group.objects.get()
    add = reverse("leader-group-members", args=[group.pk])
    office.post(add, {"name": "Tom Raine", "email": "tom@reeth.example", "facilitates": "on"})
    office.post(add, {"name": "Kate Lister", "email": "kate@leyburn.example"})
    when = {"day": "18/11/2026", "starts": "13:30", "ends": "15:30", "place": "Reeth"}
    office.post(reverse("leader-group-meetings", args=[group.pk]), when)
    meeting = Meeting.objects.get()
    assert b"18 November" in office.get(reverse("leader-group", args=[group.pk])).content

    clock.move_to(meeting.ends_at + timedelta(hours=1))
    Person.objects.update(has_account=True)
    tom, kate = (Member.objects.get(person__name=name) for name in ("Tom Raine", "Kate Lister"))
    here = reverse("leader-meeting-register", args=[meeting.pk])
    register = {f"came_{tom.person_id}": "yes", f"led_{tom.person_id}": "1", "others": "no"}
    sign_in(Client(), kate.person).post(here, register)
    assert Attendance.objects.count() == 0
    facilitator = sign_in(Client(), tom.person)
    assert b"Everybody whom you did not mark" in facilitator.get(here).content
    facilitator.post(here, register)
    facilitator.post(here, register)
    lines = Attendance.objects.order_by("person__name").values_list("came", "facilitated_half_days")
    assert list(lines) == [(False, 0), (True, 1)]


def test_a_meetings_entry_for_the_calendar(client):
    dales = cast.alliance()
    group = Group.objects.create(alliance=dales, kind="network", name="Maths", started_on=cast.TODAY)
    meeting = Meeting.objects.create(
        alliance=dales, group=group, starts_at=NOW, ends_at=NOW + timedelta(hours=1), place="Reeth", state_since=NOW
    )
    sign_in(client, cast.officer(dales))
    answer = client.get(reverse("leader-meeting-calendar", args=[meeting.pk]))
    assert b"SUMMARY:Maths" in b"".join(answer.streaming_content)
    stranger = sign_in(Client(), cast.person("Nora Nobody"))
    assert stranger.get(reverse("leader-meeting-calendar", args=[meeting.pk])).status_code == 404


def test_a_facilitator_runs_her_group_and_a_member_reads_it(client):
    """Features 74: groups with members and facilitators."""
    dales = cast.alliance()
    tom, kate = (cast.person(name) for name in ("Tom Raine", "Kate Lister"))
    group = Group.objects.create(alliance=dales, kind="network", name="Maths", started_on=cast.TODAY)
    for person in (tom, kate):
        Member.objects.create(alliance=dales, group=group, person=person, facilitates=person == tom, starts=cast.TODAY)
    sign_in(client, tom)
    here = reverse("leader-group", args=[group.pk])
    assert "Maths" in said(client.get(reverse("leader-groups")))
    assert b"When your groups meet" in client.get(reverse("home")).content
    client.post(reverse("leader-group-description", args=[group.pk]), {"purpose": "Reasoning in key stage 2"})
    client.post(
        reverse("leader-group-members", args=[group.pk]),
        {"name": "Ben Sowerby", "email": "ben@dale.example", "facilitates": "on"},
    )
    assert not Member.objects.get(person__name="Ben Sowerby").facilitates
    assert "Reasoning in key stage 2" in said(client.get(here))
    member = sign_in(Client(), kate)
    assert "Plan a meeting" not in said(member.get(here))
    assert member.post(reverse("leader-group-meetings", args=[group.pk]), {}).status_code == 403
    assert Client().get(here).status_code == 302


def test_the_office_ends_a_group_and_finds_it_among_those_that_ended(client):
    dales = cast.alliance()
    group = Group.objects.create(alliance=dales, kind="network", name="Maths", started_on=cast.TODAY)
    sign_in(client, cast.officer(dales))
    here = reverse("leader-group", args=[group.pk])
    client.post(reverse("office-group-end", args=[group.pk]), {"why": "Done"})
    listed = [said(client.get(reverse("office-groups"), asked)) for asked in ({}, {"ended": "yes", "kind": "network"})]
    assert [here in page for page in listed] == [False, True]
    assert "Ended on Wednesday 11 November 2026" in said(client.get(here))


@pytest.mark.parametrize("groups", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, groups, query_count):
    dales = cast.alliance()
    for number in range(groups):
        Group.objects.create(alliance=dales, kind="network", name=f"Group {number}", started_on=cast.TODAY)
    sign_in(client, cast.officer(dales))
    client.get(reverse("office-groups"))
    with query_count() as queries:
        client.get(reverse("office-groups"))
    assert len(queries) == 5 + OPENING
