"""Files that are kept for a meeting: checked like those given as answers, and never shown inside a page."""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from drystone.lifecycle import Refused
from drystone.questions import attachments

from .models import FOLDER, Kept, MeetingPaper

UNDER_WAY = timedelta(days=1)  # a file this young may belong to a change that is not finished
KINDS: tuple[type[Kept], ...] = (MeetingPaper,)


def checked(upload: UploadedFile) -> tuple[ContentFile, dict[str, Any]]:
    """The content, and what is known of it. Raises Refused for whatever an answer could not be, either."""
    try:
        content, kind, extension = attachments.checked(upload)
    except attachments.Refused as no:
        raise Refused(str(no)) from None
    return ContentFile(content), {
        "file_name": attachments.safe_name(upload.name or "", extension),
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "content_type": kind,
    }


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
        for kind in KINDS:
            rows = kind._default_manager.filter(file__startswith=f"{folder}/")
            names -= set(rows.values_list("file", flat=True))
        lost |= {name for name in names if default_storage.get_modified_time(name) < at - UNDER_WAY}
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def folders() -> list[str]:
    try:
        return [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[0]]
    except FileNotFoundError:
        return []  # no file was ever given
