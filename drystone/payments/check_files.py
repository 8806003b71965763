"""Files by which a home school shows what stands behind a statement: checked, kept for their time, thrown away."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.groups import files
from drystone.history import events
from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person

from .lifecycle import CHECK
from .models import Check, CheckFile

MOST = 10


def locked(check: Check, by: Person) -> Check:
    """Until it is sent, whoever speaks for the school adds and takes away; one after the other. Raises NotAllowed."""
    now = Check.objects.select_for_update(no_key=True, of=("self",)).select_related("statement").get(pk=check.pk)
    if not CHECK.may(by, now, "show"):
        raise NotAllowed(f"{by} does not change the files of {now}")
    return now


@transaction.atomic
def add(check: Check, upload: UploadedFile, *, by: Person, at: datetime) -> CheckFile:
    """One file more; the same twice is one. Raises Refused for a file that is not kept, and for too many."""
    content, known = files.checked(upload)
    locked(check, by)
    if standing := check.files.filter(sha256=known["sha256"]).first():
        return standing
    if check.files.count() >= MOST:
        raise Refused(f"There are {MOST} files already. Take one away first.")
    made = CheckFile(
        alliance_id=check.alliance_id, check_of=check, given_by=by, given_at=at, title=known["file_name"], **known
    )
    made.file.save("", content, save=False)
    made.save()
    events.record(check, "added_file", by=by, at=at)
    return made


@transaction.atomic
def take_away(check: Check, number: int, *, by: Person, at: datetime) -> None:
    """A file that was wrong goes, until all is sent; taken away twice, it is gone once. History keeps that it was
    there."""
    locked(check, by)
    for kept in check.files.filter(pk=number):
        events.record(check, "took_file_away", by=by, at=at)
        files.take_away(kept)


@transaction.atomic
def forget(alliance: Alliance, *, closed_before: date) -> int:
    """Files of checks closed before a day are thrown away; what was found stays. How many there were."""
    old = CheckFile.objects.filter(alliance=alliance, check_of__closed_on__lt=closed_before)
    rows = list(old.select_for_update(of=("self",)))
    for kept in rows:
        files.take_away(kept)
    return len(rows)
