"""The clock strikes: each chore becomes one job in each of its stretches of time, however many clocks there are."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from . import daily, leases
from .daily import Chore
from .models import Job
from .runner import described

State = Job.State


@task(queue_name="slow")
def chore(name: str) -> str:
    """One chore of the table, at the moment it runs."""
    return said(find(name).do(at=timezone.now()))


def strike(at: datetime) -> None:
    """Writes down a job for every chore whose stretch of time has none yet."""
    slots = {each.slot(at): each for each in daily.CHORES}
    there = set(Job.objects.filter(dedupe__in=slots).values_list("dedupe", flat=True))
    missing = [job_for(each, slot, at) for slot, each in slots.items() if slot not in there]
    if missing:
        Job.objects.bulk_create(missing, ignore_conflicts=True)


def do_now(at: datetime) -> Iterator[str]:
    """Does here, as of a moment, every chore that is due then and not yet done; a line for each."""
    strike(at)
    jobs = {job.dedupe: job for job in Job.objects.filter(dedupe__in=[each.slot(at) for each in daily.CHORES])}
    for each in daily.CHORES:
        yield f"{each.name}: {done(each, jobs[each.slot(at)], at)}"


def done(each: Chore, job: Job, at: datetime) -> str:
    """Does one chore if nobody has or does; what there is to say."""
    if job.state == State.DONE:
        return "done before"
    if job.state == State.DEAD:
        return f"given up, job {job.pk}"
    if not leases.taken(job, worker="daily", at=timezone.now(), lease=daily.HOUR):
        return "a worker is at it"
    try:
        words = said(each.do(at=at))
        leases.finish(job, words, at=timezone.now())
    except Exception as error:  # the next chore must come all the same
        leases.fail(job, described(error), at=timezone.now())
        return f"failed, {type(error).__name__}"
    return words


def find(name: str) -> Chore:
    chores = {each.name: each for each in daily.CHORES}
    return chores[name]


def job_for(each: Chore, slot: str, at: datetime) -> Job:
    arguments = {"args": [each.name], "kwargs": {}}
    return Job(queue="slow", task=chore.module_path, arguments=arguments, run_after=at, created_at=at, dedupe=slot)


def said(result: Any) -> str:
    """What a chore returned, in a word or a number; None when it has nothing to say."""
    return "done" if result is None else str(result)
