"""A plan of the term in the demonstration, ready to be looked at line by line."""

from datetime import datetime

from django.utils import timezone

from drystone.alliances.calendar import next_term
from drystone.brokering import tasks, term_plans

from .cast import Company
from .helping import MANAGER


def plan(company: Company, *, at: datetime) -> None:
    """The manager asked for it just now; nobody has been asked from it yet."""
    term = next_term(company.alliance, timezone.localdate(at))
    if term is None:
        return
    made = term_plans.start(company.alliance, term, by=company.acting(MANAGER, at), at=at)
    tasks.make(made, at=at)
