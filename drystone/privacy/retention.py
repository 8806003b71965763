"""How long each kind of thing is kept: the sector's periods, or the alliance's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people import access
from drystone.people.models import Person
from drystone.people.roles import MANAGES
from drystone.questions.retention import RETENTION

from .models import Retention


@dataclass(frozen=True)
class Period:
    kind: str
    months: int
    after: str
    why: str
    is_own: bool


def periods(alliance: Alliance) -> list[Period]:
    """The table as it holds in this alliance."""
    own = dict(Retention.objects.filter(alliance=alliance).values_list("kind", "months"))
    return [
        Period(kind, own.get(kind, usual.months), usual.after, usual.why, kind in own)
        for kind, usual in RETENTION.items()
    ]


def over(kind: str, *, at: datetime) -> Iterator[tuple[Alliance, date]]:
    """Each alliance, and the day before which the event must lie from which the months of this kind are counted."""
    own = dict(Retention.objects.filter(kind=kind).values_list("alliance", "months"))
    for alliance in Alliance.objects.all():
        yield alliance, localdate(at) - relativedelta(months=own.get(alliance.pk, RETENTION[kind].months))


@transaction.atomic
def keep_for(alliance: Alliance, kind: str, months: int, *, by: Person, at: datetime) -> Retention:
    """The alliance sets its own period for one kind; set twice, it is set once.

    Raises NotAllowed, and KeyError for an unknown kind.
    """
    if alliance.pk not in access.alliances_as(by, MANAGES):
        raise NotAllowed(f"{by} does not manage {alliance}")
    was = RETENTION[kind].months
    standing = Retention.objects.filter(alliance=alliance, kind=kind, months=months).first()
    if standing:
        return standing
    row, _ = Retention.objects.update_or_create(alliance=alliance, kind=kind, defaults={"months": months})
    events.record(row, "kept_for", by=by, at=at, kind=kind, months=months, usual=was)
    return row
