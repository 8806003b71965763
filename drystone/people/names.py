"""Whether two written names may be one person's, and e-mail addresses in the one form we compare."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame", "canon"})


def similar(one: str, other: str) -> bool:
    """The same surname, and first names of which one may be short for the other: "Jo Bell", "Mrs Joanne Bell".

    Cautious on purpose: two people may share one mailbox, so what is unclear counts as different.
    """
    first, second = words(one), words(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return first[0].startswith(second[0]) or second[0].startswith(first[0])


def words(name: str) -> list[str]:
    """The words of a name in small letters, without accents and titles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    found = re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", "").casefold())
    return [word for word in found if word not in TITLES]


def address(typed: str) -> str:
    """An e-mail address in small letters. Raises ValidationError for what is none.

    Only plain letters: with others, two addresses that look alike may belong to two people.
    """
    plain = typed.strip()
    if not plain.isascii():
        raise ValidationError("Use only plain letters, figures and signs in the e-mail address, without accents.")
    validate_email(plain)
    return plain.lower()
