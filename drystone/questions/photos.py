"""What a camera writes into a photo besides the picture, above all where it was taken, is left out before it is kept.

The picture itself is not touched: nothing is unpacked, no line of it gets worse. Of the rest stays only what it takes
to show it: its colours, and which way up it is. Small pictures of the picture, films and other pictures behind it go.
"""

import re
import struct
from collections.abc import Iterator
from zlib import crc32

JPEG, PNG = "image/jpeg", "image/png"
EXIF = b"Exif\x00\x00"
ORIENTATION = 0x0112  # Exif 2.32, 4.6.4; 1 is as it stands, 2 to 8 turned or mirrored
START, END, SCAN = 0xD8, 0xD9, 0xDA
WITHOUT_LENGTH = (0x01, *range(0xD0, 0xD9))
# Within a scan FF 00 is a byte of the picture and FF D0 to FF D7 are its rests; anything else begins the next part.
MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
# What it takes to show a PNG, moving ones too: PNG 3rd edition, 11.
SHOWN = (
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"cHRM", b"cICP", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs"),
)


class Damaged(Exception):
    """It is no whole picture: what else is in it cannot be known."""


def cleaned(content: bytes, kind: str) -> bytes:
    """The same picture without anything about where, when, by whom and with what; other files as they are.

    Raises Damaged.
    """
    try:
        if kind == JPEG:
            return b"\xff\xd8" + b"".join(parts_of_jpeg(content)) + b"\xff\xd9"
        return content[:8] + b"".join(chunks_of_png(content)) if kind == PNG else content
    except (struct.error, IndexError):
        raise Damaged from None


def parts_of_jpeg(content: bytes) -> Iterator[bytes]:
    """What is kept of it between its beginning and its end, in order. What lies behind the end is not looked at."""
    place, scans = 2, 0
    while found := MARKER.search(content, place):
        marker, place = found[1][0], found.end()
        if marker == END:
            break
        if marker in WITHOUT_LENGTH:
            continue
        (length,) = struct.unpack_from(">H", content, place)
        if length < 2 or place + length > len(content):
            raise Damaged
        yield kept_of_jpeg(marker, content[place + 2 : place + length])
        place += length
        if marker == SCAN:
            scans += 1
            after = MARKER.search(content, place)
            yield content[place : after.start() if after else len(content)]
    if not scans:
        raise Damaged


def kept_of_jpeg(marker: int, said: bytes) -> bytes:
    """One part with its length, or nothing of it; of a camera's notes which way up the picture is."""
    if marker == 0xE0:  # of the small picture that may follow these twelve bytes there is none
        said = said[:12] + b"\x00\x00" if said.startswith(b"JFIF\x00") else b""
    elif marker == 0xE1:
        turned = orientation(said[len(EXIF) :]) if said.startswith(EXIF) else 1
        said = EXIF + only_orientation(turned) if turned != 1 else b""
    elif marker == 0xE2:
        said = said if said.startswith(b"ICC_PROFILE\x00") else b""
    elif marker == 0xEE:
        said = said[:12] if said.startswith(b"Adobe") else b""
    elif 0xE0 < marker <= 0xEF or marker == 0xFE:
        said = b""
    return bytes([0xFF, marker]) + struct.pack(">H", len(said) + 2) + said if said else b""


def chunks_of_png(content: bytes) -> Iterator[bytes]:
    place, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        if place + length + 12 > len(content):
            raise Damaged
        if name in SHOWN:
            yield content[place : place + length + 12]
        elif name == b"eXIf" and (turned := orientation(content[place + 8 : place + 8 + length])) != 1:
            yield chunk(b"eXIf", only_orientation(turned))
        place += length + 12


def chunk(name: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + name + said + struct.pack(">I", crc32(name + said))


def orientation(tiff: bytes) -> int:
    """Which way up a camera says that it is; 1 where it says nothing that makes sense."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(entries):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def only_orientation(turned: int) -> bytes:
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
