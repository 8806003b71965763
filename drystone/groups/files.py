"""Files that are kept for all to use: checked like those given as answers, and never shown inside a page.

A video is stored as it came and never transcoded.
"""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import FileField, Model

from drystone.lifecycle import Refused
from drystone.questions import attachments

from .models import FOLDER, Kept, unguessable

UNDER_WAY = timedelta(days=1)  # a file this young may belong to a change that is not finished
LARGEST_VIDEO = 20_000_000


def checked(upload: UploadedFile, *, videos: bool = False) -> tuple[ContentFile, dict[str, Any]]:
    """The content, and what is known of it. Raises Refused for whatever an answer could not be, but for a video."""
    try:
        kind, extension = video(upload) if videos else ("", "")
        content = video_content(upload) if kind else b""
        if not kind:
            content, kind, extension = attachments.checked(upload)
    except attachments.Refused as no:
        raise Refused(str(no)) from None
    return ContentFile(content), {
        "file_name": attachments.safe_name(upload.name or "", extension),
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "content_type": kind,
    }


def video(upload: UploadedFile) -> tuple[str, str]:
    """What kind of video it is, by how it begins; nothing where it is none."""
    upload.seek(0)
    start = upload.read(12)
    if start[4:8] == b"ftyp":
        return "video/mp4", ".mp4"
    return ("video/webm", ".webm") if start[:4] == b"\x1aE\xdf\xa3" else ("", "")


def video_content(upload: UploadedFile) -> bytes:
    """Its size is known before any more of it is read."""
    if (upload.size or 0) > LARGEST_VIDEO:
        raise Refused(f"The video is larger than {LARGEST_VIDEO // 1_000_000} MB. Give a link to it instead.")
    upload.seek(0)
    content: bytes = upload.read()
    attachments.refuse_harm(content)
    return content


def take_away(kept: Kept) -> None:
    """The row goes; its file from the disk when that is certain."""
    name = str(kept.file.name or "")
    kept.delete()
    if name:
        transaction.on_commit(partial(default_storage.delete, name))


def sweep(*, at: datetime) -> int:
    """Takes away files older than a day that no record knows: what a power cut left behind. Says how many."""
    lost: set[str] = set()
    for folder in folders():
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
        for kind, column in columns():
            rows = kind._default_manager.filter(**{f"{column}__startswith": f"{folder}/"})
            names -= set(rows.values_list(column, flat=True))
        lost |= {name for name in names if default_storage.get_modified_time(name) < at - UNDER_WAY}
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def columns() -> list[tuple[type[Model], str]]:
    """Every column, of this room and of later ones, that names a file in this folder."""
    return [
        (kind, column.name)
        for kind in apps.get_models()
        for column in kind._meta.concrete_fields
        if isinstance(column, FileField) and column.upload_to is unguessable
    ]


def folders() -> list[str]:
    try:
        return [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[0]]
    except FileNotFoundError:
        return []  # no file was ever given
