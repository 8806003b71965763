"""Two windows at once on a real database, about somebody whom the alliance does not know yet."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from drystone.people.models import Person, Post
from tests import cast
from tests.signing_in import sign_in

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def pressed_at_once(clients: list[Client], given: dict[str, str]) -> list[int]:
    """What the page answers to each window, all pressing at one moment."""
    together = Barrier(len(clients))

    def press(client: Client) -> int:
        together.wait()
        try:
            return client.post(reverse("office-person-new"), given).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as windows:
        return list(windows.map(press, clients))


@pytest.fixture
def made_together(monkeypatch):
    """Whoever is about to make a person waits a second for another who is; behind a lock she waits in vain."""
    both, make = Barrier(2), Person.save

    def save(person: Person, *given, **named) -> None:
        if person.pk is None:
            with suppress(BrokenBarrierError):
                both.wait(1)
        make(person, *given, **named)

    monkeypatch.setattr(Person, "save", save)


@pytest.mark.parametrize(("role", "school"), [("head", "900001"), ("director", "")])
def test_two_windows_that_record_the_same_new_person_record_one(role, school, made_together):
    here, reeth = cast.alliance(), cast.school()
    margaret = cast.officer(here)
    windows = [sign_in(Client(), margaret) for _ in range(2)]
    since = {"since_day": "1", "since_month": "9", "since_year": "2026"}
    given = {
        "name": "Nina New",
        "email": "nina.new@dale.example",
        "role": role,
        "school": school and reeth.urn,
        **since,
    }
    assert pressed_at_once(windows, given) == [302, 302]
    nina = Person.objects.get(email="nina.new@dale.example")
    assert [post.role for post in Post.objects.filter(person=nina)] == [role]
