"""A browser of somebody of the world: through everything that stands before a page, with a session that lasts."""

from functools import cache
from http.cookies import SimpleCookie

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.base import BaseHandler
from django.test import Client, RequestFactory

from drystone.people.models import Person
from tests.authz.asking import Answer, readable, writes
from tests.signing_in import sign_in

FORM = "application/x-www-form-urlencoded"


@cache
def product() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


class Browser:
    """What it sends is not taken back; whoever sends does that."""

    def __init__(self, person: Person | AnonymousUser):
        self.cookies: dict[str, str] = {}
        if isinstance(person, Person):
            client = sign_in(Client(), Person.objects.get(pk=person.pk))
            self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def send(self, method: str, path: str, sent: bytes = b"") -> Answer:
        factory = RequestFactory()
        factory.cookies = SimpleCookie(self.cookies)
        request = factory.generic(method, path, sent, content_type=FORM)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        with writes() as written:
            response = product().get_response(request)
            raw = b"".join(response) if response.streaming else response.content
        headers = {name.lower(): value for name, value in response.items()}
        text, there = readable(raw, headers), headers.get("location", "")
        return Answer(response.status_code, there, text, raw, headers, written, written.questions)
