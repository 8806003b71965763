"""What brokering leaves to the worker: making the plan of a term."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django_tasks import task

from drystone.lifecycle import AlreadyMoved

from .lifecycle import TERM_PLAN
from .models import TermPlan
from .planning import apart
from .planning.plan import Served
from .planning.weights import Weights
from .terms import gathering, keeping, known


@task(queue_name="slow", takes_context=True)
def make_plan(context: Any, number: int) -> str:
    """Makes a plan that was asked for. May run twice: a plan that is ready, or was cancelled, is left as it is."""
    plan = TermPlan.objects.select_related("alliance", "term").get(pk=number)
    return make(plan, at=context.job.last_attempted_at, fenced=context.fenced)


def make(plan: TermPlan, *, at: datetime, fenced: Callable[[], AbstractContextManager[None]] = nullcontext) -> str:
    """From the rows of this moment to a plan that stands; what is written counts only within `fenced`."""
    began = monotonic()
    try:
        if plan.state == TermPlan.State.QUEUED:
            TERM_PLAN.move(plan, "begin", by=None, at=at)
        if plan.state != TermPlan.State.PLANNING:
            return "not wanted any more"
        gathered, made = planned(plan, at=at)
        with fenced():
            finish(plan, gathered, made, at=at + timedelta(seconds=monotonic() - began))
    except (AlreadyMoved, apart.Stopped):
        return "cancelled"
    return "ready"


def planned(plan: TermPlan, *, at: datetime) -> tuple[gathering.Gathered, apart.Made]:
    """The plan that comes out of the rows of this moment; where that fails, the office is not kept waiting."""
    try:
        found = known.read(plan.alliance, plan.term, on=localdate(at))
        gathered = gathering.gather(found, Weights(**plan.weights))
        return gathered, apart.plan(
            gathered.instance, before=before(plan, gathered), now=gathered.now, say=teller(plan)
        )
    except apart.Stopped:
        raise
    except Exception:
        TERM_PLAN.move(plan, "fail", by=None, at=at)
        raise


def teller(plan: TermPlan) -> apart.Say:
    """Writes down how far it is, for the page that waits; says no when the plan was cancelled."""

    def say(what: str, done: int, of: int) -> bool:
        rows = TermPlan.objects.filter(pk=plan.pk, state=TermPlan.State.PLANNING)
        return bool(rows.update(doing=what[:200], done=done, of=of))

    return say


def before(plan: TermPlan, gathered: gathering.Gathered) -> Served | None:
    """What the plan before proposed, for the planner to keep; without what is not planned any more."""
    if plan.after_id is None:
        return None
    rows = keeping.lines_before(plan).values_list("request", "designation", "half_days")
    return {
        request: [(leader, half_days)]
        for request, leader, half_days in rows
        if request in gathered.instance.request_at
    }


@transaction.atomic
def finish(plan: TermPlan, gathered: gathering.Gathered, made: apart.Made, *, at: datetime) -> None:
    """The plan stands, in place of the one that stood for this term."""
    earlier = TermPlan.objects.filter(alliance=plan.alliance_id, term=plan.term_id, state=TermPlan.State.READY)
    for each in earlier.select_for_update():
        TERM_PLAN.move(each, "supersede", by=None, at=at)
    TERM_PLAN.move(plan, "finish", by=None, at=at, **keeping.outcome(plan, gathered, made))
    keeping.keep(plan, gathered, made, at=at)
