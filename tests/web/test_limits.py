"""What anybody may try from one place, and how often: codes, calls for help, numbers of certificates."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db
ALLOWED = {"public-interest": 60, "ask-for-support": 60, "check-designation": 60, "account_code": 30}
NUMBER = {"number": "SL-0000-0000"}


@pytest.mark.parametrize("name", ALLOWED)
def test_who_tries_too_often_is_asked_to_wait(client: Client, name: str):
    cast.alliance()
    ask = client.get if name == "check-designation" else client.post
    tries = [ask(reverse(name), NUMBER) for _ in range(ALLOWED[name] + 1)]
    assert 429 not in {answer.status_code for answer in tries[:-1]}
    assert tries[-1].status_code == 429
    assert "Too many tries" in tries[-1].text
