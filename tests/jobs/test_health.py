"""/healthz names the part that is ill, and tells nothing else."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from drystone.jobs import health
from drystone.jobs.models import Beat, Job
from drystone.mail.models import Message
from tests.clock import NOW
from tests.postgres import LOOK

from . import tasks

pytestmark = pytest.mark.django_db
WELL = {"disk": "well", "database": "well", "worker": "well", "jobs": "well", "mail": "well"}


@pytest.fixture
def alive() -> Beat:
    return Beat.objects.create(worker="here:1", started_at=NOW, at=NOW)


def asked(client) -> tuple[int, dict[str, str]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()["parts"]


def test_all_is_well(client, alive):
    assert asked(client) == (200, WELL)
    assert client.get("/healthz").json()["status"] == "well"


def test_a_worker_that_never_ran(client):
    assert asked(client) == (503, WELL | {"worker": "has never run"})


def test_a_worker_that_is_silent(client, alive):
    Beat.objects.update(at=NOW - timedelta(seconds=31))
    assert asked(client) == (503, WELL | {"worker": "no sign of life for 31 seconds"})


def test_a_mail_server_out_of_reach(client, alive):
    Beat.objects.update(mail_trouble="[Errno 111] Connection refused: mail.internal.example")
    assert asked(client) == (503, WELL | {"mail": "the mail server is out of reach"})


def test_mail_that_does_not_go(client, alive):
    late = NOW - timedelta(minutes=61)
    given = {"kind": "x.y", "to_address": "a@b.example", "subject": "s", "text": "t", "queued_at": late}
    Message.objects.create(**given, message_id="1", due_at=late, next_try_at=NOW + timedelta(hours=4))
    Message.objects.create(**given, message_id="2", due_at=NOW + timedelta(days=1), next_try_at=NOW)
    assert asked(client) == (503, WELL | {"mail": "the oldest message has waited 61 minutes"})


def test_jobs_that_were_given_up_and_what_to_do(client, alive):
    tasks.short.enqueue(1)
    Job.objects.update(state="dead", finished_at=NOW, attempts=4, error="builtins.ValueError\nsome lines")
    assert asked(client) == (503, WELL | {"jobs": "1 given up"})
    said = io.StringIO()
    call_command("given_up", "--retry", stdout=said)
    assert said.getvalue().strip().endswith("on 11 November at 10:00: builtins.ValueError")
    assert asked(client) == (200, WELL)
    Job.objects.update(state="dead", finished_at=NOW)
    call_command("given_up", "--forget", stdout=said)
    assert Job.objects.count() == 0


def test_jobs_that_nobody_takes(client, alive):
    tasks.short.enqueue(1)
    Job.objects.update(run_after=NOW - timedelta(minutes=16))
    assert asked(client) == (503, WELL | {"jobs": "the oldest has waited 16 minutes"})


def test_a_database_that_does_not_answer(client, alive):
    table = Beat._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO gone")
    unknown = dict.fromkeys(("worker", "jobs", "mail"), "not known")
    assert asked(client) == (503, {"disk": "well", "database": "does not answer"} | unknown)


def test_asking_takes_few_queries(client, alive, django_assert_num_queries):
    with django_assert_num_queries(4 + LOOK):
        client.get("/healthz")


def test_the_command_says_the_same(alive):
    said = io.StringIO()
    call_command("check_health", stdout=said)
    assert said.getvalue().splitlines() == [f"{name}: well" for name in WELL]
    Beat.objects.all().delete()
    with pytest.raises(CommandError, match="ill"):
        call_command("check_health", stdout=said)


def test_workers_stopped_long_ago_are_forgotten_but_the_last(alive):
    Beat.objects.create(worker="here:2", started_at=NOW, at=NOW - timedelta(days=2))
    assert health.forget_stopped(at=NOW + timedelta(days=29)) == 1
    assert health.forget_stopped(at=NOW + timedelta(days=99)) == 0
    assert Beat.objects.get() == alive
