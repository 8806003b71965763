"""The worker dies, is stopped, or loses its database: nothing is lost, and nothing is done twice in effect."""

import asyncio
import logging
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from drystone.jobs import leases, runner
from drystone.jobs.models import Job
from drystone.mail import catalogue, outbox
from drystone.mail.models import Message
from drystone.people.models import Person
from tests.postbox import Postbox

from . import tasks
from .workers import WorkerProcess, wait_for

pytestmark = [pytest.mark.race, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]

log = logging.getLogger(__name__)
KILLS = int(os.environ.get("KILLS", "3"))
A_KILL = {"short": 25, "slow": 4, "mail": 25}  # work for each kill, enough that none comes too late
ALL = {kind: (KILLS + 1) * number for kind, number in A_KILL.items()}


class SlowPostbox(Postbox):
    """Takes its time before and after it keeps a message, so that kills fall into the middle of it."""

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(0.005)
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.005)
        return answer


@pytest.fixture
def slow_postbox() -> Iterator[SlowPostbox]:
    box = SlowPostbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture(autouse=True)
def nobody_is_left_at_work() -> Iterator[None]:
    """The worker of a test that failed would keep the next test's from starting."""
    yield
    for worker in WorkerProcess.started:
        if worker.process.poll() is None:
            worker.kill()
    WorkerProcess.started.clear()


def write(number: int) -> None:
    catalogue.all_kinds()
    ann = Person(pk=number, name="Ann Peel", email=f"ann.{number}@reeth.example")
    outbox.queue(
        "people.new_device", to=ann, alliance_id=None, at=timezone.now(), context={"when": "today"}, link="/account/"
    )


def all_done() -> bool:
    return not Job.objects.exclude(state="done").exists() and not Message.objects.exclude(state="sent").exists()


def test_killed_at_any_moment_nothing_is_lost_and_no_effect_comes_twice(slow_postbox):
    chance = random.Random(os.environ.get("KILL_SEED", "20261111"))  # noqa: S311 - when it dies is no secret
    for number in range(ALL["mail"]):
        write(number)
    for number in range(ALL["short"]):
        tasks.short.enqueue(number, 0.01)
    for number in range(ALL["slow"]):
        tasks.slow.enqueue(10_000 + number, 0.02)
    for _ in range(KILLS):
        worker = WorkerProcess(slow_postbox)
        time.sleep(chance.uniform(0.05, 0.4))
        worker.kill()
    worker = WorkerProcess(slow_postbox)
    begun = time.monotonic()
    wait_for(all_done, "the rest of the work", 60 + KILLS * 3)
    figures(worker, slow_postbox, time.monotonic() - begun)
    assert worker.stop() == 0

    assert tasks.told() == sorted(
        [
            *range(ALL["short"]),
            *(number * 10 + step for number in range(10_000, 10_000 + ALL["slow"]) for step in range(3)),
        ]
    )
    came = Counter(letter.message["Message-ID"] for letter in slow_postbox.letters)
    assert came.keys() == {f"<{name}>" for name in Message.objects.values_list("message_id", flat=True)}
    assert came.total() - len(came) <= KILLS


def figures(worker: WorkerProcess, box: Postbox, seconds: float) -> None:
    """For whoever runs this with KILLS=200 and --log-cli-level=INFO."""
    jobs, mails = (table.objects.filter(attempts__gt=1).count() for table in (Job, Message))
    twice, memory = len(box.letters) - Message.objects.count(), worker.memory_mb()
    log.info("%s kills; %s jobs and %s mails taken again, %s mails came twice", KILLS, jobs, mails, twice)
    log.info("%s; the rest was done in %.1f s by a worker of %.0f MB", ALL, seconds, memory)


def test_a_worker_stopped_in_a_long_job_and_woken_late_changes_nothing_more(postbox):
    tasks.slow.enqueue(1, 0.6)
    worker = WorkerProcess(postbox)
    wait_for(lambda: Job.objects.get(queue="slow", task__contains="tests").progress == 1, "its first step")
    time.sleep(0.1)
    worker.stand_still()
    mine = Job.objects.filter(task__contains="tests")

    def takes_over() -> bool:
        leases.take_back(timezone.now())
        job = leases.claim(["slow"], worker="another", at=timezone.now())
        return bool(job) and runner.run(job) and mine.get().state == "done"

    wait_for(takes_over, "the lease to run out")
    told = tasks.told()
    worker.signal(signal.SIGCONT)
    tasks.short.enqueue(99)
    wait_for(lambda: 99 in tasks.told(), "the woken worker to go on with other work")
    time.sleep(1.5)
    assert tasks.told() == [*told, 99] == [10, 11, 12, 99]
    assert (mine.get(queue="slow").worker, mine.get(queue="slow").attempts) == ("another", 2)
    assert worker.stop() == 0


def test_it_sleeps_while_idle_wakes_within_a_second_or_two_and_finishes_what_is_under_way_when_told_to_stop(postbox):
    worker = WorkerProcess(postbox)
    wait_for(all_done, "the clock's chores")
    time.sleep(1)
    before = worker.cpu_seconds()
    time.sleep(2)
    assert worker.cpu_seconds() - before < 0.3
    begun = time.monotonic()
    tasks.short.enqueue(1)
    write(1)
    wait_for(all_done, "job and message")
    assert time.monotonic() - begun < 3
    last = tasks.short.enqueue(2, 0.7)
    wait_for(lambda: tasks.short.get_result(last.id).status == "RUNNING", "the job to begin")
    assert worker.stop() == 0
    assert tasks.told() == [1, 2]


def test_it_goes_on_when_the_database_was_restarted(postbox):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to restart")
    worker = WorkerProcess(postbox)
    for number in range(3):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        tasks.short.enqueue(number)
        wait_for(lambda count=number: len(tasks.told()) == count + 1, "the job after the restart")
    assert worker.stop() == 0


def test_on_sqlite_there_is_one_worker(postbox):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes any number of workers")
    worker = WorkerProcess(postbox)
    second = WorkerProcess(postbox, wait=False)
    assert second.process.wait(60) == 1
    assert "Another worker is running" in second.said()
    second.ended()
    assert worker.stop() == 0
