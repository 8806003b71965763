"""The message of thanks to a home school."""

from datetime import datetime

from drystone import saying
from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Term
from drystone.mail import outbox
from drystone.mail.catalogue import message
from drystone.people import links
from drystone.people.models import Person
from drystone.register.models import Designation

THANKED, PURPOSE = "deployment.thanked", "thanks"


@message(
    kind=THANKED,
    to="whoever approves the release of a school's System Leaders",
    when="a term ends in which one of them helped another school; once",
    why="you approve the release of a System Leader",
    sample={
        "alliance": "Swaledale Alliance",
        "school": "Reeth Community Primary School",
        "term": "Autumn term 2026",
        "days": "3½ days",
    },
)
def thanked(designation: Designation, term: Term, head: Person, half_days: int, *, once: str, at: datetime) -> bool:
    """Returns whether it goes now; schools that are shut have it on the next working morning."""
    alliance = designation.alliance
    queued = outbox.queue_once(
        once,
        THANKED,
        to=head,
        alliance_id=alliance.pk,
        at=at,
        about=designation,
        context={
            "alliance": alliance.name,
            "school": designation.home_school.name,
            "term": term.name,
            "days": saying.days(half_days),
        },
        link=links.invite(head, PURPOSE, designation, alliance=alliance, days=90, by=None, at=at),
        not_before=WorkingDays(alliance).good_moment(at),
    )
    return queued is not None
