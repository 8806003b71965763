"""Asking the product as somebody, as fast as it goes: the door and all behind it, no network, every write noted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.test import Client, RequestFactory, override_settings
from django.urls import Resolver404, resolve, reverse
from pypdf import PdfReader

from drystone.people.models import Link, Person
from drystone.web.cookies import named
from drystone.web.visits import COOKIE, Visit, keep_visits
from tests.authz import priced
from tests.clock import NOW
from tests.signing_in import sign_in

CANARY = re.compile(r"CANARY-([a-z]+)-([A-Z_]+)-")
LEADS = re.compile(r"""<(?:a|form|button)\b[^>]*\b(?:href|action|formaction)="(/[^"?#]*)""")
OPTION = re.compile(r"<option\b[^>]*>[^<]*</option>")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+[\"']?(\w+)", re.IGNORECASE)
# PostgreSQL only: what opens the walls between alliances and closes them again (tests/walls).
WALLS = re.compile(r"open_walls_around|set_config")
# What may change by reading: the session, the limits on trying, who looked at what, and two-step sign-in's notes.
BESIDE = {"django_session", "limits", "usersessions_usersession"}
# Who somebody is was found out before she asks twenty thousand times; that a session and a header are as they should
# be is asked elsewhere, once for each.
FOUND_OUT = 2
BEFORE = (".WhiteNoiseMiddleware", ".Sessions", ".AuthenticationMiddleware", ".CSPMiddleware")


@dataclass
class Answer:
    """What came back, everything of it that somebody could read, and which tables were written to."""

    status: int
    location: str
    text: str
    raw: bytes
    headers: dict[str, str]
    written: list[str]
    questions: int

    @property
    def canaries(self) -> set[tuple[str, str]]:
        """Confidential words, and amounts of money, by whose they are. That an authority is there to be chosen, among
        all others, tells nobody what it pays for."""
        words = {(found[1], found[2]) for found in CANARY.finditer(self.text)}
        if any(text == "PAYER" for _, text in words):
            told = {(found[1], found[2]) for found in CANARY.finditer(OPTION.sub("", self.text))}
            words = {each for each in words if each[1] != "PAYER" or each in told}
        return words | priced.found(self.text)

    @property
    def leads_to(self) -> set[str]:
        """The addresses, by name, of a page's links and buttons."""
        is_page = self.status == 200 and self.headers.get("content-type", "").startswith("text/html")
        return {named_at(path) for path in LEADS.findall(self.text)} - {""} if is_page else set()

    @property
    def sends_to_sign_in(self) -> bool:
        return self.status == 302 and self.location.startswith(
            ("/account/login/", "/account/second", "/account/safety")
        )

    @property
    def is_refused(self) -> bool:
        return self.status in (401, 403, 404, 405, 410) or self.sends_to_sign_in


class Asker:
    """One browser: who is signed in, or which e-mailed link it opened."""

    def __init__(self, *, csrf: bool = False):
        self.person: Person | AnonymousUser = AnonymousUser()
        self.session: dict[str, Any] = {}
        self.cookies: dict[str, str] = {}
        self.csrf = csrf

    def signed_in(self, person: Person) -> "Asker":
        self.person = Person.objects.get(pk=person.pk)
        self.session = dict(sign_in(Client(), self.person).session.items())
        return self

    def holding(self, *links: Link, read: bool = True) -> "Asker":
        """It opened these links a moment ago, and gave the code where one is asked for."""
        keeping = Keeping()
        keep_visits(keeping, {link.pk: Visit(NOW, NOW, NOW if read else None) for link in links})
        self.cookies[named(COOKIE)] = keeping.cookies[named(COOKIE)].value
        return self

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        """Asked once; whatever it would have written is taken back."""
        factory = RequestFactory()
        factory.cookies = SimpleCookie(self.cookies)
        request = getattr(factory, method.lower())(path, data or {})
        request.user, request.session = copy(self.person), Remembered(self.session)
        request._dont_enforce_csrf_checks = not self.csrf  # type: ignore[attr-defined]
        with writes() as written, taken_back():
            response = product().get_response(request)
            raw = b"".join(response) if response.streaming else response.content
            # Not closed: Django would take the end of a request for the end of the connection.
        headers = {name.lower(): value for name, value in response.items()}
        text, there = readable(raw, headers), headers.get("location", "")
        return Answer(response.status_code, there, text, raw, headers, written, written.questions + FOUND_OUT)


@cache
def product() -> BaseHandler:
    handler = BaseHandler()
    with override_settings(MIDDLEWARE=[name for name in settings.MIDDLEWARE if not name.endswith(BEFORE)]):
        handler.load_middleware()
    return handler


class Remembered(SessionBase):
    """What her session holds; what a page writes into it is gone with the answer."""

    def __init__(self, held: dict[str, Any]):
        super().__init__("kept")
        self._session_cache = dict(held)

    def save(self, must_create: bool = False) -> None: ...
    def delete(self, session_key: str | None = None) -> None: ...
    def create(self) -> None: ...


class Keeping:
    """As much of a response as a cookie is put on."""

    def __init__(self) -> None:
        self.cookies = SimpleCookie()

    def set_cookie(self, name: str, value: str, **settings: Any) -> None:
        self.cookies[name] = value


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Written(list[str]):
    """The tables written to, and how many questions the database was asked, beside those that move its walls."""

    questions = 0


@contextmanager
def writes() -> Iterator[Written]:
    """The tables written to, beside the session and the limits; a rolled back change counts as one."""
    found = Written()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (match := WRITES.match(sql)) and match[2] not in BESIDE:
            found.append(match[2])
        found.questions += sql.startswith("SELECT") and not WALLS.search(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def readable(raw: bytes, headers: dict[str, str]) -> str:
    """The body as a person or a program would read it, and all headers."""
    said = "\n".join(f"{name}: {value}" for name, value in headers.items())
    if raw[:5] == b"%PDF-":
        return said + printed(raw)
    return said + raw.decode(errors="replace").replace("\r\n ", "")


@lru_cache(maxsize=64)
def printed(paper: bytes) -> str:
    """The words of a paper; the same one is given to several people, and read once."""
    pages = PdfReader(BytesIO(paper)).pages if len(paper) > 100 else []
    return "\n".join(page.extract_text().replace("\n", "") for page in pages)


def alike(answer: Answer, path: str) -> tuple[int, bytes, str]:
    """An answer without what always differs: its own address, and the token against forgery."""
    raw = TOKEN.sub(b"", answer.raw).replace(path.encode(), b"[here]")
    return answer.status, raw, answer.location.replace(path, "[here]")


@lru_cache(maxsize=4096)
def named_at(path: str) -> str:
    """The name of an address; nothing of one that no page of ours stands at."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


def address(name: str, given: dict[str, Any]) -> str:
    return reverse(name, kwargs=given or None)
