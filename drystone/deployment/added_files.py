"""Files that come with an addendum to a visit record: whole, at once, all of them or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.questions import attachments

from . import record_files
from .models import RecordFile, RecordLine


@dataclass(frozen=True)
class Whole:
    """A file that came at once, as it is kept; `sent` is its SHA-256 before a photo's notes were left out."""

    name: str
    size: int
    sent: str
    content: bytes
    kind: str


def looked_at(upload: UploadedFile) -> Whole:
    """A file that comes with an addendum; nothing is held up meanwhile. Raises Refused, which names it."""
    name = upload.name or "The file"
    try:
        record_files.check_size(upload.size or 0)
        sent = upload.read()
        content, kind, extension = attachments.checked(upload)
    except (attachments.Refused, Refused) as no:
        raise Refused(f"“{name}” could not be kept. {no}") from None
    return Whole(attachments.safe_name(name, extension), len(sent), sha256(sent).hexdigest(), content, kind)


def add_to(line: RecordLine, files: Iterable[Whole], *, by: Person, at: datetime) -> None:
    """Files go with an addendum, whose record is held; what the record has already is not kept twice.

    Raises Refused for too many.
    """
    record = line.record
    standing = {each.sha256: each for each in record.files.all()}
    new = {each.sent: each for each in files if each.sent not in standing}
    if len(standing) + len(new) > record_files.MOST:
        raise Refused(f"A record takes {record_files.MOST} files, those of its addenda among them. Choose fewer.")
    for each in new.values():
        kept = RecordFile(
            alliance_id=record.alliance_id, record=record, line=line, number=uuid4(), by=by, name=each.name,
            size=each.size, sha256=each.sent, have=each.size, last_at=at, kept_at=at, content_type=each.kind,
        )  # fmt: skip
        kept.file.save("", ContentFile(each.content), save=False)
        kept.save()
