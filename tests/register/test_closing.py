"""A school that closes, into one, two or none: its leaders go on by one press each, and never by guessing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Post
from drystone.register import closing, past
from drystone.register.models import Designation
from drystone.reports import waiting
from drystone.schools.models import Membership, Organisation, SchoolLink
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import words
from tests.signing_in import sign_in
from tests.supporting import Support

CLOSED = date(2026, 10, 31)


@pytest.fixture
def support(db) -> Support:
    made = Support(granted=6)
    Organisation.objects.filter(pk=made.reeth.pk).update(status="2", closed_on=CLOSED)
    made.reeth.refresh_from_db()
    return made


@pytest.fixture
def two(support: Support) -> list[Organisation]:
    return [followed(support, name) for name in ("Arkengarth Primary School", "Marrick Primary School")]


def followed(support: Support, name: str) -> Organisation:
    school = cast.school(name)
    SchoolLink.objects.create(organisation=support.reeth, other=school, kind="successor", wording="Successor")
    return school


def page(support: Support) -> str:
    return reverse("office-school-closed", args=[support.reeth.pk])


def test_the_office_sees_that_a_school_has_closed_and_how_many_work_there(support, two):
    support.add_leader("Hannah Alderson", 6)
    found = {each.kind: (each.who, each.where) for each in waiting.for_office(support.alliance, at=NOW)}
    assert found["school-closed"] == ("Reeth Primary School", "2")
    home = words(sign_in(Client(), support.margaret).get(reverse("office-home")))
    assert "Reeth Primary School has closed. System Leaders who work there: 2" in home


def test_into_two_successors_each_leader_goes_on_at_the_one_that_is_pressed(support, two):
    hannah, office = support.add_leader("Hannah Alderson", 6), sign_in(Client(), support.margaret)
    shown = words(office.get(page(support)))
    assert "2 schools followed it: ask which one it is" in shown
    for leader, school in ((support.tom, two[0]), (hannah, two[1])):
        for _ in range(2):
            typed = {"leader": leader.pk, "school": school.pk}
            assert office.post(page(support), typed).status_code == 302
    homes = {
        each.person.name: each.home_school for each in Designation.objects.filter(pk__in=[support.tom.pk, hannah.pk])
    }
    assert homes == {"Tom Raine": two[0], "Hannah Alderson": two[1]}
    assert "No System Leader works there on paper any more" in words(office.get(page(support)))
    assert not [each for each in waiting.for_office(support.alliance, at=NOW) if each.kind == "school-closed"]


def test_the_past_stays_as_it_was_and_the_posts_follow(support, two):
    closing.go_on(support.tom, support.reeth, two[0], **support.office)
    tom = Designation.objects.get(pk=support.tom.pk)
    assert [past.on(tom, day).home_school.name for day in (CLOSED, CLOSED + timedelta(days=1))] == [
        "Reeth Primary School", "Arkengarth Primary School",
    ]  # fmt: skip
    post = Post.objects.get(person=tom.person, organisation=support.reeth, role="staff")
    assert post.ends == CLOSED


def test_a_school_that_did_not_follow_is_not_taken_and_nobody_is_moved_twice(support, two):
    office, other = sign_in(Client(), support.margaret), cast.school("Gayle Primary School")
    for typed in ({"leader": support.tom.pk, "school": other.pk}, {}, {"leader": "x", "school": two[0].pk}):
        answer = office.post(page(support), typed, follow=True)
        assert "Choose for whom, and which of the schools that followed" in words(answer)
    closing.go_on(support.tom, support.reeth, two[0], **support.office)
    with pytest.raises(Refused, match="does not work at"):
        closing.go_on(support.tom, support.reeth, two[1], **support.office)


def test_a_head_of_a_closed_school_becomes_no_head_of_another_by_a_press(support, two):
    support.tom.placements.update(is_headteacher=True)
    with pytest.raises(Refused, match="was the headteacher"):
        closing.go_on(support.tom, support.reeth, two[0], **support.office)


def test_only_who_manages_moves_anybody(support, two):
    with pytest.raises(NotAllowed):
        closing.go_on(support.tom, support.reeth, two[0], **support.by(support.leader))


def test_where_nothing_followed_or_no_day_is_known_the_page_says_so_and_today_counts(support):
    Organisation.objects.filter(pk=support.reeth.pk).update(closed_on=None)
    Membership.objects.get_or_create(alliance=support.alliance, organisation=support.reeth, starts=date(2020, 9, 1))
    shown = words(sign_in(Client(), support.margaret).get(page(support)))
    assert "knows no school that followed it" in shown
    assert "still a member" in shown
    school = followed(support, "Marrick Primary School")
    support.reeth.refresh_from_db()
    assert closing.go_on(support.tom, support.reeth, school, **support.office).starts == NOW.date()


def test_an_office_whose_leaders_never_worked_there_finds_no_page(support, two):
    other = cast.alliance("Wensleydale Alliance", default=False)
    assert sign_in(Client(), cast.officer(other, "Wendy Metcalfe")).get(page(support)).status_code == 404
