"""What people write, made fit to print: every letter kept that our type has, and the others accounted for."""

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from typing import Any

from drystone import saying

from .typesetting import FONTS

# A sign that the type has, in place of a letter that it has not; the last page says which letters those were.
SHOWN_AS = "\ufffd"
LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls that print nothing; those that turn the direction of what follows would reach into our own words.
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")
NAMED_AT_MOST = 20
MARKS_AT_MOST = 3


@cache
def known() -> frozenset[str]:
    """Every letter that our type has, and the end of a line."""
    ranges = (span.partition("-") for span in (FONTS / "letters.txt").read_text().split())
    return frozenset("\n").union(
        *(map(chr, range(int(first, 16), int(last or first, 16) + 1)) for first, _, last in ranges)
    )


class Case:
    """Takes words in, gives them back printable, and remembers what it could not print."""

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self.piled_up = False

    def words(self, content: Any) -> Any:
        """All that a document says, as JSON can carry it; days and moments in full words, by London's clock."""
        match content:
            case str():
                return self.printable(content)
            case datetime():
                return saying.moment(content)
            case date():
                return saying.day(content)
            case dict():
                return {key: self.words(value) for key, value in content.items()}
            case list() | tuple():
                return [self.words(value) for value in content]
        return content

    def printable(self, words: str) -> str:
        plain = UNSEEN.sub("", LINE_ENDS.sub("\n", unicodedata.normalize("NFC", words).replace("\t", " ")))
        letters = set(plain)
        plain = self._without_piles(plain, [letter for letter in letters if unicodedata.combining(letter)])
        strangers = letters - known()
        self.missing |= strangers
        return plain.translate(dict.fromkeys(map(ord, strangers), SHOWN_AS)) if strangers else plain

    def account(self) -> list[str]:
        """What a reader of the original would miss: "adult (U+1F9D1)" for each letter shown as a sign."""
        named = [f"{_name(letter)} (U+{ord(letter):04X})" for letter in sorted(self.missing)]
        more = [f"and {len(named) - NAMED_AT_MOST} more"] if len(named) > NAMED_AT_MOST else []
        return named[:NAMED_AT_MOST] + more + ([f"marks beyond {MARKS_AT_MOST} on one letter"] * self.piled_up)

    def _without_piles(self, words: str, marks: list[str]) -> str:
        """No language piles more than a few marks on a letter; a pile would be printed over other people's words."""
        if not marks:
            return words
        any_mark = f"[{re.escape(''.join(marks))}]"
        flat, piles = re.subn(f"({any_mark}{{{MARKS_AT_MOST}}}){any_mark}+", r"\1", words)
        self.piled_up |= piles > 0
        return flat


def _name(letter: str) -> str:
    return unicodedata.name(letter, "a letter without a name").lower()
