"""The django-tasks backend: tasks are rows with leases, written in the transaction of whoever asks for them.

Jobs of the queue `default` are short: each runs in one transaction with the mark that it is done, so its effect
happens exactly once, whoever dies when. Jobs of the queue `slow` run outside of any transaction while their lease
is renewed; they may run twice and must be written so that this does no harm (`JobContext.fenced`).
"""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from . import health, leases
from .context import JobResult
from .models import Job

SHORT = re.compile(r"[\w:.+-]{0,40}")
STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.DEAD: TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> JobResult:
        """Writes the job down; it runs when the transaction has been committed."""
        self.validate_task(task)
        arguments = {"args": normalize_json(list(args)), "kwargs": normalize_json(kwargs)}
        refuse_content(arguments)
        job = leases.put(
            task.module_path,
            arguments,
            at=timezone.now(),
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after,
        )
        return result_of(job, task)

    def get_result(self, result_id: str) -> JobResult:
        job = Job.objects.filter(pk=int(result_id)).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_of(job))

    def pulse(self, at: datetime) -> health.Pulse:
        """How the workers are; web asks here, since it knows the backend only by the settings."""
        return health.pulse(at)


def refuse_content(arguments: Any) -> None:
    """Jobs are told numbers and short words only, so that no table of jobs holds what people wrote, or a token."""
    if isinstance(arguments, dict | list):
        for value in arguments.values() if isinstance(arguments, dict) else arguments:
            refuse_content(value)
    elif isinstance(arguments, str) and not SHORT.fullmatch(arguments):
        raise InvalidTaskError("a job takes the numbers of records and short words, not text")


def task_of(job: Job) -> Task:
    return import_string(job.task)


def result_of(job: Job, task: Task) -> JobResult:
    """The job as django-tasks shows it, with how far it has come."""
    error = [TaskError(exception_class_path=job.error.split("\n")[0], traceback=job.error)] if job.error else []
    result = JobResult(
        task=task,
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.last_attempted_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend="default",
        errors=error,
        worker_ids=[job.worker] * job.attempts,
        progress=job.progress,
        progress_total=job.progress_total,
        progress_text=job.progress_text,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
