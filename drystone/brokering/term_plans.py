"""A plan of a term: asked for by the office, made as a job, cancelled while it is made, made again after a refusal."""

from datetime import datetime

from django.db import IntegrityError, transaction

from drystone.alliances.models import Alliance, Term
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import tasks
from .lifecycle import TERM_PLAN
from .models import TermPlan
from .planning.weights import NAMES, Weights


@transaction.atomic
def start(
    alliance: Alliance,
    term: Term,
    *,
    weights: Weights | None = None,
    after: TermPlan | None = None,
    by: Person,
    at: datetime,
) -> TermPlan:
    """The office asks for a plan of a term; a job makes it. While one is made, asking gives back that one."""
    if running := under_way(alliance):
        return running
    try:
        with transaction.atomic():
            plan = TermPlan.objects.create(
                alliance=alliance,
                term=term,
                asked_by=by,
                asked_at=at,
                state_since=at,
                weights={name: getattr(weights or Weights(), name) for name in NAMES},
                after=after,
            )
    except IntegrityError:  # somebody else pressed at the same moment
        return TermPlan.objects.get(alliance=alliance, state__in=TermPlan.UNDER_WAY)
    events.record(plan, "started", by=by, at=at)
    tasks.make_plan.enqueue(plan.pk)
    return plan


def again(plan: TermPlan, *, by: Person, at: datetime) -> TermPlan:
    """After a refusal: a plan that touches as little as pays. What is accepted stays, and what was refused is known.

    Raises Refused when a later plan stands already.
    """
    if plan.state != TermPlan.State.READY:
        raise Refused("This plan was replaced. Look at the one that stands now.")
    return start(plan.alliance, plan.term, weights=Weights(**plan.weights), after=plan, by=by, at=at)


def cancel(plan: TermPlan, *, by: Person, at: datetime) -> TermPlan:
    """Nobody waits for it any more; whoever makes it stops within two seconds."""
    return TERM_PLAN.move(plan, "cancel", by=by, at=at)


def under_way(alliance: Alliance) -> TermPlan | None:
    return TermPlan.objects.filter(alliance=alliance, state__in=TermPlan.UNDER_WAY).select_related("term").first()


def standing(alliance: Alliance, term: Term) -> TermPlan | None:
    """The plan of a term that stands."""
    return TermPlan.objects.filter(alliance=alliance, term=term, state=TermPlan.State.READY).first()
