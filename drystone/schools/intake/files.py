"""Opening what somebody downloaded: packed or not, in the register's encoding or another, or no register at all."""

import codecs
import gzip
import hashlib
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .refusal import Refused

LARGEST = 400_000_000  # bytes unpacked; the whole register is about 65 million
LONGEST_LINE = 65_536
CHUNK = 1 << 18
REGISTER_ENCODING = "cp1252"
OPENERS = ((b"\x1f\x8b", gzip.open), (b"\xfd7zXZ\x00", lzma.open))
NOT_TEXT = (
    (b"PK\x03\x04", "It is a ZIP file (or a spreadsheet). Unpack it and give the CSV file inside."),
    (b"%PDF", "It is a PDF, not a CSV file."),
    (b"\xff\xfe", "It was saved as UTF-16. Download it afresh, or save it as “CSV UTF-8”."),
    (b"\xfe\xff", "It was saved as UTF-16. Download it afresh, or save it as “CSV UTF-8”."),
)


@dataclass(frozen=True)
class Source:
    """A text file that can be read from beginning to end: how it is encoded, and the digest of its unpacked bytes."""

    path: Path
    encoding: str
    digest: str

    @property
    def name(self) -> str:
        return self.path.name

    def lines(self) -> Iterator[str]:
        """Its lines. A byte that the encoding does not have becomes U+FFFD, which no row may hold."""
        opener = _opener(self.path)
        with opener(self.path, "rt", encoding=self.encoding, errors="replace", newline="") as file:
            yield from file


def examine(path: Path) -> Source:
    """Reads the file once, keeps nothing of it, and says how to read it; refuses what cannot be a register."""
    digest, length, line, unicode = hashlib.sha256(), 0, 0, _UnicodeCheck()
    try:
        with _opener(path)(path, "rb") as file:
            start = b""
            while chunk := file.read(CHUNK):
                start = start or chunk
                digest.update(chunk)
                unicode.look_at(chunk)
                length += len(chunk)
                line = _longest_line(chunk, line)
                if length > LARGEST:
                    raise Refused(f"{path.name} holds more than {LARGEST // 1_000_000} MB. No register is so large.")
    except FileNotFoundError as error:
        raise Refused(f"There is no file {path}.") from error
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise Refused(f"{path.name} cannot be read to its end; it seems damaged or cut short ({error}).") from error
    _refuse_what_is_no_table(path.name, start)
    return Source(path, unicode.encoding(path.name), digest.hexdigest())


def _opener(path: Path):
    """Told by the first bytes, not by the name."""
    with path.open("rb") as file:
        start = file.read(8)
    return next((opener for magic, opener in OPENERS if start.startswith(magic)), _plain)


def _plain(path: Path, mode: str, **how) -> IO:
    return path.open(mode.replace("t", "") if "b" in mode else "r", **how)


def _longest_line(chunk: bytes, open_line: int) -> int:
    """The length of the line left open at the end of this chunk; a line without end would fill the memory."""
    first, *rest = chunk.split(b"\n")
    lengths = [open_line + len(first), *map(len, rest)]
    if max(lengths) > LONGEST_LINE:
        raise Refused(f"A line is longer than {LONGEST_LINE:,} characters. This is not the register's CSV file.")
    return lengths[-1]


def _refuse_what_is_no_table(name: str, start: bytes) -> None:
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text:
        raise Refused(f"{name} is empty.")
    for magic, meaning in NOT_TEXT:
        if start.startswith(magic):
            raise Refused(f"{name} is not the register's CSV file. {meaning}")
    if text.startswith((b"<", b"{")):
        raise Refused(
            f"{name} is a web page, not the register's CSV file. The register's site answers with a page when the "
            "day's file is not ready; try again later, or take yesterday's."
        )


class _UnicodeCheck:
    """Whether all of a file is valid UTF-8. The register's own few accented letters are not."""

    def __init__(self):
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.valid = True
        self.ascii = True
        self.marked: bool | None = None

    def look_at(self, chunk: bytes) -> None:
        if self.marked is None:
            self.marked = chunk.startswith(codecs.BOM_UTF8)
        self.ascii = self.ascii and chunk.isascii()
        if self.valid:
            self._decode(chunk)

    def encoding(self, name: str) -> str:
        if self.valid:
            self._decode(b"", final=True)
        if self.marked and not self.valid:
            raise Refused(f"{name} begins as UTF-8 but does not stay so: it was damaged when it was saved.")
        if self.marked:
            return "utf-8-sig"
        return REGISTER_ENCODING if self.ascii or not self.valid else "utf-8"

    def _decode(self, chunk: bytes, final: bool = False) -> None:
        try:
            self.decoder.decode(chunk, final)
        except UnicodeDecodeError:
            self.valid = False
