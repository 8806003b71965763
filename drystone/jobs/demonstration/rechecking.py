"""Checks of paid statements: one that was named, and shown; and whatever chance drew, still with its home school."""

from datetime import datetime, timedelta

from drystone.payments import checks, statements
from drystone.payments.models import Statement, StatementState

from .cast import Company
from .charging import FINANCE

BECAUSE = "Two visits stand on one day."


def check(company: Company, *, at: datetime) -> None:
    """The named one is the last that was paid a good week ago; the office has to look at what its school says."""
    named, drawn, shown = (at - timedelta(days=days) for days in (9, 6, 2))
    paid = Statement.objects.filter(alliance=company.alliance, state=StatementState.PAID, state_since__lt=named)
    last = paid.order_by("-state_since", "home_school__name")[0]
    made = checks.name(last, because=BECAUSE, by=company.acting(FINANCE, named), at=named)
    checks.draw(company.alliance, per_cent=5, after=0, by=company.acting(FINANCE, drawn), at=drawn)
    to = statements.recipient(last.home_school, company.alliance, shown.date())
    if to:
        says = "She was with us in the morning and at the next school in the afternoon; our cover sheet says so."
        checks.show(made, says=says, by=company.acting(to.name, shown), at=shown)
