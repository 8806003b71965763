"""Signing in with an organisation's account: only where its holder connected it while signed in here."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialToken

from drystone.people.models import Person
from tests.cast import alliance, person
from tests.people.identity import CLIENT, Organisation
from tests.people.mailbox import letters
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
START, BACK = "/account/organisation/organisation/", "/account/organisation/organisation/back/"


@pytest.fixture(autouse=True)
def council(settings):
    organisation = Organisation()
    settings.OIDC_NAME, settings.OIDC_SERVER = "Dales Council", organisation.address
    app = {
        "provider_id": "organisation",
        "name": "Dales Council",
        "client_id": CLIENT,
        "secret": "s",
        "settings": {"server_url": organisation.address, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield organisation
    organisation.close()


@pytest.fixture
def ann():
    alliance()
    return person("Ann Peel", email="ann@council.example")


def go_there_and_back(client, council, **asked):
    there = client.post(START, asked).headers["Location"]
    assert there.startswith(f"{council.address}/authorize?")
    return client.get(BACK, council.visit(there))


def connect(client, council, ann):
    sign_in(client, ann)
    go_there_and_back(client, council, process="connect")
    client.post("/account/logout/")


def signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_once_connected_it_signs_her_in(client, council, ann):
    connect(client, council, ann)
    assert SocialAccount.objects.get().user == ann
    assert go_there_and_back(client, council).headers["Location"] == "/home/"
    assert signed_in(client)


def test_an_account_with_the_same_address_is_not_taken_over(client, council, ann):
    answer = go_there_and_back(client, council)
    assert "This account is not connected yet" in answer.content.decode()
    assert not signed_in(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_connecting_asks_first_whether_it_is_she(client, clock, council, ann):
    sign_in(client, ann)
    clock.shift(timedelta(minutes=6))
    assert client.post(START, {"process": "connect"}).headers["Location"] == "/account/confirm/?next=%2Faccount%2F"


def test_it_is_no_second_factor(client, council, ann):
    connect(client, council, ann)
    TOTP.activate(ann, "JBSWY3DPEHPK3PXP")
    assert go_there_and_back(client, council).headers["Location"] == "/account/second/"
    assert not signed_in(client)
    assert Authenticator.objects.count() == 1


def test_an_answer_that_was_not_asked_for_is_refused(client, council, ann):
    connect(client, council, ann)
    client.cookies.clear()
    assert client.get(BACK, {"code": "vouched", "state": "made-up"}).status_code in (302, 401, 403)
    assert not signed_in(client)


def test_an_answer_caught_by_another_browser_is_refused(client, council, ann):
    connect(client, council, ann)
    answer = council.visit(client.post(START).headers["Location"])
    council.challenge = "of another browser"
    client.get(BACK, answer)
    assert not signed_in(client)


def test_disconnecting_ends_it_and_is_reported(client, council, ann):
    connect(client, council, ann)
    sign_in(client, ann)
    client.post("/account/organisation/disconnect/")
    assert not SocialAccount.objects.exists()
    assert [letter.kind for letter in letters(ann.email)][-1] == "people.signing_in_changed"


def test_nothing_of_the_organisations_keys_is_kept(client, council, ann):
    connect(client, council, ann)
    assert not SocialToken.objects.exists()


def test_when_the_organisation_cannot_be_reached_a_page_says_so(client, council, settings, ann):
    council.close()
    answer = client.post(START)
    assert answer.status_code == 403
    assert "sign in with a code by e-mail" in answer.content.decode()


@pytest.mark.usefixtures("ann")
def test_where_none_is_set_up_none_is_offered(client, settings):
    settings.OIDC_SERVER, settings.SOCIALACCOUNT_PROVIDERS = "", {"openid_connect": {"APPS": []}}
    assert "organisation's account" not in client.get("/account/login/").content.decode()
    assert client.post(START).status_code == 404
