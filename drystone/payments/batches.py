"""Many statements or lines at one press: a job does for each what a press on its page does, and can be stopped."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import periods, tasks
from .access import only_finance
from .lifecycle import BATCH
from .models import Batch, Statement


@transaction.atomic
def start(alliance: Alliance, act: str, *, month: date | None = None, by: Person, at: datetime) -> Batch:
    """Asks for it; while one is under way, asking gives back that one. Raises Refused where nothing waits.

    `month` is of those acts that prepare papers, and begins their period: there what waits is found by the job.
    """
    only_finance(by, alliance)
    if running := under_way(alliance):
        return running
    count = 0 if month else Statement.objects.waiting_for(alliance, act).count()
    if not (count or month):
        raise Refused("No statement waits for that.")
    of: dict[str, Any] = vars(periods.beginning(alliance, month)) if month else {}
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                alliance=alliance, act=act, **of, asked_by=by, asked_at=at, state_since=at, of=count
            )
    except IntegrityError:  # somebody else pressed at the same moment
        return Batch.objects.get(alliance=alliance, state__in=Batch.UNDER_WAY)
    events.record(batch, "started", by=by, at=at)
    tasks.work_batch.enqueue(batch.pk)
    return batch


def cancel(batch: Batch, *, by: Person, at: datetime) -> Batch:
    """No more are begun; what was done by then stays done."""
    return BATCH.move(batch, "cancel", by=by, at=at)


def under_way(alliance: Alliance) -> Batch | None:
    return Batch.objects.filter(alliance=alliance, state__in=Batch.UNDER_WAY).first()
