"""What headteachers of home schools say in the demonstration."""

from datetime import datetime, timedelta
from typing import Any

from drystone.people import people, posts
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.register import new_heads, release_rules
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
    succeed(company, at)
    acting |= {"starts": starts, "ends": starts + timedelta(days=2), "reason": "moderation of writing"}
    release_rules.close(tom, everybody=True, **acting)


def succeed(company: Company, at: datetime) -> None:
    """Jane Dinsdale follows Neil Prudhoe at Bedale, and finds a System Leader there; she has not answered yet."""
    first, alliance, bedale = at.date() - timedelta(days=8), company.alliance, company.schools["bedale"]
    acting: dict[str, Any] = {"by": company.acting("Margaret Alderson", at), "at": at}
    before = Post.objects.get(person=company.people["Neil Prudhoe"], role=Role.HEAD)
    posts.leave(before, first - timedelta(days=1), **acting)
    jane = people.appoint(
        "Jane Dinsdale", "jane.dinsdale@dales.example", Role.HEAD, alliance, bedale, from_=first, **acting
    )
    company.people[jane.name] = jane
    new_heads.ask_new(at=at)
