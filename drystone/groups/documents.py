"""The calendar entry of a meeting."""

from datetime import datetime

from drystone.documents import calendar

from .models import Meeting, MeetingState


def calendar_entry(meeting: Meeting, *, at: datetime) -> bytes:
    """The meeting as an .ics: one identifier that stays; moved or called off, the same entry changes."""
    alliance = meeting.group.alliance
    about = "\n\n".join(filter(None, [meeting.focus, meeting.agenda, meeting.link]))
    entry = calendar.entry(
        f"meeting-{meeting.pk}",
        meeting.starts_at,
        meeting.ends_at,
        meeting.group.name,
        about,
        meeting.place or meeting.link,
        calendar.Mailbox(alliance.name, alliance.contact_email),
        meeting.moved,
        at=at,
        cancelled=meeting.state == MeetingState.CANCELLED,
    )
    return calendar.alone(entry)
