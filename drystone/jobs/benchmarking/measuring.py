"""What one page or job costs: queries, bytes, the median and 95th percentile of milliseconds, against a bare page."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from drystone.people import links
from drystone.people.models import Link, Person

TIMES, WARMING = 30, 3
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BARE = "<!doctype html><title>Floor</title><ul>{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}</ul>"


@dataclass(frozen=True)
class Figure:
    """`ratio` is the median against that of the bare page of the same run; machines drift, ratios less."""

    name: str
    queries: int
    bytes: int
    median_ms: float
    p95_ms: float
    ratio: float = 0

    def against(self, floor: "Figure") -> "Figure":
        return Figure(**{**asdict(self), "ratio": round(self.median_ms / floor.median_ms, 1)})


class Counted:
    """Counts the questions asked of the database, and keeps none of them: a job asks tens of thousands."""

    asked = 0

    def __call__(self, execute: Any, *rest: Any) -> Any:
        self.asked += 1
        return execute(*rest)


def measure(name: str, act: Callable[[], Any], times: int = TIMES) -> Figure:
    """Does it until it is warm, once with its queries counted, then so many times by the clock."""
    for _ in range(WARMING):
        act()
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    counted = len(queries)  # now: the next request forgets them
    took = sorted(milliseconds(act) for _ in range(times))
    size = len(answer.content) if isinstance(answer, HttpResponse) else 0
    return Figure(name, counted, size, round(median(took), 1), round(quantiles(took, n=20)[-1], 1))


def milliseconds(act: Callable[[], Any]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def page(client: Client, address: str, sent: dict[str, str] | None = None) -> Callable[[], HttpResponse]:
    """Fetching one page, or sending something to it; anything but the page itself is a fault of the benchmark."""

    def fetch() -> HttpResponse:
        answer: Any = client.get(address) if sent is None else client.post(address, sent)
        if answer.status_code != 200:
            raise AssertionError(f"{address} answered {answer.status_code}")
        return answer

    return fetch


def undone(act: Callable[[], Any]) -> Callable[[], Any]:
    """A job that can be measured again, because all that it wrote is taken back."""

    def done() -> Any:
        with transaction.atomic():
            given = act()
            transaction.set_rollback(True)
        return given

    return done


def browser() -> Client:
    """A browser at the address of this installation."""
    home = urlsplit(settings.BASE_URL)
    place: dict[str, Any] = {"SERVER_NAME": home.hostname or "localhost", "wsgi.url_scheme": home.scheme}
    return Client(**place)


def signed_in(person: Person) -> Client:
    """Her browser, with a code and a second factor given just now."""
    client, at = browser(), timezone.now().timestamp()
    client.force_login(person, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": at},
        {"method": "mfa", "at": at, "type": "totp", "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session["began"] = session["seen"] = at
    session.save()
    return client


def by_link(link: Link) -> tuple[Client, str]:
    """The browser of somebody who has just opened an e-mailed link, and the address that it led to."""
    client = browser()
    token = links.address(link.pk, at=timezone.now()).rstrip("/").rpartition("/")[2]
    answer = client.get(reverse("open-link", args=[token]))
    return client, answer["Location"]


def bare(client: Client) -> Callable[[], HttpResponse]:
    """The least that Django does for a page: a session, who is signed in, one indexed query of 25 rows, a template."""
    template, factory = engines["django"].from_string(BARE), RequestFactory()

    def view(request: Any) -> HttpResponse:
        rows = Person.objects.filter(pk__gte=request.user.pk).order_by("pk")[:25]
        return HttpResponse(template.render({"rows": rows}))

    answer = SessionMiddleware(AuthenticationMiddleware(view))

    def fetch() -> Any:
        request = factory.get("/")
        request.COOKIES = {name: each.value for name, each in client.cookies.items()}
        return answer(request)

    return fetch
