"""A plan with its figures, as the process that makes it sends it back."""

from . import baseline, planner
from .apart import Figures, Made, Say
from .instance import Instance
from .plan import Served


def make(instance: Instance, before: Served | None, now: Served, say: Say) -> Made:
    """The plan of a term, beside what stands now and what is done by hand."""
    made = planner.plan(instance, before=before, say=say)
    by_hand = baseline.by_hand(instance)
    return Made(made, *(figures(instance, served) for served in (made.served, now, by_hand)))


def figures(instance: Instance, served: Served) -> Figures:
    days = sum(days for parts in served.values() for _, days in parts)
    evenly = baseline.gini(baseline.spread(instance, served))
    return Figures(len(served), days, baseline.miles(instance, served), evenly)
