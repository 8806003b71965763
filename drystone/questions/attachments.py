"""Files given as answers: known by what is in them, never by their name, and never opened beyond that.

Whatever is uploaded, here or in later rooms, comes through `checked`.
"""

import re
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from . import photos, scanning, word_photos
from .models import ATTACHED, AnswerSheet, Attachment

LARGEST = 10_000_000
NAME_LENGTH = 100
UNDER_WAY = timedelta(days=1)  # a file this young may belong to a change that is not finished
# A Word file is a ZIP: how much it may hold is asked of its list of contents, before anything is unpacked.
PARTS, UNPACKED, FOLD = 3_000, 100_000_000, 200
PIXELS = 50_000_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = "Choose a PDF, a Word file (.docx), or a picture (.png or .jpg)."
DAMAGED = "This picture is damaged. Open it on your device, save it again, and choose that."
DAMAGED_WORD = "We cannot read a picture in this Word file. Save the file as a PDF, and choose that."
TRACES = "Where and when a photo was taken is taken out of it, in a Word file too; inside a PDF it stays."
UNSAFE = re.compile(r"[^\w\s()&'’.,+-]")


class Refused(Exception):
    """The file is not kept; the text says why, for the person who chose it."""


class NotNow(Refused):
    """Nothing is wrong with the file as far as is known; the same one may be given again later."""


def attach(sheet: AnswerSheet, key: str, upload: UploadedFile, *, at: datetime) -> dict[str, Any]:
    """The file is kept in place of an earlier one, and what is kept as the answer is returned. Raises Refused."""
    content, kind, extension = checked(upload)
    attachment = Attachment(
        sheet=sheet,
        key=key,
        name=safe_name(upload.name or "", extension),
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content_type=kind,
        saved_at=at,
    )
    remove(sheet, key)
    attachment.file.save("", ContentFile(content), save=False)
    attachment.save()
    return {
        "attachment": attachment.pk,
        "name": attachment.name,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }


def remove(sheet: AnswerSheet, *keys: str) -> None:
    """The files of these questions are deleted."""
    throw_away(sheet.attachments.filter(key__in=keys))


def throw_away(rows: QuerySet[Attachment]) -> None:
    """The rows go; their files from the disk when that is certain."""
    for attachment in rows:
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))
    if rows:  # mostly there are none: saving any answer asks
        rows.delete()


def sweep(*, at: datetime) -> int:
    """Takes away files older than a day that no answer knows: what a power cut left behind. Says how many."""
    lost: set[str] = set()
    for folder in folders():
        kept = Attachment.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True)
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]} - set(kept)
        lost |= {name for name in names if default_storage.get_modified_time(name) < at - UNDER_WAY}
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def folders() -> list[str]:
    try:
        return [f"{ATTACHED}/{name}" for name in default_storage.listdir(ATTACHED)[0]]
    except FileNotFoundError:
        return []  # no file was ever given


def checked(upload: UploadedFile) -> tuple[bytes, str, str]:
    """The content as it is kept, its media type and its extension; a photo without where and when it was taken."""
    if not upload.size:
        raise Refused("The file is empty. Choose another one.")
    if upload.size > LARGEST:
        raise Refused(f"The file is larger than {LARGEST // 1_000_000} MB. Choose a smaller one.")
    upload.seek(0)
    content = upload.read()
    for kind, extension, start, harmless in ALLOWED:
        if content.startswith(start):
            if not harmless(content):
                raise Refused("We cannot accept this file. Save it again as a PDF, and choose that.")
            refuse_harm(content)
            return without_traces(content, kind), kind, extension
    raise Refused(KINDS)


def without_traces(content: bytes, kind: str) -> bytes:
    try:
        return word_photos.cleaned(content) if kind == WORD else photos.cleaned(content, kind)
    except photos.Damaged:
        raise Refused(DAMAGED_WORD if kind == WORD else DAMAGED) from None


def refuse_kind(start: bytes) -> None:
    """Of a file that is still coming, as soon as its beginning is here. Raises Refused."""
    if not any(start.startswith(begins[: len(start)]) for _, _, begins, _ in ALLOWED):
        raise Refused(KINDS)


def refuse_harm(content: bytes) -> None:
    try:
        scanning.scan(content)
    except scanning.Infected:
        raise Refused("Our scanner found something harmful in this file. Choose another one.") from None
    except scanning.NoAnswer:
        raise NotNow("We cannot check files for harm just now, so it was not kept. Try again later.") from None


def safe_name(name: str, extension: str) -> str:
    """The file's name without path, hidden characters and second extensions, and with the one that fits it."""
    last = PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/").replace("\x00", ""))).name
    stem = last.rpartition(".")[0] or last
    visible = "".join(c for c in stem if unicodedata.category(c)[0] != "C")
    plain = UNSAFE.sub("_", visible).replace(".", "_").strip("_ ")[:NAME_LENGTH]
    return f"{plain or 'file'}{extension}"


def _any(content: bytes) -> bool:
    return True


def _small_png(content: bytes) -> bool:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return False
    width, height = struct.unpack(">II", content[16:24])
    return 0 < width * height <= PIXELS


def _word(content: bytes) -> bool:
    """A Word file without macros, that unpacks to a sensible size."""
    if content.count(b"PK\x01\x02") > PARTS:
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    return (
        {"[Content_Types].xml", "word/document.xml"} <= names
        and len(names) == len(parts)
        and not any(name.endswith((".bin", ".exe", ".js", ".vbs")) or ".." in name for name in names)
        and not any(part.flag_bits & 1 for part in parts)
        and unpacked <= min(UNPACKED, len(content) * FOLD)
    )


ALLOWED: tuple[tuple[str, str, bytes, Callable[[bytes], bool]], ...] = (
    ("application/pdf", ".pdf", b"%PDF-", _any),
    ("image/png", ".png", b"\x89PNG\r\n\x1a\n", _small_png),
    ("image/jpeg", ".jpg", b"\xff\xd8\xff", _any),
    (
        WORD,
        ".docx",
        b"PK\x03\x04",
        _word,
    ),
)
