"""Reminding whoever comes of a meeting that is near."""

from datetime import datetime, timedelta

from django.db.models import F

from . import emails
from .models import Meeting, MeetingState

NEAR = timedelta(days=8)  # who is told of a meeting that late needs no reminder


def remind_soon(*, at: datetime) -> int:
    """Everybody who comes to a meeting within a week has its link and its entry once more; how many were told."""
    coming = Meeting.objects.filter(
        state=MeetingState.PLANNED,
        starts_at__gt=at,
        starts_at__lte=at + timedelta(days=7),
        state_since__lt=F("starts_at") - NEAR,
        alliance__suspended_on=None,
    )
    return sum(emails.meeting_soon(meeting, at=at) for meeting in coming.select_related("group__alliance"))
