"""Text as people type it: cleaned the same way everywhere, and counted as their browser counts it."""

import re
import unicodedata
from datetime import date, datetime, time

# What a browser calls white space; Python's own list differs in six characters.
WORD = re.compile("[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: object) -> str:
    """What is kept of a typed text: everything, with these exceptions.

    Line ends become `\\n`, the text is brought to Unicode's NFC, spaces at both ends go, and the two things that
    no database keeps: NUL goes, half a surrogate pair becomes the replacement character.
    """
    typed = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", LONE_SURROGATE.sub("\ufffd", typed)).strip()


def one_line(text: object) -> str:
    return clean(text).replace("\n", " ")


def count(text: str) -> int:
    """Words as the page counts them: whatever stands between white space."""
    return len(WORD.findall(text))


CLOCKS = ("%H:%M", "%H.%M", "%H:%M:%S", "%I%p", "%I:%M%p", "%I.%M%p")


def clock(typed: str) -> time | None:
    """A time of day, as people write one: 9:00, 9.00, 9am, 1:30pm."""
    found = _first(typed.replace(" ", ""), CLOCKS)
    return found.time() if found else None


def day(typed: str, *formats: str) -> date | None:
    """A day written as 2027-01-15, or in one of these other ways."""
    found = _first(typed, ("%Y-%m-%d", *formats))
    return found.date() if found else None


def _first(typed: str, formats: tuple[str, ...]) -> datetime | None:
    for format_ in formats:
        try:
            return datetime.strptime(typed, format_)  # noqa: DTZ007 a day or an hour on the wall, of no zone
        except ValueError:
            continue
    return None
