"""Passkeys in a real browser, with a made-up device that shows a finger when asked."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, expect

from drystone.mail.models import Message
from drystone.people.models import Code, Person
from drystone.people.roles import Role
from tests.cast import alliance, person, post
from tests.people.mailbox import code_for

pytestmark = [pytest.mark.journey, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
ANN = "ann@reeth.example"


@pytest.fixture
def ann() -> Person:
    """The Alliance manager, who has not set up anything yet."""
    who = person("Ann Peel", email=ANN)
    post(who, Role.MANAGER, alliance())
    return who


def with_device(context: BrowserContext) -> Page:
    """A page whose browser has a fingerprint reader."""
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def enter_by_code(page: Page, site: str) -> None:
    page.goto(f"{site}/account/login/")
    page.get_by_label("E-mail address").fill(ANN)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have sent a code")
    page.get_by_label("Six-digit code").fill(code_for(ANN))
    page.get_by_role("button", name="Continue").click()


def test_a_manager_sets_up_a_passkey_and_signs_in_with_it_alone(desktop, live_server, axe, picture, ann):
    page, site = with_device(desktop), live_server.url
    enter_by_code(page, site)
    page.goto(f"{site}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkeys and second factor")
    assert axe(page) == []
    picture(page, "second-factor")
    page.get_by_role("link", name="Add a passkey").click()
    assert axe(page) == []
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert axe(page) == []
    picture(page, "recovery-codes")
    page.goto(f"{site}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert axe(page) == []
    picture(page, "account")

    page.goto(f"{site}/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    sent = Message.objects.count()
    page.goto(f"{site}/account/login/?next=/account/")
    assert axe(page) == []
    picture(page, "sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("/account/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert Message.objects.count() == sent
    assert [each.type for each in Authenticator.objects.order_by("pk")] == ["webauthn", "recovery_codes"]


def test_the_passkey_is_her_second_factor_after_a_code(desktop, live_server, axe, ann):
    page, site = with_device(desktop), live_server.url
    enter_by_code(page, site)
    page.goto(f"{site}/account/passkeys/add/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto(f"{site}/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/$"))
    Message.objects.all().delete()
    Code.objects.all().delete()
    enter_by_code(page, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    assert axe(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).not_to_have_url(re.compile("/second/"))
    page.goto(f"{site}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_device_without_a_passkey_of_ours_says_so_in_words(desktop, live_server, ann):
    page = with_device(desktop)
    page.goto(f"{live_server.url}/account/login/")
    expect(page.get_by_text("Your device did not give a passkey")).to_be_hidden()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Your device did not give a passkey")).to_be_visible()


def test_without_javascript_she_signs_in_by_code_and_sees_no_passkey(without_javascript, live_server, ann):
    Person.objects.filter(pk=ann.pk).update(email=ANN)
    ann.posts.all().delete()
    page, site = without_javascript.new_page(), live_server.url
    page.goto(f"{site}/account/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    enter_by_code(page, site)
    page.goto(f"{site}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_the_pages_of_signing_in_fit_a_phone(phone, live_server, axe, picture, ann):
    page, site = phone.new_page(), live_server.url
    for there, name in (("/account/login/", "sign-in"), ("/account/new/", "new-account")):
        page.goto(f"{site}{there}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        picture(page, name)
