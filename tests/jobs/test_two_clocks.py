"""Two installations' clocks and workers on one database, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from drystone.jobs import clock, runner
from drystone.jobs.models import Job
from tests.clock import NOW

from . import tasks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def both(do) -> list:
    together = Barrier(2)

    def one(_: int):
        together.wait()
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(one, range(2)))


def test_each_chore_of_a_day_is_written_down_once(chores):
    for hour in range(24):
        both(lambda hour=hour: clock.strike(NOW + timedelta(hours=hour)))
    assert Job.objects.count() == 24 + 2


def test_two_workers_share_the_jobs_and_do_each_once():
    for number in range(60):
        tasks.short.enqueue(number)
    taken = both(lambda: runner.run_due(NOW))
    assert sum(taken) == 60
    assert tasks.told() == list(range(60))
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}
