"""Small pictures of invented books, and what is on the disk of them."""

import base64
import random
import struct
import zlib
from typing import Any

# Red on the left and blue on the right, sixteen by eight, as a browser writes it.
PHOTO = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk"
    "eFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIABAD"
    "ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAABf/EABkRAAID"
    "AQAAAAAAAAAAAAAAAABDBYHBBv/aAAwDAQACEQMRAD8Aio4FOdbWjM8u8P/Z"
)
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAJ0lEQVR4AeyQoQ0AAAjDmv3/c/kABALDkqkmFY1g9wEblnsB3DcoAAAA//9Ltz"
    "GOAAAABklEQVQDALr0H/FxgNKIAAAAAElFTkSuQmCC"
)
WHERE = (b"Riverside Lane", b"PHONE 7 of Ann", b"2026:11:10 10:15:00", b"GPS", b"ftyp")


def jpeg(number: int, length: int) -> bytes:
    """A photo of so many bytes that says nothing but itself; its picture is noise, another for each number."""
    start = PHOTO[:20] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    noise = random.Random(number).randbytes(length - len(start) - 2)  # noqa: S311
    return start + noise.replace(b"\xff", b"\xfe") + b"\xff\xd9"


def from_a_phone(turned: int = 6, order: str = "<") -> bytes:
    """The photo with all that a phone writes into it: place, time, its owner, a small picture, a film behind it."""
    notes = exif(turned, order)
    said = [
        part(0xE1, b"Exif\x00\x00" + notes + b"thumbnail: " + PHOTO),
        part(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>GPS Riverside Lane</x:xmpmeta>"),
        part(0xE2, b"ICC_PROFILE\x00\x01\x01colours"),
        part(0xE2, b"MPF\x00GPS"),
        part(0xED, b"Photoshop 3.0\x00Riverside Lane"),
        part(0xFE, b"taken with PHONE 7 of Ann"),
    ]
    return PHOTO[:20] + b"".join(said) + PHOTO[20:] + b"\x00\x00\x00\x18ftypmp42 Riverside Lane"


def from_a_screen(turned: int = 6) -> bytes:
    """The PNG with words, a time and a place."""
    said = chunk(b"tEXt", b"Author\x00PHONE 7 of Ann") + chunk(b"iTXt", b"GPS Riverside Lane")
    said += chunk(b"tIME", b"\x07\xea\x0b\x0a\x0a\x0f\x00") + chunk(b"eXIf", exif(turned, ">"))
    return PICTURE[:33] + said + PICTURE[33:] + b"Riverside Lane"


def exif(turned: int, order: str) -> bytes:
    """Camera, orientation, time, and a directory of the place: 53.9600 N, 1.0800 W."""
    words = [(0x010F, b"PHONE 7 of Ann\x00"), (0x0132, b"2026:11:10 10:15:00\x00")]
    behind, entries, place = b"", [], 8 + 2 + 12 * 4 + 4
    for tag, word in words:
        entries.append(struct.pack(f"{order}HHII", tag, 2, len(word), place + len(behind)))
        behind += word + b"\x00" * (len(word) % 2)
    entries.insert(1, struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0))
    entries.append(struct.pack(f"{order}HHII", 0x8825, 4, 1, place + len(behind)))
    north = struct.pack(f"{order}HHI4s", 1, 2, 2, b"N\x00\x00\x00")
    degrees = struct.pack(f"{order}HHII", 2, 5, 3, place + len(behind) + 2 + 24 + 4)
    behind += struct.pack(f"{order}H", 2) + north + degrees + b"\x00" * 4
    behind += struct.pack(f"{order}6I", 53, 1, 57, 1, 36, 1) + b"GPS Riverside Lane"
    start = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}IH", 8, len(entries))
    return start + b"".join(entries) + b"\x00" * 4 + behind


def part(marker: int, said: bytes) -> bytes:
    """A part of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(said) + 2) + said


def chunk(name: bytes, said: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))


def content(kept: Any) -> bytes:
    with kept.file.open("rb") as lies:
        return lies.read()
