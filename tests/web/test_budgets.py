"""How many questions each main page of the journey asks the database: a record, a list, a page behind a link."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drystone.brokering.models import Enquiry
from drystone.deployment.models import Consent
from drystone.history import events
from drystone.people import links
from tests import cast
from tests.clock import NOW
from tests.payments.owed import AFTER, Owed
from tests.selection.stage import stage, submitted
from tests.signing_in import sign_in

RECORD, LIST, QUEUE, LINK, ASKED, HOME = 15, 10, 11, 8, 10, 12
pytestmark = pytest.mark.django_db


def asked(client: Client, address: str) -> int:
    """The questions of the second visit; the first one warms what a process keeps."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200, address
    return len(queries)


@pytest.fixture
def at() -> Owed:
    return Owed()


@pytest.fixture
def office(at: Owed, client: Client) -> Client:
    return sign_in(client, at.margaret)


def by_link(purpose: str, to, record, at: Owed) -> tuple[Client, str]:
    link = links.invite(to, purpose, record, alliance=at.alliance, by=at.margaret, at=NOW)
    client, token = Client(), links.address(link.pk, at=NOW).rstrip("/").rpartition("/")[2]
    return client, client.get(reverse("open-link", args=[token]))["Location"]


@pytest.mark.parametrize("name", ["public-home", "public-directory"])
def test_public_pages(at: Owed, name: str):
    assert asked(Client(), reverse(name)) <= LIST


def test_what_the_office_must_see_to_today(at: Owed, office: Client):
    at.drawn_up()
    at.sent(deployment=at.agreed())
    assert asked(office, reverse("office-home")) <= HOME


LISTS = [
    "office-requests",
    "office-deployments",
    "office-statements",
    "office-people",
    "office-leaders",
    "office-rounds",
]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_of_the_office(at: Owed, office: Client, name: str):
    at.sent()
    assert asked(office, f"{reverse(name)}?show=all") <= (QUEUE if name == "office-requests" else LIST)


def request(at: Owed) -> str:
    return reverse("office-request", args=[at.leader_yes().request_id])


def candidates(at: Owed) -> str:
    return reverse("office-candidates", args=[at.accepted().pk])


def deployment(at: Owed) -> str:
    return reverse("office-deployment", args=[at.written_up().deployment_id])


def statement(at: Owed) -> str:
    return reverse("office-statement", args=[at.approved().pk])


def application(at: Owed) -> str:
    there = stage("Wensleydale Alliance", default=False)
    cast.post(at.margaret, "manager", there.alliance)
    return reverse("office-application", args=[submitted(there).pk])


@pytest.mark.parametrize("record", [request, candidates, deployment, statement, application])
def test_the_records_of_the_office(at: Owed, office: Client, record: Callable[[Owed], str]):
    assert asked(office, record(at)) <= RECORD


def test_the_leaders_pages(at: Owed, client: Client):
    visit = at.begun()
    sign_in(client, at.tom.person)
    assert asked(client, reverse("leader-visit", args=[visit.pk])) <= RECORD
    assert asked(client, reverse("leader-deployment", args=[visit.deployment_id])) <= RECORD
    assert asked(client, reverse("home")) <= HOME


def agreement(at: Owed) -> tuple[Client, str]:
    consent = Consent.objects.get(agreement=at.drawn_up(), party="receiving")
    return by_link("consent", consent.person, consent, at)


def enquiry(at: Owed) -> tuple[Client, str]:
    found = Enquiry.objects.get(pk=at.home_asked().pk)
    return by_link("enquiry", found.asked, found, at)


def claim(at: Owed) -> tuple[Client, str]:
    return by_link("statement", at.ann, at.sent(), at)


@pytest.mark.parametrize(("task", "most"), [(agreement, LINK), (enquiry, ASKED), (claim, LINK)])
def test_pages_behind_a_link(at: Owed, task: Callable[[Owed], tuple[Client, str]], most: int):
    assert asked(*task(at)) <= most


def test_a_school_search_as_it_is_typed(at: Owed):
    assert asked(Client(), f"{reverse('school-suggestions')}?q=reeth") <= 2


def test_a_long_history_costs_no_more_than_a_short_one(at: Owed, office: Client):
    shown = at.approved()
    address = reverse("office-statement", args=[shown.pk])
    short = asked(office, address)
    for number in range(60):
        events.record(shown, "moved", by=at.margaret, at=AFTER, number=number)
    assert asked(office, address) == short
    assert "Everything that happened before" in office.get(address).content.decode()
    assert "Everything that happened before" not in office.get(f"{address}?history=all").content.decode()
