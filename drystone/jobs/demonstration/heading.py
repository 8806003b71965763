"""What headteachers of home schools say in the demonstration."""

from datetime import datetime, timedelta
from typing import Any

from drystone.register import release_rules
from drystone.register.models import Designation
from drystone.register.release_rules import Said

from .cast import Company


def head(company: Company, *, at: datetime) -> None:
    """Ann Peel says on which days Tom may be away, and closes three days to everybody."""
    tom = Designation.objects.get(person=company.people["Tom Raine"])
    acting: dict[str, Any] = {"by": company.head("reeth", at), "at": at}
    hers = Said(a_week=2, never_on=(4,), notice=5, note="Supply cover is booked through the school office.")
    release_rules.settle(tom, hers, Said(a_week=4), **acting)
    starts = at.date() + timedelta(days=40)
    acting |= {"starts": starts, "ends": starts + timedelta(days=2), "reason": "moderation of writing"}
    release_rules.close(tom, everybody=True, **acting)
