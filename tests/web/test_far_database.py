"""A PostgreSQL that is asked for what it does quickly, and is not waited for when it does not answer."""

import socket
from threading import Timer
from time import monotonic

import pytest
from django.db import OperationalError, connection

from tests.postgres import on_postgres

pytestmark = [on_postgres, pytest.mark.django_db]
TOO_LONG = 9  # seconds


def test_it_compiles_nothing_before_it_answers():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.real_time
def test_one_that_takes_the_call_and_says_nothing_is_given_up_within_seconds():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hangs_up = Timer(TOO_LONG, silent.close)
        hangs_up.start()
        lost = connection.copy()
        lost.settings_dict |= {"HOST": "127.0.0.1", "PORT": silent.getsockname()[1]}
        began = monotonic()
        with pytest.raises(OperationalError):
            lost.ensure_connection()
        assert monotonic() - began < TOO_LONG - 1
        hangs_up.cancel()
