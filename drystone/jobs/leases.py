"""Who works on what, for how long: a job is leased, the lease renewed, the job finished or given back.

Every change compares the fence that the worker was given with the row's, so a worker that was stopped for a long
time and wakes up when another has taken its job cannot write a result any more.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from .models import Job

State = Job.State
LEASE = timedelta(minutes=1)
MOST_ATTEMPTS = 4
BACK_OFF = [timedelta(seconds=s) for s in (10, 60, 300)]
KEPT = timedelta(days=30)


class LeaseLost(Exception):
    """Another worker has this job by now; what this one did last must not count."""


def put(
    task: str,
    arguments: dict[str, Any],
    *,
    at: datetime,
    queue: str = "default",
    priority: int = 0,
    run_after: datetime | None = None,
    dedupe: str | None = None,
) -> Job:
    """Writes a job down, in the transaction of whoever asks for it: no change, no job."""
    return Job.objects.create(
        task=task,
        arguments=arguments,
        queue=queue,
        priority=priority,
        run_after=run_after or at,
        created_at=at,
        dedupe=dedupe,
    )


def claim(queues: Collection[str], *, worker: str, at: datetime, lease: timedelta = LEASE) -> Job | None:
    """Takes the next job that is due, for this worker alone."""
    due = Job.objects.filter(queue__in=queues, state=State.WAITING, run_after__lte=at)
    while job := due.order_by("-priority", "run_after", "id").first():
        if taken(job, worker=worker, at=at, lease=lease):
            return job
    return None


def taken(job: Job, *, worker: str, at: datetime, lease: timedelta = LEASE) -> bool:
    """Takes this very job if it still waits; of two workers one gets it."""
    job.started_at = job.started_at or at
    written = {
        "state": State.RUNNING,
        "attempts": job.attempts + 1,
        "fence": job.fence + 1,
        "worker": worker,
        "lease_until": at + lease,
        "started_at": job.started_at,
        "last_attempted_at": at,
    }
    won = Job.objects.filter(pk=job.pk, state=State.WAITING, fence=job.fence).update(**written)
    for name, value in written.items():
        setattr(job, name, value)
    return bool(won)


def renew(job: Job, *, at: datetime, lease: timedelta = LEASE) -> bool:
    """The worker still lives and goes on with it."""
    return bool(held(job).update(lease_until=at + lease))


def finish(job: Job, result: Any, *, at: datetime) -> None:
    """Done. Raises LeaseLost when the job is another worker's by now."""
    if not held(job).update(state=State.DONE, lease_until=None, result=result, error="", finished_at=at):
        raise LeaseLost(job)


def fail(job: Job, error: str, *, at: datetime) -> None:
    """It did not work: again after a while, or after the fourth time given up, for somebody to look at."""
    if job.attempts >= MOST_ATTEMPTS:
        held(job).update(state=State.DEAD, lease_until=None, error=error, finished_at=at)
    else:
        again = at + BACK_OFF[job.attempts - 1]
        held(job).update(state=State.WAITING, lease_until=None, error=error, run_after=again)


def take_back(at: datetime) -> None:
    """Gives jobs whose worker died to the next one; a job that four workers died of is given up."""
    left = Job.objects.filter(state=State.RUNNING, lease_until__lt=at)
    if left.exists():
        died = {"lease_until": None, "error": "The worker stopped in the middle."}
        left.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.DEAD, finished_at=at, **died)
        left.filter(attempts__lt=MOST_ATTEMPTS).update(state=State.WAITING, run_after=at, **died)


def retry(job: Job, *, at: datetime) -> bool:
    """Somebody has looked at a job that was given up, and lets it try again."""
    rows = Job.objects.filter(pk=job.pk, state=State.DEAD)
    return bool(rows.update(state=State.WAITING, attempts=0, run_after=at, finished_at=None))


def forget(job: Job) -> None:
    """Somebody has looked at a job that was given up; it is not needed any more."""
    Job.objects.filter(pk=job.pk, state=State.DEAD).delete()


def tidy(at: datetime) -> int:
    """Forgets jobs that were done a month ago; those given up stay until somebody has looked."""
    return Job.objects.filter(state=State.DONE, finished_at__lt=at - KEPT).delete()[0]


def held(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, fence=job.fence)
