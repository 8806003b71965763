"""Running one job: a short one together with its mark in one transaction, a slow one outside of any."""

import logging
import traceback
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.utils import normalize_json

from drystone import faults

from . import leases
from .backend import result_of, task_of
from .context import JobContext
from .models import Job

SHORT = "default"
log = logging.getLogger(__name__)


def run(job: Job) -> bool:
    """Runs a job that this worker has taken; whether it worked. A job never stops the worker."""
    try:
        if job.queue == SHORT:
            with transaction.atomic():
                leases.finish(job, call(job), at=timezone.now())
        else:
            leases.finish(job, call(job), at=timezone.now())
    except leases.LeaseLost:
        log.warning("job %s %s was taken over by another worker", job.pk, job.task)
        return False
    except Exception as error:
        leases.fail(job, described(error), at=timezone.now())
        log.warning("job %s %s failed, attempt %s: %s", job.pk, job.task, job.attempts, type(error).__name__)
        return False
    log.info("job %s %s done", job.pk, job.task)
    return True


def run_due(at: datetime, *, worker: str = "here") -> int:
    """Runs in this process all that is due, one after the other. Returns how many were taken."""
    count = 0
    leases.take_back(at)
    while job := leases.claim(("default", "slow"), worker=worker, at=at):
        run(job)
        count += 1
    return count


def call(job: Job) -> Any:
    task = task_of(job)
    args, kwargs = job.arguments["args"], job.arguments["kwargs"]
    if task.takes_context:
        args = [JobContext(task_result=result_of(job, task), job=job), *args]
    return normalize_json(task.call(*args, **kwargs))


def described(error: Exception) -> str:
    """The kind of error and the lines of code it came through; not its message, which may quote what people wrote."""
    kind = faults.kind(faults.passing(error) or error)
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join([kind, *(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)])
