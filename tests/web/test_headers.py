"""What every answer carries: a page, a refusal, a fault, a file, a link; and what cookies are like."""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from drystone import config
from drystone.config.logs import without_words
from drystone.people import links
from tests import cast
from tests.clock import NOW
from tests.headers import lacking
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db
AS_ON_A_SERVER = {
    "DRYSTONE_DEVELOPMENT": "0",
    "DRYSTONE_BASE_URL": "https://drystone.example",
    "DRYSTONE_ALLOWED_HOSTS": "drystone.example",
    "DRYSTONE_TRUSTED_PROXIES": "1",
}
TAKEN_OVER = re.compile(
    "SECURE_|SESSION_COOKIE|CSRF_COOKIE|DEVELOPMENT|ALLOWED_HOSTS|BASE_URL|X_FRAME|CONTENT_SECURITY"
)


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], Client]:
    """Browsers of an installation for people: the settings that such an installation has, behind its proxy."""
    for name, value in AS_ON_A_SERVER.items():
        monkeypatch.setenv(name, value)
    for name, value in read_anew().items():
        if TAKEN_OVER.match(name):
            setattr(settings, name, value)
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "mark.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return lambda: Client(
        raise_request_exception=False, headers={"host": "drystone.example", "x-forwarded-proto": "https"}
    )


def read_anew() -> dict[str, Any]:
    """The product's settings as they are in this environment, whatever was read before."""
    spec = importlib.util.spec_from_file_location("drystone.config.on_a_server", config.__path__[0] + "/settings.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


def answers(server: Callable[[], Client]) -> dict[str, HttpResponse]:
    """One answer of every sort that the product gives."""
    support = Support()
    link = links.invite(support.ann, "release", support.tom, alliance=support.alliance, by=None, at=NOW)
    token = links.address(link.pk, at=NOW).rsplit("/", 2)[1]
    visitor, office = server(), sign_in(server(), support.margaret)
    return {
        "a page": visitor.get("/"),
        "a page of the office": office.get("/home/"),
        "signing in": visitor.get("/account/login/"),
        "asked to sign in": visitor.get("/office/"),
        "not allowed": sign_in(server(), cast.person("Nora Nobody")).get("/office/"),
        "not found": visitor.get("/nowhere/"),
        "not by this method": visitor.delete("/"),
        "sent from elsewhere": Client(
            enforce_csrf_checks=True, headers={"host": "drystone.example", "x-forwarded-proto": "https"}
        ).post("/account/login/", {"email": "ann@dale.example"}),
        "another host": visitor.get("/", headers={"host": "evil.example"}),
        "too large": visitor.post("/check/", b"x", content_type="text/plain", CONTENT_LENGTH="200000000"),
        "too many fields": visitor.post("/account/login/", {f"field{number}": "x" for number in range(5000)}),
        "a file": office.get("/account/data/csv/"),
        "static": visitor.get("/static/mark.svg"),
        "a link": server().get(f"/l/{token}/"),
        "no link": server().get("/l/none-that-was-ever-made/"),
        "a program": visitor.get("/api/openapi.json"),
        "a fault": broken(office),
    }


def broken(office: Client) -> HttpResponse:
    """A page whose table is gone for a moment."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE groups_group RENAME TO groups_gone")
        response = office.get("/office/groups/")
        transaction.set_rollback(True)
    return response


def test_every_sort_of_answer_carries_its_headers(server: Callable[[], Client]):
    given = answers(server)
    given["static"].close()
    statuses = {what: response.status_code for what, response in given.items()}
    assert set(statuses.values()) == {200, 302, 400, 401, 403, 404, 405, 413, 500}, statuses
    found = {what: lacking(response.headers, kept=what == "static") for what, response in given.items()}
    found |= {
        what: [*found[what], "HSTS"]
        for what, response in given.items()
        if "max-age=31536000" not in response.headers.get("Strict-Transport-Security", "")
    }
    assert {what: wrong for what, wrong in found.items() if wrong} == {}


def test_without_https_one_is_sent_to_https(server: Callable[[], Client]):
    response = server().get("/account/login/", headers={"x-forwarded-proto": "http"})
    assert (response.status_code, response.headers["Location"]) == (301, "https://drystone.example/account/login/")


def test_cookies_are_of_this_host_alone_and_closed_to_scripts(server: Callable[[], Client]):
    found: dict[str, Any] = {}
    given = answers(server)
    for response in given.values():
        found |= response.cookies
    found |= sign_in(server(), cast.person("Ann Peel")).get("/account/login/").cookies
    office = server()
    office.get("/account/login/")
    found |= office.post("/account/login/", {"email": "ann@dale.example"}).cookies
    assert set(found) == {"__Host-session", "__Host-csrf", "__Host-links"}
    for name, cookie in found.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name


def test_a_fault_is_told_with_a_number_that_stands_in_the_log_too(client: Client, caplog: pytest.LogCaptureFixture):
    support = Support()
    client.raise_request_exception = False
    response = broken(sign_in(client, support.margaret))
    number = re.search(r"<strong>([0-9A-F]{4}-[0-9A-F]{4})</strong>", response.content.decode())
    assert response.status_code == 500
    assert number
    faults = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.getMessage() for record in faults] == [f"fault {number[1]} at /office/groups/"]
    assert faults[0].exc_info


def test_a_program_is_told_the_number_too(client: Client, caplog: pytest.LogCaptureFixture):
    ann = cast.officer(cast.alliance())
    client.raise_request_exception = False
    sign_in(client, ann)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE register_designation RENAME TO register_gone")
    response = client.get("/api/directory")
    assert response.status_code == 500
    assert f"fault {response.json()['fault']} at /api/directory" in caplog.text


def test_the_log_of_an_installation_names_the_fault_and_not_the_words_it_met():
    try:
        raise ValueError("refused the row (CANARY, a reason told in confidence)")
    except ValueError as fault:
        told = without_words(None, "error", {"event": "fault 1A2B-3C4D", "exc_info": (type(fault), fault, None)})
    assert told["exception"].startswith("builtins.ValueError\n")
    assert "test_headers.py" in told["exception"]
    assert "CANARY" not in str(told)
