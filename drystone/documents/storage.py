"""Files of documents in Django's default storage: a folder of this machine, or S3."""

import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import localtime

ROOT = "papers"


def put(pdf: bytes, *, at: datetime) -> str:
    """Writes a file under a name that nobody can guess, and gives the name back when it is safe from a power cut."""
    return default_storage.save(f"{folder_of(at)}/{secrets.token_urlsafe(32)}.pdf", ContentFile(pdf))


def folders() -> list[str]:
    """Every folder of documents."""
    try:
        return [f"{ROOT}/{name}" for name in default_storage.listdir(ROOT)[0]]
    except FileNotFoundError:
        return []  # no document was ever issued


def older_than(moment: datetime, *, folder: str) -> set[str]:
    """The files of a folder that were written before a moment."""
    names = (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])
    return {name for name in names if default_storage.get_modified_time(name) < moment}


def folder_of(at: datetime) -> str:
    """One folder a month, so that looking through the newest costs the same after ten years."""
    return f"{ROOT}/{localtime(at):%Y-%m}"
