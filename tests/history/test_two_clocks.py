"""Two installations' clocks strike at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from drystone.history import seals
from drystone.history.models import Event, Seal
from tests.clock import NOW

from .test_seals import happen

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_of_two_clocks_that_seal_at_once_one_seals_and_the_chain_holds():
    together = Barrier(2)

    def strike(hour: int) -> int:
        together.wait()
        try:
            return seals.seal(NOW + timedelta(hours=hour, minutes=30))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clocks:
        for hour in range(10):
            happen(30, at=NOW + timedelta(hours=hour))
            assert sum(clocks.map(strike, [hour, hour])) == 30
    assert sum(Seal.objects.values_list("events", flat=True)) == Event.objects.count() == 300
    assert [seals.verify(alliance_id) for alliance_id in seals.alliances()] == [[], [], []]
