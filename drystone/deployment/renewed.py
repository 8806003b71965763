"""Work that goes on while a designation is renewed belongs to the new term: the register began it."""

from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.register.models import Ending

from .models import LIVING, Deployment


@transaction.atomic
def follow(*, at: datetime) -> int:
    """Deployments that are not over go along to the new designation; what was agreed stands. Returns how many."""
    going_on = Deployment.objects.filter(state__in=LIVING, designation__ending=Ending.RENEWED)
    rows = list(going_on.filter(designation__renewed_by__isnull=False).select_related("designation__renewed_by"))
    for row in rows:
        row.designation_id = row.designation.renewed_by.pk
        row.save(update_fields=["designation"])
        events.record(row, "went_along", by=None, at=at)
    return len(rows)
