"""Names as people type them and names as the register writes them, brought to one form.

A school is searched by words. `canonical` writes a text in the one form that is compared; `searchable` adds to it
every other way in which somebody may be half-way through typing the same thing.
"""

import re
import unicodedata

APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼ`´"))
# One spelling for each group; the others are kept beside it, because "church of eng" is typed before it is whole.
SPELLINGS = (
    (re.compile(r"\b(?:church of england|c of e|cofe|c e)\b"), "ce", "church england cofe"),
    (re.compile(r"\b(?:roman catholic|r c)\b"), "rc", "roman catholic"),
    (re.compile(r"\bsaint\b"), "st", "saint"),
)
SMALL_WORDS = frozenset({"and", "at", "by", "in", "le", "of", "on", "the", "under", "upon"})
STAY_CAPITAL = frozenset({"CE", "CTC", "MAT", "PRU", "RC", "UK", "UTC"})
WORDS = re.compile(r"[^\W_]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
UK_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")


def tidy(text: str) -> str:
    """The text with single plain spaces and none at its ends; the register has double and unbreakable ones."""
    return " ".join(text.split())


def canonical(text: str) -> str:
    """Small letters, no accents, no punctuation, one spelling: "St. Mary's C of E" and "Saint Marys CE" agree."""
    words = WORDS.findall(_plain(text.casefold().translate(APOSTROPHES).replace("&", " and ")))
    spelled = " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
    for pattern, spelling, _ in SPELLINGS:
        spelled = pattern.sub(spelling, spelled)
    return spelled


def searchable(name: str, town: str = "", postcode: str = "", urn: str | None = None) -> str:
    """What the index holds of an organisation; it begins with the canonical name."""
    known_as = canonical(name)
    spelled = known_as.split()
    others = [also for _, spelling, also in SPELLINGS if spelling in spelled]
    if "catholic" in spelled:
        others.append("rc")
    code = canonical(postcode)
    return " ".join(filter(None, [known_as, *others, canonical(town), code, code.replace(" ", ""), urn]))


def postcode(text: str) -> str:
    """A postcode in capitals with its one space: "dl107bq" and "DL10  7BQ" are "DL10 7BQ". Others stay as given."""
    compact = "".join(text.upper().split())
    found = UK_POSTCODE.fullmatch(compact)
    return f"{found[1]} {found[2]}" if found else tidy(text.upper())


def out_of_capitals(text: str) -> str:
    """As a sentence writes it: "ARETÉ LEARNING TRUST" is "Areté Learning Trust". Other texts stay as they are."""
    if not text.isupper():
        return text
    first, *rest = re.split(r"(?<=[\s-])", text)
    return _capitalised(first, leading=True) + "".join(_capitalised(word) for word in rest)


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _capitalised(word: str, leading: bool = False) -> str:
    bare = word.strip(" ,.()-")
    if bare in STAY_CAPITAL or (len(bare) > 1 and not set(bare) & set("AEIOUYÁÉÍÓÚ") and bare != "ST"):
        return word
    if bare.lower() in SMALL_WORDS and not leading:
        return word.lower()
    return WORD.sub(lambda match: match[0].capitalize(), word)
