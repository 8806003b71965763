"""Whoever is asked for, or offered, in a term that ends is asked for in the next: the register began it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from drystone.history import events
from drystone.register.models import Ending

from .models import Enquiry, EnquiryState, Offer

ENDED = Q(designation__ending=Ending.RENEWED, designation__renewed_by__isnull=False)


@transaction.atomic
def follow(*, at: datetime) -> int:
    """Enquiries and offers that stand go along to the new designation; returns how many. Who is asked stays."""
    asked = Enquiry.objects.filter(ENDED, state__in=(EnquiryState.ASKED, EnquiryState.YES))
    there = Enquiry.objects.filter(
        request=OuterRef("request"), step=OuterRef("step"), designation=OuterRef("designation__renewed_by")
    )
    offered = Offer.objects.filter(ENDED, state__in=(Offer.State.OFFERED, Offer.State.CHOSEN))
    also = Offer.objects.filter(request=OuterRef("request"), designation=OuterRef("designation__renewed_by"))
    moved: list[Any] = [*asked.exclude(Exists(there)), *offered.exclude(Exists(also))]
    for row in moved:
        row.designation_id = row.designation.renewed_by.pk
        row.save(update_fields=["designation"])
        events.record(row, "went_along", by=None, at=at)
    return len(moved)
