"""Somebody asks about her data, and is answered within a month."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people.models import Person
from drystone.privacy import requests, retention
from drystone.privacy.models import DataRequest
from drystone.questions.retention import RETENTION
from tests import cast
from tests.clock import NOW
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def alliance():
    return cast.alliance()


@pytest.fixture
def tom() -> Person:
    return cast.acting(cast.person("Tom Raine"))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 11), date(2026, 12, 11)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_the_answer_is_due_on_the_same_day_of_the_next_month_or_its_last(asked: date, due: date):
    assert requests.month_after(asked) == due


def test_the_managers_are_told_and_she_sees_the_answer(alliance, tom, client: Client):
    manager = cast.officer(alliance)
    sign_in(client, tom)
    client.post(reverse("my-data"), {"kind": "correction", "text": "My name is Thomas."})
    asked = DataRequest.objects.get()
    assert (asked.person, asked.due_on) == (tom, date(2026, 12, 11))
    assert Message.objects.get(kind="privacy.data_request_made").to_address == manager.email
    office = sign_in(Client(), manager)
    assert b"Tom Raine" in office.get(reverse("office-data-requests")).content
    office.post(reverse("office-data-request", args=[asked.pk]), {"text": "Corrected today."})
    assert b"Corrected today." in client.get(reverse("my-data")).content
    assert Message.objects.get(kind="privacy.data_request_answered").to_address == tom.email


def test_sending_twice_asks_once_and_answering_twice_answers_once(alliance, tom):
    manager = cast.officer(alliance)
    first, second = (requests.ask(alliance, "access", "All of it", by=tom, at=NOW) for _ in range(2))
    assert first == second
    for text in ("Here it is.", "Something else."):
        requests.answer(first, text, by=manager, at=NOW)
    assert DataRequest.objects.get().answer == "Here it is."
    assert Message.objects.filter(kind="privacy.data_request_answered").count() == 1


def test_an_answer_has_its_moment(alliance, tom):
    asked = requests.ask(alliance, "access", "All of it", by=tom, at=NOW)
    for changes in ({"answer": "Yes"}, {"answered_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DataRequest.objects.filter(pk=asked.pk).update(**changes)


def test_only_the_office_of_the_alliance_that_was_asked_sees_and_answers(alliance, tom):
    asked = requests.ask(alliance, "complaint", "Nobody answered me.", by=tom, at=NOW)
    stranger = cast.officer(cast.alliance("Another", default=False), "Eve Other")
    assert not DataRequest.objects.visible_to(stranger, on=NOW.date()).exists()
    for person in (stranger, tom):
        with pytest.raises(NotAllowed):
            requests.answer(asked, "No.", by=person, at=NOW)


def test_the_page_of_periods_is_the_one_table_with_the_alliances_own(alliance):
    manager = cast.officer(alliance)
    assert {p.kind: p.months for p in retention.periods(alliance)} == {k: v.months for k, v in RETENTION.items()}
    office = sign_in(Client(), manager)
    office.post(reverse("office-retention"), {"kind": "scores", "months": "12"})
    own = [p for p in retention.periods(alliance) if p.is_own]
    assert [(p.kind, p.months) for p in own] == [("scores", 12)]


def test_who_does_not_manage_sets_no_period(alliance, tom):
    with pytest.raises(NotAllowed):
        retention.keep_for(alliance, "scores", 1, by=tom, at=NOW)


def test_the_list_costs_the_same_for_one_and_for_three(alliance, tom, client: Client, query_count):
    sign_in(client, cast.officer(alliance))
    counted = []
    for number in range(3):
        requests.ask(alliance, "access", f"Question {number}", by=tom, at=NOW)
        with query_count() as queries:
            client.get(reverse("office-data-requests"))
        counted.append(len(queries))
    assert counted[0] == counted[2] <= 10
