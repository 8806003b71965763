"""Text as people type it: cleaned the same way everywhere, and counted as their browser counts it."""

import re
import unicodedata

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
