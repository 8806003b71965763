"""Photos inside a Word file are kept as other photos are: without where, when and by whom they were taken.

A Word file is a ZIP, and how much it may hold is asked before any of it is unpacked (`attachments`). Where no photo in
it says anything, it stays byte for byte as it came.
"""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from . import photos
from .photos import Damaged

LARGEST_PICTURE = 20_000_000
BEGINNINGS = ((b"\xff\xd8\xff", photos.JPEG), (b"\x89PNG\r\n\x1a\n", photos.PNG))
LONGEST_BEGINNING = 8


def cleaned(content: bytes) -> bytes:
    """The same document with clean photos. Raises Damaged where it, or a photo in it, cannot be read whole."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            telling = dict(clean_pictures(archive))
            return with_pictures(archive, telling) if telling else content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise Damaged from None


def clean_pictures(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Of each picture that says more than itself its name and what is kept of it; known by how it begins."""
    for part in archive.infolist():
        with archive.open(part) as file:
            start = file.read(LONGEST_BEGINNING)
            kind = next((kind for beginning, kind in BEGINNINGS if start.startswith(beginning)), "")
            if not kind:
                continue
            if part.file_size > LARGEST_PICTURE:
                raise Damaged
            picture = start + file.read()
        if (clean := photos.cleaned(picture, kind)) != picture:
            yield part.filename, clean


def with_pictures(archive: zipfile.ZipFile, pictures: dict[str, bytes]) -> bytes:
    """All parts in their order, packed as they were; these pictures in place of those."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for part in archive.infolist():
            place = zipfile.ZipInfo(part.filename, part.date_time)
            place.compress_type, place.external_attr = part.compress_type, part.external_attr
            with archive.open(part) as old, new.open(place, "w") as to:
                picture = pictures.get(part.filename)
                shutil.copyfileobj(old if picture is None else BytesIO(picture), to)
    return made.getvalue()
