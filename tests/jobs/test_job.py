"""A job is done once in effect, whoever dies when; one that cannot be done is given up and seen."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from drystone.jobs import leases, runner
from drystone.jobs.leases import LEASE, LeaseLost
from drystone.jobs.models import Job
from tests.clock import NOW

from . import tasks

pytestmark = pytest.mark.django_db
LATER = NOW + LEASE + timedelta(seconds=1)


def claim(worker: str, at=NOW, queue: str = "default") -> Job:
    job = leases.claim([queue], worker=worker, at=at)
    assert job
    return job


def test_a_change_that_is_undone_takes_its_job_with_it():
    with transaction.atomic():
        tasks.short.enqueue(1)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_a_job_is_written_down_and_done_later():
    result = tasks.short.enqueue(7)
    assert (result.status, tasks.told()) == (TaskResultStatus.READY, [])
    assert runner.run_due(NOW) == 1
    assert runner.run_due(NOW) == 0
    result = tasks.short.get_result(result.id)
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 7, 1)
    assert tasks.told() == [7]


def test_jobs_wait_for_their_time_and_go_by_urgency():
    tasks.short.using(run_after=NOW + timedelta(hours=1)).enqueue(1)
    tasks.short.enqueue(2)
    tasks.short.using(priority=10).enqueue(3)
    assert [claim("a").arguments["args"] for _ in range(2)] == [[3], [2]]
    assert leases.claim(["default"], worker="a", at=NOW) is None
    assert claim("a", NOW + timedelta(hours=1)).arguments["args"] == [1]


@pytest.mark.parametrize(
    "arguments",
    [
        {"args": ["I found her teaching weak."]},
        {"args": [], "kwargs": {"to": "ann@reeth.example"}},
        {"args": [{"token": "x" * 43}]},
        {"args": [[{"a": ["Ann Peel"]}]]},
    ],
)
def test_a_job_holds_numbers_and_short_words_only(arguments):
    with pytest.raises(InvalidTaskError, match="not text"):
        tasks.short.enqueue(*arguments["args"], **arguments.get("kwargs", {}))
    assert Job.objects.count() == 0


def test_a_job_that_fails_is_tried_four_times_and_then_given_up(clock):
    at, ids = NOW, [tasks.broken.enqueue(1).id]
    for wait in leases.BACK_OFF:
        assert runner.run_due(at) == 1
        assert runner.run_due(at + wait - timedelta(seconds=1)) == 0
        at += wait
        clock.move_to(at)
    assert runner.run_due(at) == 1
    assert runner.run_due(at + timedelta(days=9)) == 0
    [job] = Job.objects.all()
    assert (job.state, job.attempts, tasks.told()) == ("dead", 4, [])
    assert default_task_backend.get_result(ids[0]).status == TaskResultStatus.FAILED


def test_what_went_wrong_is_told_without_the_words_it_met():
    tasks.broken.enqueue(1)
    runner.run_due(NOW)
    error = Job.objects.get().error
    assert error.startswith("builtins.ValueError\n")
    assert "tasks.py" in error
    assert "confidential" not in error


def test_a_job_given_up_is_tried_again_when_somebody_has_looked():
    tasks.short.enqueue(5)
    Job.objects.update(state="dead", finished_at=NOW, attempts=4)
    assert leases.retry(Job.objects.get(), at=NOW)
    assert not leases.retry(Job.objects.get(), at=NOW)
    assert runner.run_due(NOW) == 1
    assert tasks.told() == [5]


def test_a_job_whose_worker_died_goes_to_the_next_one_when_the_lease_has_run_out():
    tasks.short.enqueue(1)
    claim("dead")
    assert runner.run_due(NOW + LEASE) == 0
    assert runner.run_due(LATER) == 1
    assert tasks.told() == [1]


def test_a_job_that_kills_its_worker_is_given_up_after_four():
    tasks.short.enqueue(1)
    at = NOW
    for _ in range(leases.MOST_ATTEMPTS):
        claim("dead", at)
        at += LEASE + timedelta(seconds=1)
        leases.take_back(at)
    assert Job.objects.values_list("state", "error").get() == ("dead", "The worker stopped in the middle.")


def test_a_worker_that_wakes_up_late_changes_nothing():
    tasks.short.enqueue(1)
    late = claim("late")
    assert runner.run_due(LATER, worker="quick") == 1
    assert runner.run(late) is False
    assert tasks.told() == [1]
    assert Job.objects.values_list("state", "worker").get() == ("done", "quick")


def test_a_long_job_of_a_late_worker_stops_at_its_next_step():
    tasks.slow.enqueue(1)
    late = claim("late", queue="slow")
    leases.take_back(LATER)
    claim("quick", LATER, queue="slow")
    assert runner.run(late) is False
    assert tasks.told() == []
    assert not leases.renew(late, at=LATER)
    with pytest.raises(LeaseLost):
        leases.finish(late, "late", at=LATER)


def test_the_lease_of_a_long_job_is_renewed_while_its_worker_lives():
    tasks.slow.enqueue(1)
    job = claim("a", queue="slow")
    assert leases.renew(job, at=NOW + LEASE)
    leases.take_back(LATER)
    assert Job.objects.get().state == "running"


def test_of_two_workers_one_gets_the_job():
    tasks.short.enqueue(1)
    one, other = Job.objects.get(), Job.objects.get()
    assert [leases.taken(job, worker="w", at=NOW) for job in (one, other)] == [True, False]


def test_a_clock_put_back_an_hour_ends_no_lease_early():
    tasks.short.enqueue(1)
    claim("a")
    leases.take_back(NOW - timedelta(hours=1))
    assert Job.objects.get().state == "running"


def test_a_page_can_ask_how_far_a_job_has_come():
    result = tasks.slow.enqueue(4)
    runner.run_due(NOW)
    seen = default_task_backend.get_result(result.id)
    assert (seen.progress, seen.progress_total, seen.progress_text) == (3, 3, "step 3")
    assert seen.return_value == "all told"


@pytest.mark.parametrize("number", ["0", "999999", "abc", "-1", "²", "9" * 30])
def test_there_is_no_result_of_a_job_that_never_was(number):
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(number)


def test_a_job_takes_few_queries(query_count):
    tasks.short.enqueue(1)
    with query_count() as queries:
        runner.run(claim("a"))
    assert len(queries) == 6  # find, lease; savepoint, the job's own line of history, done, savepoint


def test_jobs_done_a_month_ago_are_forgotten_and_those_given_up_stay():
    for state in ("done", "dead"):
        tasks.short.enqueue(1)
        Job.objects.filter(state="waiting").update(state=state, finished_at=NOW)
    assert leases.tidy(NOW + timedelta(days=29)) == 0
    assert leases.tidy(NOW + timedelta(days=31)) == 1
    assert Job.objects.get().state == "dead"
