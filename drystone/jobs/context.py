"""What a task may ask of the worker that runs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db import transaction
from django_tasks.base import TaskContext, TaskResult

from . import leases
from .models import Job

SECONDS_BETWEEN_REPORTS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class JobResult(TaskResult[Any]):
    """A task's result, and how far it has come while it runs."""

    progress: int = 0
    progress_total: int = 0
    progress_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext(TaskContext):
    """The `context` of a task that was declared with `takes_context=True`."""

    job: Job
    reported: list[float] = field(default_factory=list)

    def report(self, done: int, total: int, text: str = "") -> None:
        """Says how far it is, for the page that waits; once a second is written, and the last step always."""
        if self.reported and done < total and monotonic() - self.reported[-1] < SECONDS_BETWEEN_REPORTS:
            return
        self.reported[:] = [monotonic()]
        leases.held(self.job).update(progress=done, progress_total=total, progress_text=text[:200])

    @contextmanager
    def fenced(self) -> Iterator[None]:
        """A transaction that counts only while the job is still this worker's; raises LeaseLost if it is not.

        A worker that was stopped and wakes up late can thus change nothing.
        """
        with transaction.atomic():
            yield
            if not leases.held(self.job).update(worker=self.job.worker):
                raise leases.LeaseLost(self.job)
