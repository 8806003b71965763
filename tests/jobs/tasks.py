"""Jobs for the tests: their effect is a line of history, so that it can be counted."""

import time

from django.utils import timezone
from django_tasks import task

from drystone.history.models import Event


def tell(number: int) -> None:
    """Says that `number` was done; twice told is twice there."""
    Event.objects.create(
        at=timezone.now(),
        verb="told",
        record_type="tests.job",
        record_id=number,
        about_type="tests.job",
        about_id=number,
    )


def told() -> list[int]:
    return sorted(Event.objects.filter(verb="told").values_list("record_id", flat=True))


@task
def short(number: int, seconds: float = 0) -> int:
    tell(number)
    time.sleep(seconds)
    return number


@task(queue_name="slow", takes_context=True)
def slow(context, number: int, seconds: float = 0) -> str:
    """Three steps that may be repeated without harm, each counted only while the job is this worker's."""
    for step in range(3):
        time.sleep(seconds)
        context.report(step + 1, 3, f"step {step + 1}")
        with context.fenced():
            if not Event.objects.filter(verb="told", record_id=number * 10 + step).exists():
                tell(number * 10 + step)
    return "all told"


@task
def broken(number: int) -> None:
    tell(number)
    raise ValueError("the words of a confidential reference")
