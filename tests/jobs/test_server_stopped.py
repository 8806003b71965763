"""PostgreSQL itself goes down twice under a busy worker, as in a power cut: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from drystone import walls
from scripts import postgres
from tests import environment

from .test_killed_worker import SlowPostbox
from .workers import LEASE_SECONDS, ROOT, wait_for

pytestmark = [pytest.mark.journey, pytest.mark.real_time]
SHORT, SLOW, MAIL, STOPS = 80, 4, 80, 2
# Waits for the disk, so that what was said to be written is there afterwards.
FOR_KEEPS = "-c autovacuum=off"
WORK = f"""
from tests.jobs import tasks
from tests.jobs.test_killed_worker import write
for number in range({MAIL}):
    write(number)
for number in range({SHORT}):
    tasks.short.enqueue(number, 0.01)
for number in range({SLOW}):
    tasks.slow.enqueue(10_000 + number, 0.1)
"""
TOLD = "SELECT record_id FROM history_event WHERE verb = 'told' ORDER BY record_id"
LEFT = "SELECT count(*) FROM jobs_job WHERE state <> 'done'", "SELECT count(*) FROM mail_message WHERE state <> 'sent'"


class Installation:
    """A server of its own, with a database that holds the work, and what one of the product's commands is given."""

    def __init__(self, server: postgres.Server, address: str, mail: SlowPostbox):
        self.server, self.address, self.mail = server, address, mail
        with psycopg.connect(address.rpartition("/")[0] + "/postgres", autocommit=True) as made:
            made.execute(f'CREATE DATABASE "{address.rpartition("/")[2]}"')
        others = {name: value for name, value in os.environ.items() if not name.startswith(("DRYSTONE_", "DJANGO_"))}
        self.environment = others | {
            "DRYSTONE_DATABASE_URL": address,
            "DRYSTONE_VAR": environment.VAR,
            "DRYSTONE_DEVELOPMENT": "1",
            "DRYSTONE_EMAIL_URL": f"smtp://{mail.host}:{mail.port}",
            "PYTHONPATH": str(ROOT),
        }

    def command(self, *words: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, str(ROOT / "manage.py"), *words], env=self.environment)

    def asked(self, question: str) -> list[int]:
        with psycopg.connect(self.address, options=f"-c {walls.SETTING}={walls.ALL}") as database:
            return [number for (number,) in database.execute(question).fetchall()]

    def cut(self) -> None:
        """The server is gone for a while, in the middle of whatever the worker does."""
        self.server.stop()
        time.sleep(1)
        self.server.start()


@pytest.fixture
def installed() -> Iterator[Installation]:
    if not postgres.PROGRAMS:
        pytest.skip("no PostgreSQL on this machine to be stopped")
    mail = SlowPostbox()
    mail.start()
    with postgres.private_server(FOR_KEEPS) as server, postgres.login(server.address) as address:
        yield Installation(server, address, mail)
    mail.stop()


def test_stopped_twice_nothing_is_lost_and_no_effect_comes_twice(installed: Installation):
    for words in (["migrate", "-v0"], ["shell", "-v0", "-c", WORK]):
        assert installed.command(*words).wait(300) == 0
    worker = installed.command("worker", "--lease", str(LEASE_SECONDS))
    try:
        for stop in range(1, STOPS + 1):
            wait_for(lambda enough=stop * 10: len(installed.asked(TOLD)) >= enough, f"work enough for stop {stop}")
            assert installed.asked(LEFT[0])[0] > 0, "the stop came too late"
            installed.cut()
        wait_for(lambda: not any(installed.asked(question)[0] for question in LEFT), "the rest of the work", 120)
        told = installed.asked(TOLD)
        names = installed.asked("SELECT '<' || message_id || '>' FROM mail_message")
    finally:
        worker.send_signal(signal.SIGTERM)
        ended = worker.wait(60)
    assert ended == 0
    steps = [number * 10 + step for number in range(10_000, 10_000 + SLOW) for step in range(3)]
    assert told == sorted([*range(SHORT), *steps])
    came = Counter(letter.message["Message-ID"] for letter in installed.mail.letters)
    assert came.keys() == set(names)
    assert came.total() - len(came) <= STOPS
