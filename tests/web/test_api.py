"""The API: small, typed, read only; through the same doors as the pages."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from drystone.web import policy
from tests import cast
from tests.signing_in import sign_in
from tests.supporting import Support

pytestmark = pytest.mark.django_db
ADDRESSES = ["api:openapi-json", "api:schools", "api:directory", "api:tasks"]


@pytest.fixture(autouse=True)
def nobody_has_called() -> None:
    cache.clear()


@pytest.fixture
def tom(client: Client) -> Client:
    cast.alliance()
    return sign_in(client, cast.person("Tom Raine"))


def named() -> list[str]:
    (api,) = [each for each in get_resolver().url_patterns if getattr(each.pattern, "_route", "") == "api/"]
    (inner,) = api.url_patterns
    return sorted(f"api:{each.name}" for each in inner.url_patterns)


def test_every_address_has_its_line_in_the_policy():
    assert named() == sorted(name for name in policy.whole() if name.startswith("api:"))


@pytest.mark.parametrize("name", ADDRESSES)
def test_nobody_is_answered_without_signing_in_and_in_no_page(client: Client, name: str):
    cast.alliance()
    answer = client.get(reverse(name), {"q": "Reeth"})
    assert (answer.status_code, answer.json()) == (401, {"detail": "Sign in first."})


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_only_reads(tom: Client, name: str, method: str):
    assert getattr(tom, method)(reverse(name)).status_code == 405


def test_it_describes_itself(tom: Client):
    described = tom.get(reverse("api:openapi-json")).json()
    assert described["openapi"].startswith("3.1")
    assert sorted(described["paths"]) == ["/api/directory", "/api/schools", "/api/tasks"]
    assert {method for each in described["paths"].values() for method in each} == {"get"}


def test_schools_are_found_as_the_picker_finds_them(tom: Client):
    school = cast.school("Arkengarthdale Primary School")
    answer = tom.get(reverse("api:schools"), {"q": school.urn})
    assert [each["id"] for each in answer.json()] == [school.urn]


@pytest.mark.parametrize(
    "asked", [{}, {"q": ""}, {"q": "x" * 201}, {"q": "Reeth", "limit": 1000}, {"q": "a", "limit": 0}]
)
def test_nonsense_is_said_to_be_nonsense(tom: Client, asked: dict):
    assert tom.get(reverse("api:schools"), asked).status_code == 422


def test_the_directory_lists_only_who_agreed(client: Client):
    at = Support()
    sign_in(client, at.tom.person)
    assert client.get(reverse("api:directory")).json() == []
    at.tom.shown_in_directory = True
    at.tom.save()
    (listed,) = client.get(reverse("api:directory")).json()
    assert listed == {
        "name": "Tom Raine",
        "number": at.tom.number,
        "until": "2030-08-31",
        "areas": [{"code": "english", "name": "English", "phases": ["primary"]}],
    }
    assert client.get(reverse("api:directory"), {"area": "maths"}).json() == []


def test_she_gets_her_own_tasks_and_nobody_elses(client: Client):
    at = Support()
    at.planned()
    sign_in(client, at.tom.person)
    (task,) = client.get(reverse("api:tasks")).json()
    assert task["title"]
    assert task["url"].startswith("http://127.0.0.1:8000/leader/")
    assert sign_in(Client(), cast.person("Eve Other")).get(reverse("api:tasks")).json() == []


def test_too_many_calls_are_refused(tom: Client):
    answers = [tom.get(reverse("api:tasks")).status_code for _ in range(122)]
    assert answers.count(200) == 120
    assert answers[-1] == 429


def test_two_people_of_one_name_are_counted_apart(client: Client):
    cast.alliance()
    first, second = (sign_in(Client(), cast.person("Ann Peel")) for _ in range(2))
    for _ in range(120):
        first.get(reverse("api:tasks"))
    assert first.get(reverse("api:tasks")).status_code == 429
    assert second.get(reverse("api:tasks")).status_code == 200
