"""What an applicant for another term adds to what the Alliance knows: one thing that shows what changed, and where."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from drystone import saying
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.people.models import Person
from drystone.questions import attachments
from drystone.questions.models import Attachment
from drystone.schools.models import Organisation

from .models import Application, ApplicationState, RenewalEvidence
from .refusals import Refused

MOST = 12


@transaction.atomic
def add(
    application: Application,
    *,
    kind: str,
    says: str,
    school: Organisation | None = None,
    dated: date | None = None,
    url: str = "",
    upload: UploadedFile | None = None,
    by: Person,
    at: datetime,
) -> RenewalEvidence:
    """She adds one thing to her draft, with a link or a file if there is one. Added twice, it is there once.

    Raises NotAllowed for anybody else, AlreadyMoved once it was sent in, Refused for too many and for a file that is
    not kept.
    """
    held = drafted(application, by)
    same = {"kind": kind, "says": says.strip(), "school": school, "dated": dated, "url": url}
    if standing := held.evidence.filter(**same).first():
        return standing
    if held.evidence.count() >= MOST:
        raise Refused(f"There are {MOST} already. Take one away first: the strongest few say most.")
    made = RenewalEvidence(alliance_id=held.alliance_id, application=held, **same)
    if upload:
        made.file = kept(held, upload, at=at)
    made.save()
    events.record(made, "added_evidence", by=by, at=at, note=made.get_kind_display())
    return made


def kept(application: Application, upload: UploadedFile, *, at: datetime) -> Attachment:
    """With the files of her application, and so read, kept and erased as they are."""
    try:
        answer = attachments.attach(application.sheet, f"evidence_{uuid4().hex[:12]}", upload, at=at)
    except attachments.Refused as no:
        raise Refused(str(no)) from no
    return Attachment.objects.get(pk=answer["attachment"])


@transaction.atomic
def take_away(shown: RenewalEvidence, *, by: Person, at: datetime) -> None:
    """She takes it back, with its file, while it is a draft."""
    drafted(shown.application, by)
    events.record(shown, "took_evidence_away", by=by, at=at, note=shown.get_kind_display())
    if shown.file:
        attachments.remove(shown.application.sheet, shown.file.key)
    RenewalEvidence.objects.filter(pk=shown.pk).delete()


def printed(application: Application) -> Iterator[dict[str, Any]]:
    """The evidence as a part of a document, where there is any; of files the name."""
    if application.renews_id is None:
        return
    rows = [[piece.get_kind_display(), piece.says, found_at(piece)] for piece in application.evidence.all()]
    if rows:
        table = {"columns": ["Evidence", "What it shows", "Where"], "rows": rows}
        yield {"title": f"Evidence: {application.read_as}", "table": table}


def found_at(piece: RenewalEvidence) -> str:
    """Of which school and day it is, and the link or the file in which it stands."""
    school, file = piece.school.name if piece.school else "", piece.file.name if piece.file else ""
    day = saying.day(piece.dated) if piece.dated else ""
    return "; ".join(filter(None, (school, day, piece.url, file)))


def drafted(application: Application, by: Person) -> Application:
    """Hers, for another term, and not sent in; held until the transaction ends."""
    if by.pk != application.person_id or application.renews_id is None:
        raise NotAllowed(f"{by} may not add to {application}")
    locked = Application.objects.select_for_update(of=("self",)).select_related("sheet").get(pk=application.pk)
    if locked.state != ApplicationState.DRAFT:
        raise AlreadyMoved(locked, "add evidence to", locked.state)
    return locked
