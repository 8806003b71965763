"""Each page of a statement asks the database ten questions at most, however many lines it has."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drystone.deployment.corrections import Held
from drystone.payments import correcting, statements
from drystone.payments.models import Statement
from drystone.people.models import Link
from tests.payments.owed import AFTER, Owed
from tests.postgres import OPENING
from tests.supporting_pages import account, opened

BUDGET = 10 + OPENING


def asked(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def stated(at: Owed, *days: int) -> Statement:
    """Sent for so many visits, each put right since."""
    deployment = at.agreed()
    for day in days:
        at.delivered(deployment, day)
    at.pulled()
    (statement,) = at.prepared()
    statements.send(statement, by=at.finn, at=AFTER)
    for line in statement.lines.all():
        held = Held(line.visit.starts_at, line.visit.starts_at + timedelta(hours=2), 1)
        correcting.correct(line, held, note="Two hours.", by=at.finn, at=AFTER)
    return statement


@pytest.mark.parametrize("days", [(10,), (3, 4, 5, 10)])
def test_the_office_finance_and_the_head_by_link(at: Owed, days: tuple[int, ...]):
    statement = stated(at, *days)
    theirs = reverse("office-statement", args=[statement.pk])
    assert max(asked(account(person), theirs) for person in (at.margaret, at.finn)) <= BUDGET
    client, page = opened(Link.objects.get(purpose="statement", record_id=statement.pk))
    assert asked(client, page) <= BUDGET
