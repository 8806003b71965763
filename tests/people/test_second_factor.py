"""The second factor: forced where much is confided, never got round."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from drystone.people import posts
from drystone.people.roles import NEEDS_SECOND_FACTOR, Role
from drystone.web.account.adapters import SecondFactorAdapter
from tests.cast import NOW, TODAY, alliance, officer, person, post
from tests.people.mailbox import code_for, letters, wrong
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ANN = "ann@reeth.example"
SECRET = "JBSWY3DPEHPK3PXP"
SETTING_UP = "/account/safety/"


@pytest.fixture(autouse=True)
def here():
    return alliance()


@pytest.fixture
def ann(here):
    """The manager."""
    who = person("Ann Peel", email=ANN)
    post(who, Role.MANAGER, here)
    return who


@pytest.fixture
def app(ann):
    """Ann's authenticator app."""
    return TOTP.activate(ann, SECRET)


@pytest.fixture
def now_code():
    """What an authenticator app shows at this moment."""
    return lambda secret=SECRET: format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enter(client: Client, address: str = ANN):
    client.post("/account/login/", {"email": address})
    return client.post("/account/code/", {"code": code_for(address)})


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR))
def test_office_and_panel_reach_only_the_pages_to_set_one_up(client, here, role):
    who = person("Ann Peel", email=ANN)
    post(who, role, here)
    enter(client)
    assert client.get("/account/").headers["Location"] == SETTING_UP
    assert client.post("/account/", {"name": "X"}).headers["Location"] == SETTING_UP
    assert client.get("/account/address/").headers["Location"] == SETTING_UP
    for open_page in (SETTING_UP, "/account/app/add/", "/account/passkeys/add/", "/account/logout/"):
        assert client.get(open_page).status_code == 200


def test_nobody_else_is_forced(client, here):
    who = person("Ann Peel", email=ANN)
    post(who, Role.BOARD, here)
    enter(client)
    assert client.get("/account/").status_code == 200


def test_setting_up_an_app_lets_her_in_and_shows_her_recovery_codes_once_to_keep(client, ann, now_code):
    enter(client)
    client.get("/account/app/add/")
    answer = client.post("/account/app/add/", {"code": now_code(client.session["mfa.totp.secret"])})
    assert answer.headers["Location"] == "/account/recovery-codes/"
    shown = client.get("/account/recovery-codes/").content.decode()
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert len(codes) == 10
    assert all(code in shown for code in codes)
    assert client.get("/account/").status_code == 200


def test_a_wrong_code_sets_up_nothing(client, ann, now_code):
    enter(client)
    client.get("/account/app/add/")
    client.post("/account/app/add/", {"code": wrong(now_code(client.session["mfa.totp.secret"]))})
    assert not Authenticator.objects.exists()
    assert client.get("/account/").headers["Location"] == SETTING_UP


def test_signing_in_asks_for_the_second_factor(client, ann, app, now_code):
    assert enter(client).headers["Location"] == "/account/second/"
    assert "_auth_user_id" not in client.session
    assert client.post("/account/second/", {"code": now_code()}).headers["Location"] == "/home/"
    assert client.get("/account/").status_code == 200


def test_a_code_of_the_app_is_good_once(client, ann, app, now_code):
    enter(client)
    client.post("/account/second/", {"code": now_code()})
    other = Client()
    enter(other)
    assert other.post("/account/second/", {"code": now_code()}).status_code == 200
    assert "_auth_user_id" not in other.session


def test_a_recovery_code_is_good_once(client, ann, app):
    codes = RecoveryCodes.activate(ann).get_unused_codes()
    enter(client)
    assert client.post("/account/second/", {"code": codes[0]}).headers["Location"] == "/home/"
    other = Client()
    enter(other)
    assert other.post("/account/second/", {"code": codes[0]}).status_code == 200
    assert other.post("/account/second/", {"code": codes[1]}).headers["Location"] == "/home/"


def test_five_hundred_wrong_second_factors_are_stopped(client, ann, app, now_code):
    enter(client)
    for _ in range(20):
        client.post("/account/second/", {"code": wrong(now_code())})
    client.post("/account/second/", {"code": now_code()})
    assert "_auth_user_id" not in client.session


def test_a_new_code_by_mail_does_not_get_round_it(client, ann, app):
    enter(client)
    for page in ("/account/", "/account/address/", SETTING_UP, "/account/recovery-codes/"):
        assert client.get(page).headers["Location"].startswith("/account/login/")


def test_who_joins_the_office_while_signed_in_must_set_one_up_at_once(client, here):
    tom = person("Tom Raine", email="tom@reeth.example")
    enter(client, "tom@reeth.example")
    assert client.get("/account/").status_code == 200
    posts.take_up(tom, Role.COORDINATOR, here, from_=TODAY, by=None, at=NOW)
    assert client.get("/account/").headers["Location"] == SETTING_UP


def test_who_set_one_up_in_another_browser_gives_it_here_too(client, ann, app, now_code):
    sign_in(client, ann, second_factor=False)
    assert client.get("/account/").headers["Location"] == "/account/second/again/"
    client.post("/account/second/again/", {"code": now_code()})
    assert client.get("/account/").status_code == 200


def test_the_secret_of_the_app_cannot_be_read_in_the_table(ann, app, settings):
    kept = Authenticator.objects.get()
    assert SECRET not in str(kept.data)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key, made when the old leaked"
    assert SecondFactorAdapter().decrypt(kept.data["secret"]) == SECRET


def test_removing_the_app_asks_for_it_again_and_is_reported(client, clock, ann, app, now_code):
    sign_in(client, ann)
    clock.shift(timedelta(minutes=6))
    assert client.post("/account/app/remove/").headers["Location"] == "/account/second/again/?next=%2Faccount%2F"
    assert Authenticator.objects.count() == 1
    client.post("/account/second/again/", {"code": now_code()})
    client.post("/account/app/remove/")
    assert not Authenticator.objects.exists()
    assert [letter.kind for letter in letters(ANN)] == ["people.signing_in_changed"]


def test_a_code_by_mail_is_not_enough_to_remove_it(client, clock, ann, app):
    sign_in(client, ann)
    clock.shift(timedelta(minutes=6))
    client.post("/account/confirm/", {"send": "yes"})
    assert letters(ANN) == []


def test_a_code_by_mail_given_just_now_does_not_stand_for_it(client, clock, ann, app):
    sign_in(client, ann)
    clock.shift(timedelta(minutes=6))
    session = client.session
    session["account_authentication_methods"] += [{"method": "code", "at": time.time(), "reauthenticated": True}]
    session.save()
    for page in ("/account/address/", "/account/app/remove/"):
        assert client.get(page).headers["Location"].startswith("/account/second/again/")


def test_the_office_of_no_alliance_is_forced_no_more(client, here):
    margaret = officer(here)
    posts.leave(margaret.posts.get(), TODAY - timedelta(days=1), by=None, at=NOW)
    sign_in(client, margaret, second_factor=False)
    assert client.get("/account/").status_code == 200
