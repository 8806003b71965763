"""How long somebody stays signed in, and how she ends it."""

from datetime import timedelta

import pytest
from django.test import Client

from drystone.people import accounts, posts
from drystone.people.models import Person
from drystone.people.roles import Role
from tests.cast import NOW, TODAY, alliance, officer, person, post
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return alliance()


@pytest.fixture
def tom(here):
    return person("Tom Raine")


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_the_office_is_signed_out_after_half_an_hour_without_a_page(client, clock, here):
    sign_in(client, officer(here))
    for _ in range(3):
        clock.shift(timedelta(minutes=29))
        assert is_in(client)
    clock.shift(timedelta(minutes=31))
    assert client.get("/account/").headers["Location"] == "/account/login/"
    assert "left alone for a while" in client.get("/account/login/").content.decode()


def test_a_leader_may_leave_her_page_alone_for_hours(client, clock, tom):
    sign_in(client, tom)
    clock.shift(timedelta(hours=11))
    assert is_in(client)


def test_nobody_stays_signed_in_longer_than_twelve_hours(client, clock, tom):
    sign_in(client, tom)
    for _ in range(12):
        assert is_in(client)
        clock.shift(timedelta(hours=1, seconds=1))
    assert not is_in(client)


def test_signing_out_everywhere_ends_every_session_at_once(client, tom):
    other = Client()
    for browser in (client, other):
        sign_in(browser, tom)
        assert is_in(browser)
    client.post("/account/everywhere/logout/")
    assert not is_in(client)
    assert not is_in(other)


def test_a_cookie_from_before_signing_out_is_dead(client, tom):
    sign_in(client, tom)
    held = client.cookies["sessionid"].value
    client.post("/account/logout/")
    client.cookies["sessionid"] = held
    assert not is_in(client)


def test_a_closed_account_is_out_at_its_next_page(client, tom):
    sign_in(client, tom)
    accounts.close(tom, by=None, at=NOW)
    assert not is_in(client)
    assert not Person.objects.get().is_active


def test_a_post_that_ended_opens_nothing_at_the_next_page(client, here, tom):
    post(tom, Role.MANAGER, here)
    sign_in(client, tom)
    assert is_in(client)
    posts.leave(tom.posts.get(), TODAY - timedelta(days=1), by=None, at=NOW)
    answer = client.get("/account/")
    assert "No post of yours is recorded today" in answer.content.decode()


def test_being_here_is_noted_once_a_minute_and_no_oftener(client, clock, tom, django_assert_num_queries):
    sign_in(client, tom)
    is_in(client)
    seen = client.session["seen"]
    clock.shift(timedelta(seconds=50))
    is_in(client)
    assert client.session["seen"] == seen
    clock.shift(timedelta(seconds=50))
    is_in(client)
    assert client.session["seen"] > seen
