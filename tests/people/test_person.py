import pytest

from drystone.people import access, links, people
from drystone.people.models import Person
from drystone.people.roles import Role
from tests.cast import NOW, TODAY, acting, alliance, head, officer, person, post, school

pytestmark = pytest.mark.django_db


def test_the_same_name_at_the_same_address_is_the_same_person():
    here, reeth = alliance(), school()
    ann = person("Ann Peel", email="Head@reeth.example")
    post(ann, Role.HEAD, here, reeth)
    assert people.known("Mrs A. Peel", "head@reeth.example", here) == ann


def test_a_successor_at_the_same_address_is_somebody_else():
    here, reeth = alliance(), school()
    ann = person("Ann Peel", email="head@reeth.example")
    post(ann, Role.HEAD, here, reeth)
    tom = people.known("Tom Raine", "head@reeth.example", here)
    assert tom != ann
    assert (tom.name, tom.email, tom.has_account) == ("Tom Raine", "head@reeth.example", False)


def test_a_person_whom_only_another_alliance_knows_is_made_anew():
    here, there = alliance(), alliance("Weardale Alliance", default=False)
    ann = person("Ann Peel", email="ann@reeth.example")
    post(ann, Role.HEAD, there, school())
    assert people.known("Ann Peel", "ann@reeth.example", here) != ann


def test_a_person_known_by_a_link_alone_is_found_again():
    here, reeth = alliance(), school()
    ann = people.known("Ann Peel", "ann@reeth.example", here)
    links.invite(ann, "reference", reeth, alliance=here, by=None, at=NOW)
    assert people.known("Ann Peel", "ann@reeth.example", here) == ann
    assert Person.objects.count() == 1


def test_the_office_sees_those_who_have_a_post_or_a_task_in_its_alliance():
    here, there = alliance(), alliance("Weardale Alliance", default=False)
    margaret, reeth = officer(here), school()
    ann = head(here, reeth)
    asked = person("Asked Once", account=False)
    links.invite(asked, "reference", reeth, alliance=here, by=None, at=NOW)
    officer(there, "Walter Weardale")
    person("Nobody Yet")
    seen = Person.objects.visible_to(margaret, on=TODAY).order_by("pk")
    assert list(seen) == [margaret, ann, asked]


def test_somebody_without_a_post_sees_herself_alone():
    here = alliance()
    officer(here)
    tom = acting(person("Tom Raine"))
    assert list(Person.objects.visible_to(tom, on=TODAY)) == [tom]


def test_predicates_cost_one_query_a_request(django_assert_num_queries):
    here = alliance()
    margaret = officer(here)
    with django_assert_num_queries(1):
        prepared = access.as_of(margaret, TODAY)
        for _ in range(20):
            assert access.office_of(prepared) == {here.pk}
            assert not access.places_as(prepared, Role.HEAD)


def test_through_a_link_nobody_is_the_office():
    here, reeth = alliance(), school()
    margaret = officer(here)
    post(margaret, Role.HEAD, here, reeth)
    prepared = access.as_of(margaret, TODAY, through="link 5")
    assert access.office_of(prepared) == set()
    assert {school for _, school in access.places_as(prepared, Role.HEAD)} == {reeth.pk}
