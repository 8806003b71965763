"""Papers of a meeting: added by link or as a file, and taken away again."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.models import Person

from . import files
from .access import runs
from .models import Meeting, MeetingPaper


@transaction.atomic
def add(
    meeting: Meeting, *, title: str, url: str = "", upload: UploadedFile | None = None, by: Person, at: datetime
) -> MeetingPaper:
    """Whoever comes finds it on the page of the meeting. The same link added twice is there once.

    Raises Refused for a file that may not be kept.
    """
    allow(meeting, by)
    Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if url and (standing := meeting.papers.filter(url=url, title=title).first()):
        return standing
    made = MeetingPaper(alliance_id=meeting.alliance_id, meeting=meeting, title=title, url=url, added_at=at)
    if upload:
        content, known = files.checked(upload)
        if standing := meeting.papers.filter(sha256=known["sha256"], title=title).first():
            return standing
        for name, value in known.items():
            setattr(made, name, value)
        made.url = ""
        made.file.save("", content, save=False)
    made.save()
    events.record(made, "added", by=by, at=at, note=title)
    return made


@transaction.atomic
def remove(paper: MeetingPaper, *, by: Person, at: datetime) -> None:
    """It is no longer there."""
    allow(paper.meeting, by)
    events.record(paper, "removed", by=by, at=at, note=paper.title)
    files.take_away(paper)


def allow(meeting: Meeting, by: Person) -> None:
    if not runs(by, meeting.group):
        raise NotAllowed(f"{by} does not run {meeting.group}")
