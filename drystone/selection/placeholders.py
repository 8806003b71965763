"""Words in braces in a text that the office writes once for many: each stands for a fact of the one who gets it."""

import re
from collections.abc import Collection, Mapping

PLACE = re.compile(r"\{([^{}]*)\}")


def problem(text: str, known: Collection[str]) -> str:
    """The first word in braces that stands for nothing, named in a sentence; nothing where all are known."""
    unknown = next((name for name in PLACE.findall(text) if name not in known), None)
    return "" if unknown is None else f"There is no placeholder {{{unknown}}}. Use one of those named."


def put(text: str, facts: Mapping[str, str]) -> str:
    """The text with a fact in each place; what a fact says is not looked through again."""
    return PLACE.sub(lambda place: facts[place[1]], text)


def said(known: Mapping[str, str]) -> str:
    """What may be used, for the hint at a box: "{name} the applicant's name; {round} the round"."""
    return "; ".join(f"{{{name}}} {meaning}" for name, meaning in known.items())
