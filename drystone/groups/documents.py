"""The calendar entry of a meeting."""

from datetime import datetime

from drystone.documents import calendar

from .models import Meeting, MeetingState


def calendar_entry(meeting: Meeting, *, at: datetime) -> bytes:
    """The meeting as an .ics: one identifier that stays; called off, the same entry takes itself away."""
    alliance, off = meeting.group.alliance, meeting.state == MeetingState.CANCELLED
    return calendar.event(
        f"meeting-{meeting.pk}",
        meeting.starts_at,
        meeting.ends_at,
        meeting.group.name,
        meeting.focus,
        meeting.place,
        calendar.Mailbox(alliance.name, alliance.contact_email),
        int(off),
        at=at,
        cancelled=off,
    )
