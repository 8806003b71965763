"""Her account page, and what on it is asked twice."""

from datetime import timedelta

import pytest

from drystone.people.models import Person
from drystone.people.roles import Role
from tests.cast import alliance, person, post, school
from tests.people.mailbox import code_for, letters, wrong
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
OLD, NEW = "ann@reeth.example", "peel@home.example"
MOVE, MOVE_CODE = "/account/address/", "/account/address/code/"


@pytest.fixture
def ann():
    who = person("Ann Peel", email=OLD)
    post(who, Role.STAFF, alliance(), school())
    return who


@pytest.fixture
def client(client, ann):
    return sign_in(client, ann)


def test_it_shows_her_posts_and_keeps_her_details(client, ann):
    shown = client.get("/account/").content.decode()
    assert "Member of staff, Reeth Community Primary School, since Tuesday 1 September 2020" in shown
    client.post("/account/", {"name": "Ann Raine", "phone": "01748 000000"})
    ann.refresh_from_db()
    assert (ann.name, ann.phone) == ("Ann Raine", "01748 000000")


def test_an_empty_name_is_not_kept(client, ann):
    assert "Enter your full name." in client.post("/account/", {"name": " "}).content.decode()


def test_more_fields_than_asked_for_change_nothing(client, ann):
    more = {"has_account": "", "is_demonstration": "on", "email": NEW, "is_active": "", "role": "manager", "pk": "1"}
    client.post("/account/", {"name": "Ann Peel", **more})
    ann.refresh_from_db()
    assert (ann.email, ann.has_account, ann.is_demonstration, ann.posts.count()) == (OLD, True, False, 1)


def test_a_new_address_is_hers_when_she_has_typed_the_code_that_went_there(client, ann):
    client.post(MOVE, {"email": "Peel@Home.example"})
    ann.refresh_from_db()
    assert ann.email == OLD
    client.post(MOVE_CODE, {"code": code_for(NEW)})
    ann.refresh_from_db()
    assert ann.email == NEW
    assert [letter.kind for letter in letters(OLD)] == ["people.address_changed"]


def test_a_wrong_code_moves_nothing(client, ann):
    client.post(MOVE, {"email": NEW})
    right = code_for(NEW)
    for _ in range(5):
        client.post(MOVE_CODE, {"code": wrong(right)})
    client.post(MOVE_CODE, {"code": right})
    ann.refresh_from_db()
    assert ann.email == OLD


def test_whether_an_address_is_taken_is_told_only_to_who_reads_its_mail(client, ann):
    person("Tom Raine", email=NEW)
    answers = []
    for address in (NEW, "nobody@home.example"):
        answer = client.post(MOVE, {"email": address})
        answers.append((answer.status_code, answer.headers["Location"], len(letters(address))))
    assert answers[0] == answers[1]
    client.post(MOVE, {"email": NEW})
    client.post(MOVE_CODE, {"code": code_for(NEW)})
    assert "Another account has this address" in client.get("/account/").content.decode()
    assert Person.objects.filter(email=NEW).count() == 1


def test_after_five_minutes_she_is_asked_to_confirm_that_it_is_she(client, clock, ann):
    clock.shift(timedelta(minutes=5))
    assert client.get(MOVE).headers["Location"] == "/account/confirm/?next=%2Faccount%2Faddress%2F"
    assert client.post(MOVE, {"email": NEW}).status_code == 302
    assert letters(NEW) == []
    confirm = "/account/confirm/?next=/account/address/"
    assert letters(OLD) == []
    client.get(confirm)
    assert letters(OLD) == []
    client.post(confirm, {"send": "yes"})
    assert client.post(confirm, {"code": code_for(OLD)}).headers["Location"] == MOVE
    assert client.get(MOVE).status_code == 200


def test_the_confirming_code_of_another_person_is_of_no_use(client, clock, ann):
    clock.shift(timedelta(minutes=6))
    client.post("/account/confirm/", {"send": "yes"})
    client.post("/account/confirm/", {"code": wrong(code_for(OLD))})
    assert client.get(MOVE).status_code == 302


def test_passkeys_and_apps_too_are_changed_only_by_who_is_surely_she(client, clock, ann):
    clock.shift(timedelta(minutes=6))
    for page in ("/account/app/add/", "/account/passkeys/add/"):
        assert client.get(page).headers["Location"].startswith("/account/confirm/")
