"""Names taken out of what people wrote, for a reader who is not to know whom it is about.

No machine finds every hint: a village, a prize, a way of writing. What it is told to find it takes out wherever it
stands as a word of its own with a capital, rather once too often than once too seldom: the month of May goes with a
Mrs May.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PERSON, SCHOOL, ADDRESS = "[name]", "[school]", "[address]"
PARTS = re.compile(r"[\s-]+")
ADDRESSES = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+")
# Words of a school's name that many schools share: what stands before the first of them is what it is called by.
SHARED = """
academies academy alternative ap boys c catholic ce centre christian church city co-educational cofe college community
controlled e england federation first foundation free girls grammar high hospital infant infants international junior
juniors language learning lower middle multi nursery of preparatory primary provision pru rc roman school schools
secondary seminary sixth special studio technical technology the trust unit upper utc va vc voluntary
"""
COMMON = frozenset(SHARED.split())


@dataclass(frozen=True)
class Mask:
    """What is taken out: names of people, and of schools."""

    people: re.Pattern[str] | None
    schools: re.Pattern[str] | None

    def over(self, text: str) -> str:
        """The text without them, and without any e-mail or web address."""
        shown = ADDRESSES.sub(ADDRESS, text)
        if self.schools:
            shown = self.schools.sub(SCHOOL, shown)
        return self.people.sub(PERSON, shown) if self.people else shown


def mask(people: Iterable[str], schools: Iterable[str]) -> Mask:
    """Over these people, by each part of their names, and these schools, by what they are called."""
    names, whole = set(filter(None, map(tidy, people))), set(filter(None, map(tidy, schools)))
    words = {word for name in names for word in (*name.split(), *PARTS.split(name))}
    called = {called_by(school) for school in whole}
    parts = {word for word in words if len(word.strip(".")) > 1}
    return Mask(pattern(names, parts), pattern(whole, {each for each in called if len(each) > 2}))


def tidy(name: str) -> str:
    return " ".join(name.split())


def called_by(school: str) -> str:
    """What a school is called where everybody knows it: "Reeth" of Reeth Community Primary School."""
    words = school.replace(",", " ").split()
    while words and words[0].casefold() == "the":
        words = words[1:]
    end = next((n for n, word in enumerate(words) if word.strip("().").casefold() in COMMON), len(words))
    return " ".join(words[:end])


def pattern(whole: Iterable[str], parts: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names however they are written; parts of them with a capital, so that "will" stays where Will goes."""
    loose = [f"(?i:{spelled(name)})" for name in longest_first(whole)]
    strict = [f"{spelled(part[0].upper() + part[1:])}|{spelled(part.upper())}" for part in longest_first(parts)]
    found = "|".join([*loose, *strict])
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)") if found else None


def longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def spelled(words: str) -> str:
    """With any space between them, and any apostrophe or none."""
    return re.sub("['’]", "['’]?", r"\s+".join(map(re.escape, words.split())))
