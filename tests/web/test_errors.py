"""When something is wrong, a page says what, that nothing was done by half, and what to do."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory

from drystone.alliances.models import Alliance
from drystone.lifecycle import AlreadyMoved
from drystone.web import errors
from tests import cast
from tests.signing_in import sign_in


@pytest.fixture
def asked() -> HttpRequest:
    """A request as the door leaves it when nobody is signed in."""
    request = RequestFactory().get("/somewhere")
    vars(request).update(
        user=AnonymousUser(), person=None, link=None, alliance=None, session={}, _messages=[], today=None, now=None
    )
    return request


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "status", "heading"),
    [
        (errors.bad_request, 400, "That did not make sense to us"),
        (errors.not_allowed, 403, "This page is not open to you"),
        (errors.not_found, 404, "We cannot find that page"),
        (errors.csrf_failed, 403, "That page had gone stale"),
        (errors.too_large, 413, "That is too much at once"),
        (errors.too_many, 429, "Too many tries"),
        (errors.server_error, 500, "Something went wrong here"),
        (errors.unavailable, 503, "Back in a moment"),
    ],
)
def test_each_trouble_has_its_page(asked: HttpRequest, page, status: int, heading: str) -> None:
    response = page(asked)
    assert response.status_code == status
    html = response.content.decode()
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in html
    assert f"<title>{heading} – Drystone</title>" in html


@pytest.mark.parametrize("page", [errors.server_error, errors.unavailable, errors.bad_request])
def test_the_pages_of_last_resort_ask_nothing_of_the_database(page) -> None:
    """No database mark: a query would fail this test."""
    assert b"Drystone" in page(HttpRequest()).content


def test_a_quicker_hand_is_told_plainly(asked: HttpRequest) -> None:
    record = SimpleNamespace(
        state="asked", pk=7, _meta=SimpleNamespace(verbose_name="reference"), get_state_display=lambda: "Given"
    )
    response = errors.already_moved(asked, AlreadyMoved(record, "decline", "given"))
    assert response.status_code == 409
    assert "this reference moved on: it is now <strong>given</strong>" in response.content.decode()


def test_somebody_signed_out_is_asked_in_and_brought_back(asked: HttpRequest) -> None:
    assert errors.sign_in_first(asked).headers["Location"] == "/account/login/?next=/somewhere"


def test_what_was_sent_while_signed_out_is_not_thrown_away_silently(asked: HttpRequest) -> None:
    asked.method = "POST"
    response = errors.sign_in_first(asked)
    assert response.status_code == 403
    assert "What you sent was not saved" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_has_our_page(client: Client) -> None:
    response = client.get("/nowhere/at/all")
    assert response.status_code == 404
    assert "We cannot find that page" in response.content.decode()


@pytest.mark.django_db
def test_who_is_signed_in_finds_herself_on_it() -> None:
    alliance = cast.alliance("Swaledale Alliance")
    page = sign_in(Client(), cast.officer(alliance)).get("/no/such/page/").content.decode()
    assert "Needs you today" in page
    assert "Sign out" in page
    assert "Sign in" not in page


@pytest.mark.django_db
def test_more_than_we_take_at_once_is_refused_in_words(client: Client, settings: Any) -> None:
    Alliance.objects.create(name="Swaledale", slug="s", contact_email="office@swale.example", is_default=True)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post("/ask/", {"summary": "x" * 1000}, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "That is too much at once" in response.content.decode()
