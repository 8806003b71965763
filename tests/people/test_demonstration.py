"""Demonstration mode: one press to be somebody, and only where nobody is real."""

import pytest
from django.core.checks import run_checks

from drystone.people.models import Person
from drystone.people.roles import Role
from tests.cast import alliance, person, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def margaret():
    who = person("Margaret Alderson")
    post(who, Role.MANAGER, alliance())
    Person.objects.filter(pk=who.pk).update(is_demonstration=True, demonstration_note="Open a round.")
    return who


@pytest.fixture
def demonstration(settings):
    settings.DEMO = settings.DEVELOPMENT = True


def test_the_page_names_the_invented_people_and_what_to_try(client, demonstration, margaret):
    person("Somebody Real")
    shown = client.get("/demo/").content.decode()
    assert "Margaret Alderson" in shown
    assert "Open a round." in shown
    assert "Somebody Real" not in shown


def test_one_press_signs_in_and_stands_for_the_second_factor(client, demonstration, margaret):
    assert client.post(f"/demo/sign-in/{margaret.pk}/").headers["Location"] == "/home/"
    assert client.get("/account/").status_code == 200


def test_another_press_makes_her_somebody_else(client, demonstration, margaret):
    tom = person("Tom Raine")
    Person.objects.filter(pk=tom.pk).update(is_demonstration=True)
    client.post(f"/demo/sign-in/{margaret.pk}/")
    client.post(f"/demo/sign-in/{tom.pk}/")
    assert "Tom Raine" in client.get("/account/").content.decode()


def test_looking_at_the_address_signs_nobody_in(client, demonstration, margaret):
    assert client.get(f"/demo/sign-in/{margaret.pk}/").status_code == 405


def test_nobody_becomes_a_person_who_is_not_invented(client, demonstration):
    real = person("Somebody Real")
    assert client.post(f"/demo/sign-in/{real.pk}/").status_code == 404
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(("demo", "development"), [(False, True), (True, False), (False, False)])
def test_elsewhere_there_is_no_such_page(client, settings, margaret, demo, development):
    settings.DEMO, settings.DEVELOPMENT = demo, development
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/sign-in/{margaret.pk}/").status_code == 404


def test_a_session_of_the_demonstration_is_worth_nothing_once_it_is_over(client, settings, demonstration, margaret):
    client.post(f"/demo/sign-in/{margaret.pk}/")
    settings.DEMO = False
    assert client.get("/account/").headers["Location"] == "/account/safety/"


def test_an_installation_for_real_people_does_not_start_in_demonstration_mode(settings):
    settings.DEMO, settings.DEVELOPMENT = True, False
    assert "people.E001" in [problem.id for problem in run_checks()]
    settings.DEVELOPMENT = True
    assert "people.E001" not in [problem.id for problem in run_checks()]
