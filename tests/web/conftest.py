"""Pages in a browser without a server: what an address answers is given by the test, static files by the product."""

import mimetypes
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import BrowserContext, Page, Route

ORIGIN = "http://localhost"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'"
)
Opened = Callable[[BrowserContext, HttpResponse], Page]


@pytest.fixture
def opened() -> Opened:
    """`opened(phone, response)` is a page of that person's browser with this response in it, under our policy."""

    def open_in(person: BrowserContext, response: HttpResponse) -> Page:
        person.route(f"{ORIGIN}/static/**", static_file)
        person.route(f"{ORIGIN}/page", lambda route: answer(route, response))
        page = person.new_page()
        page.goto(f"{ORIGIN}/page")
        return page

    return open_in


def answer(route: Route, response: HttpResponse) -> None:
    headers = {"Content-Security-Policy": POLICY, "Content-Type": response["Content-Type"]}
    route.fulfill(status=response.status_code, body=response.content, headers=headers)


def static_file(route: Route) -> None:
    file = str(finders.find(urlsplit(route.request.url).path.removeprefix("/static/")))
    route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0] or "font/woff2")
