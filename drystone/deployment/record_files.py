"""Files that go with a visit record, each in pieces over whatever line there is: it is asked how much has come, and
goes on from there. Each file is kept, or refused with a reason, alone.

Everything of one record happens in turn: whoever changes its files holds the lock of the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from drystone.lifecycle import NotAllowed, Refused
from drystone.people.models import Person
from drystone.questions import attachments

from .access import writes
from .models import RecordFile, RecordPiece, RecordState, VisitRecord

MOST = 40
LARGEST = attachments.LARGEST
LARGEST_PIECE = 1_000_000
WAITED_FOR = timedelta(days=14)  # for the rest of a file of which the beginning is here


class Gone(Exception):
    """The record was sent, or the file taken away: nothing more of it is taken."""


class Elsewhere(Exception):
    """A piece that does not begin where what is here ends; `standing` says where that is."""

    def __init__(self, standing: RecordFile):
        super().__init__(f"{standing} has come as far as {standing.have}")
        self.standing = standing


class NotAllHere(Exception):
    """Some files of the record are still coming; the sentence names them."""


@dataclass(frozen=True)
class Coming:
    """What a device says of a file before it sends any of it; `size` in bytes, `sha256` in hexadecimal digits."""

    number: UUID
    name: str
    size: int
    sha256: str


def announce(record: VisitRecord, coming: Coming, *, by: Person, at: datetime) -> RecordFile:
    """The file is expected, and how much of it is here already is said. Announced again it is the same file, and so is
    one with the same content; one that was refused may begin anew.

    Raises Refused for an empty or too large one and for too many, Gone once the record was sent.
    """
    standing = expected(record, coming, by=by, at=at)
    return settle(standing, at=at) if standing.have == standing.size and not standing.kept_at else standing


@transaction.atomic
def expected(record: VisitRecord, coming: Coming, *, by: Person, at: datetime) -> RecordFile:
    lock(record, by)
    standing = record.files.filter(sha256=coming.sha256).first()
    if standing:
        if standing.refused:
            standing.refused = ""
            standing.save(update_fields=["refused"])
        return standing
    if RecordFile.objects.filter(by=by, number=coming.number).exists():
        raise Refused("This file was changed while it was sent. Choose it again.")
    check_size(coming.size)
    if record.files.count() >= MOST:
        raise Refused(f"A record takes {MOST} files. Remove one first.")
    return RecordFile.objects.create(
        alliance_id=record.alliance_id,
        record=record,
        number=coming.number,
        by=by,
        name=attachments.safe_name(coming.name, ending(coming.name)),
        size=coming.size,
        sha256=coming.sha256,
        last_at=at,
    )


def check_size(size: int) -> None:
    if size <= 0:
        raise Refused("The file is empty. Choose another one.")
    if size > LARGEST:
        raise Refused(f"The file is larger than {LARGEST // 1_000_000} MB. Choose a smaller one.")


def ending(name: str) -> str:
    """As the file came; when it is kept it gets the one that fits what is in it."""
    dot, last = name.rpartition(".")[1:]
    return f".{last[:5]}" if dot and last.isalnum() else ""


def bring(record: VisitRecord, number: UUID, offset: int, piece: bytes, *, by: Person, at: datetime) -> RecordFile:
    """The next piece of a file is here; with the last one the file is checked, and kept or refused.

    Raises Elsewhere for a piece that does not begin where what is here ends, one that comes twice among them; Gone for
    a file that is not expected; Refused for a piece that is too large or goes past the end.
    """
    standing = record.files.filter(by=by, number=number).first()
    if standing is None:
        raise Gone
    if standing.kept_at or standing.refused or offset != standing.have:
        raise Elsewhere(standing)
    if standing.have == standing.size:  # all of it came by another window, which has not kept it yet
        return settle(standing, at=at)
    if not 0 < len(piece) <= min(LARGEST_PIECE, standing.size - offset):
        raise Refused("This is not the next piece of that file.")
    if offset == 0 and (why := wrong_kind(piece)):
        return refuse(standing, why, at=at)
    part = RecordPiece(whole=standing, offset=offset)
    part.file.save("", ContentFile(piece), save=False)
    try:
        standing = added(record, part, len(piece), by=by, at=at)
    except BaseException:
        default_storage.delete(str(part.file.name))
        raise
    return settle(standing, at=at) if standing.have == standing.size else standing


@transaction.atomic
def added(record: VisitRecord, part: RecordPiece, length: int, *, by: Person, at: datetime) -> RecordFile:
    lock(record, by)
    standing = RecordFile.objects.filter(pk=part.whole_id).first()
    if standing is None:
        raise Gone
    if standing.kept_at or standing.refused or part.offset != standing.have:
        raise Elsewhere(standing)
    part.save()
    standing.have, standing.last_at = standing.have + length, at
    standing.save(update_fields=["have", "last_at"])
    return standing


def give(record: VisitRecord, upload: UploadedFile, *, by: Person, at: datetime) -> RecordFile:
    """A whole file that a page sends at once, on the same way. Raises what `announce` raises."""
    check_size(upload.size or 0)  # before any of it is read
    content = upload.read()
    coming = Coming(uuid4(), upload.name or "", len(content), sha256(content).hexdigest())
    standing = announce(record, coming, by=by, at=at)
    while standing.state == "coming":
        piece = content[standing.have : standing.have + LARGEST_PIECE]
        try:
            standing = bring(record, standing.number, standing.have, piece, by=by, at=at)
        except Elsewhere as no:  # another window of hers sends the same file
            standing = no.standing
    return standing


def lock(record: VisitRecord, by: Person) -> VisitRecord:
    """Nobody else changes the record's files, or sends it, until this transaction is over."""
    if not writes(by, record):
        raise NotAllowed("Only the leader adds files to a record.")
    held = VisitRecord.objects.select_for_update().get(pk=record.pk)
    if held.state != RecordState.DRAFT:
        raise Gone
    return held


def wrong_kind(start: bytes) -> str:
    try:
        attachments.refuse_kind(start)
    except attachments.Refused as no:
        return str(no)
    return ""


def settle(standing: RecordFile, *, at: datetime) -> RecordFile:
    """All of it has come: it is kept, or it is said why not. It is read and checked before anything is held up."""
    content = whole(standing)
    if sha256(content).hexdigest() != standing.sha256:
        return refuse(standing, "It did not arrive as it was sent. Try again.", at=at)
    given = SimpleUploadedFile(standing.name, content)
    try:
        content, kind, extension = attachments.checked(given)
    except attachments.NotNow as later:
        RecordFile.objects.filter(pk=standing.pk, kept_at=None).update(refused=str(later), last_at=at)
        return current(standing)
    except attachments.Refused as no:
        return refuse(standing, str(no), at=at)
    return keep(standing, content, kind, attachments.safe_name(standing.name, extension), at=at)


def whole(standing: RecordFile) -> bytes:
    """What has come so far, in its order; what is lost on our side is simply not in it."""
    parts = []
    for piece in standing.pieces.all():
        try:
            with piece.file.open("rb") as part:
                parts.append(part.read())
        except FileNotFoundError:
            return b""
    return b"".join(parts)


def current(standing: RecordFile) -> RecordFile:
    """As it stands now. Raises Gone where somebody has taken it away."""
    found = RecordFile.objects.filter(pk=standing.pk).first()
    if found is None:
        raise Gone
    return found


@transaction.atomic
def keep(standing: RecordFile, content: bytes, kind: str, name: str, *, at: datetime) -> RecordFile:
    lock(standing.record, standing.by)
    kept = current(standing)
    if kept.kept_at or kept.have != kept.size:
        return kept
    kept.kept_at, kept.name, kept.content_type, kept.refused = at, name, kind, ""
    kept.file.save("", ContentFile(content), save=False)
    kept.save()
    drop_pieces([kept])
    return kept


@transaction.atomic
def refuse(standing: RecordFile, why: str, *, at: datetime) -> RecordFile:
    lock(standing.record, standing.by)
    refused = current(standing)
    if refused.kept_at:
        return refused
    refused.refused, refused.have, refused.last_at = why, 0, at
    refused.save(update_fields=["refused", "have", "last_at"])
    drop_pieces([refused])
    return refused


@transaction.atomic
def remove(record: VisitRecord, number: UUID, *, by: Person, at: datetime) -> None:
    """Its writer takes a file away before the record is sent; taking it away twice does it once. Raises Gone."""
    lock(record, by)
    take_away(record.files.filter(by=by, number=number))


def take_away(rows: Iterable[RecordFile]) -> int:
    rows = list(rows)
    drop_pieces(rows)
    for row in rows:
        if row.file:
            transaction.on_commit(partial(default_storage.delete, str(row.file.name)))
        row.delete()
    return len(rows)


def drop_pieces(of: Iterable[RecordFile]) -> None:
    """The rows go; what lay on the disk when that is certain."""
    rows = RecordPiece.objects.filter(whole__in=list(of))
    for piece in rows:
        transaction.on_commit(partial(default_storage.delete, str(piece.file.name)))
    rows.delete()


def check_all_here(record: VisitRecord) -> None:
    """Before the record is sent. Raises NotAllHere; what was refused is said on the page and holds nothing up."""
    coming = list(record.files.filter(kept_at=None, refused="").values_list("name", flat=True))
    if coming:
        names = ", ".join(coming[:3]) + (f" and {len(coming) - 3} more" if len(coming) > 3 else "")
        raise NotAllHere(f"Not all of your files are here yet: {names}. Wait until they are, or remove them.")


def forget_half_sent(*, at: datetime) -> int:
    """Files of which nothing has come for two weeks, and those that were refused, are thrown away. Says how many."""
    with transaction.atomic():
        old = RecordFile.objects.select_for_update().filter(kept_at=None, last_at__lt=at - WAITED_FOR)
        return take_away(old)
