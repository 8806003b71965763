"""Signing in and making an account, on the pages."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from drystone.mail.models import Message
from drystone.people.models import Code, Person
from tests.cast import alliance, person
from tests.people.mailbox import code_for, letters, wrong

pytestmark = pytest.mark.django_db
ANN = "ann@reeth.example"
LOGIN, SIGNUP, CODE = "/account/login/", "/account/new/", "/account/code/"


@pytest.fixture(autouse=True)
def here():
    return alliance()


@pytest.fixture
def ann():
    return person("Ann Peel", email=ANN)


def ask(client, address=ANN, **more):
    return client.post(LOGIN, {"email": address, **more})


def signed_in(client) -> int | None:
    return int(client.session["_auth_user_id"]) if "_auth_user_id" in client.session else None


def test_she_signs_in_with_the_code_from_her_mail(client, ann):
    assert client.get(LOGIN).status_code == 200
    assert ask(client).headers["Location"] == CODE
    assert ANN in client.get(CODE).content.decode()
    answer = client.post(CODE, {"code": code_for(ANN)})
    assert (answer.status_code, answer.headers["Location"], signed_in(client)) == (302, "/home/", ann.pk)


def test_a_code_is_good_once(client, ann):
    ask(client)
    code, session = code_for(ANN), client.cookies["sessionid"].value
    client.post(CODE, {"code": code})
    client.cookies["sessionid"] = session
    client.post(CODE, {"code": code})
    assert signed_in(client) is None


def test_signing_in_gives_the_browser_another_session(client, ann):
    ask(client)
    before = client.cookies["sessionid"].value
    client.post(CODE, {"code": code_for(ANN)})
    assert client.cookies["sessionid"].value != before


def test_after_five_wrong_codes_the_right_one_is_worthless(client, ann):
    ask(client)
    right = code_for(ANN)
    for _ in range(5):
        assert client.post(CODE, {"code": wrong(right)}).status_code == 200
    answer = client.post(CODE, {"code": right}).content.decode()
    assert "no longer good" in answer
    assert signed_in(client) is None


def test_a_code_works_only_in_the_browser_that_asked(client, ann):
    ask(client)
    from django.test import Client

    thief = Client()
    assert thief.post(CODE, {"code": code_for(ANN)}).headers["Location"] == LOGIN
    ask(thief, "thief@elsewhere.example")
    thief.post(CODE, {"code": code_for(ANN)})
    assert signed_in(thief) is None


def test_the_store_of_sessions_holds_no_code(client, ann):
    ask(client)
    code = code_for(ANN)
    held = [each.get_decoded() for each in Session.objects.all()]
    assert held
    assert code not in str(held)


def test_the_same_code_can_be_sent_again_after_a_minute(client, clock, ann):
    ask(client)
    first = code_for(ANN)
    client.post("/account/code/again/")
    assert len(letters(ANN)) == 1
    clock.shift(timedelta(minutes=2))
    client.post("/account/code/again/")
    assert (len(letters(ANN)), code_for(ANN)) == (2, first)
    client.post(CODE, {"code": first})
    assert signed_in(client) == ann.pk


def test_known_and_unknown_addresses_get_the_same_answer_and_one_message_each(client, ann):
    stranger = "nobody@reeth.example"
    for page, more in ((LOGIN, {}), (SIGNUP, {"name": "Some Body"})):
        answers = []
        for address in (ANN, stranger):
            Message.objects.all().delete()
            Code.objects.all().delete()
            client.cookies.clear()
            answer = client.post(page, {"email": address, **more})
            shown = client.get(CODE).content.decode().replace(address, "ADDRESS")
            tokens = [line for line in shown.splitlines() if "csrfmiddlewaretoken" not in line]
            answers.append((answer.status_code, answer.headers["Location"], tokens, len(letters(address))))
        assert answers[0] == answers[1]


def test_nothing_is_made_before_an_address_is_proved(client):
    client.post(SIGNUP, {"name": "Ann Peel", "email": ANN})
    assert not Person.objects.exists()


def test_somebody_new_gives_name_and_address_and_then_the_code(client):
    client.post(SIGNUP, {"name": "Ann Peel", "email": "Ann@Reeth.example", "next": "/apply/"})
    answer = client.post(CODE, {"code": code_for(ANN)})
    ann = Person.objects.get()
    assert (ann.name, ann.email, ann.has_account, signed_in(client)) == ("Ann Peel", ANN, True, ann.pk)
    assert answer.headers["Location"] == "/apply/"


def test_who_only_gave_an_address_is_asked_for_her_name(client):
    ask(client)
    assert client.post(CODE, {"code": code_for(ANN)}).headers["Location"] == "/account/name/"
    client.post("/account/name/", {"name": "Ann Peel"})
    assert signed_in(client) == Person.objects.get(name="Ann Peel").pk


def test_a_proof_of_an_address_is_good_for_a_quarter_of_an_hour(client, clock):
    ask(client)
    client.post(CODE, {"code": code_for(ANN)})
    clock.shift(timedelta(minutes=16))
    client.post("/account/name/", {"name": "Ann Peel"})
    assert not Person.objects.exists()


def test_who_has_an_account_and_asks_for_a_new_one_is_simply_signed_in(client, ann):
    client.post(SIGNUP, {"name": "Somebody Else", "email": ANN})
    client.post(CODE, {"code": code_for(ANN)})
    ann.refresh_from_db()
    assert (signed_in(client), ann.name) == (ann.pk, "Ann Peel")


def test_a_code_goes_only_to_the_address_as_it_is_stored(client):
    person("Mike Dent", email="Mike@dale.example")
    ask(client, "MIKE@DALE.EXAMPLE")
    assert [message.to_address for message in Message.objects.all()] == ["Mike@dale.example"]


@pytest.mark.parametrize("typed", ["m\u0131ke@dale.example", "mi\u212ae@dale.example", "mike@dale", ""])
def test_an_address_that_is_none_gets_no_code(client, typed):
    assert ask(client, typed).status_code == 200
    assert not Message.objects.exists()


def test_a_closed_account_opens_no_more(client, ann):
    Person.objects.filter(pk=ann.pk).update(is_active=False)
    ask(client)
    answer = client.post(CODE, {"code": code_for(ANN)})
    assert (answer.headers["Location"], signed_in(client)) == ("/account/closed/", None)


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "javascript:alert(1)",
        "%0d%0aLocation:evil", "/%09/evil.example", "/\t/evil.example", "\\\\evil.example", "http:///evil.example",
        "data:text/html,x", " //evil.example",
    ],
)  # fmt: skip
def test_after_signing_in_nobody_is_led_elsewhere(client, ann, wanted):
    ask(client, next=wanted)
    there = client.post(CODE, {"code": code_for(ANN)}).headers["Location"]
    assert there == "/home/" or (there == wanted and wanted.startswith("/%09"))


def test_after_signing_in_she_is_on_the_page_that_she_wanted(client, ann):
    assert "next=/account/" in client.get("/account/").headers["Location"]
    ask(client, next="/account/")
    assert client.post(CODE, {"code": code_for(ANN)}).headers["Location"] == "/account/"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_HOST": "evil.example"},
        {"HTTP_FORWARDED": "host=evil.example"},
        {"HTTP_X_ORIGINAL_URL": "https://evil.example/"},
        {"HTTP_X_FORWARDED_SERVER": "evil.example"},
    ],
)
def test_a_forged_host_reaches_no_message(client, ann, headers):
    answer = client.post(LOGIN, {"email": ANN}, **headers)
    assert answer.status_code in (302, 400)
    assert "evil.example" not in "".join(message.text + message.subject for message in Message.objects.all())


def test_forged_addresses_of_the_asker_do_not_help_a_flood(client, ann):
    for number in range(200):
        client.post(LOGIN, {"email": ANN}, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert len(letters(ANN)) == 1


def test_a_flood_of_addresses_from_one_place_is_stopped(client):
    statuses = [ask(client, f"a{number}@reeth.example").status_code for number in range(25)]
    assert statuses == [302] * 20 + [429] * 5


def test_wrong_codes_are_logged_without_the_code(client, ann, caplog):
    ask(client)
    code = code_for(ANN)
    with caplog.at_level(logging.INFO):
        client.post(CODE, {"code": wrong(code)})
        client.post(CODE, {"code": code})
    assert [record.getMessage().split(",")[0] for record in caplog.records if record.name == "drystone.account"] == [
        "wrong code at sign-in",
        f"person {ann.pk} signed in",
    ]
    assert code not in caplog.text
    assert wrong(code) not in caplog.text


def test_signing_out_needs_a_press(client, ann):
    ask(client)
    client.post(CODE, {"code": code_for(ANN)})
    assert client.get(reverse("account_logout")).status_code == 200
    assert signed_in(client) == ann.pk
    client.post(reverse("account_logout"))
    assert signed_in(client) is None


def test_without_a_token_against_forgery_nothing_is_done(ann):
    from django.test import Client

    careful = Client(enforce_csrf_checks=True)
    assert careful.post(LOGIN, {"email": ANN}).status_code == 403
    assert not Message.objects.exists()


def test_a_new_browser_is_reported_and_a_known_one_is_not(client, clock, ann):
    from django.test import Client

    def enter(browser):
        clock.shift(timedelta(hours=2))
        ask(browser)
        browser.post(CODE, {"code": code_for(ANN)})
        browser.post(reverse("account_logout"))

    enter(client)
    enter(client)
    assert [letter.kind for letter in letters(ANN)] == ["people.sign_in_code"] * 2
    enter(Client())
    assert letters(ANN)[-1].kind == "people.new_device"


def test_sign_in_pages_are_not_kept_by_any_cache(client):
    for page in (LOGIN, SIGNUP):
        assert "no-store" in client.get(page).headers["Cache-Control"]
