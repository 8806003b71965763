"""From a text template and plain values to a subject and a text in which nobody can hide a link or a header."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.template import Context, Engine

LINK = "⟨your personal link⟩"
MISSING = "\x00%s\x00"
PACKAGE = Path(__file__).parents[1]
ENGINE = Engine(
    dirs=[str(PACKAGE)],
    autoescape=False,
    string_if_invalid=MISSING,
    loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
)

SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{1,20}):(?=//|[^\s])", re.IGNORECASE)
DOT = re.compile(r"(?<=\w)([.。．｡])(?=[^\W\d_]{2,})")
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class MissingPlaceholder(TypeError):
    """The template asks for a value that nobody declared."""


def write(template: str, context: Mapping[str, Any], *, why: str) -> tuple[str, str]:
    """Renders a room's template: its first line is the subject, the rest the text, the reason goes below.

    `{{ link }}` becomes a placeholder that stands in for the personal link until the message is sent.
    """
    values = {key: plain(value) for key, value in context.items()} | {"link": LINK}
    rendered = ENGINE.get_template(template).render(Context(values, autoescape=False))
    if "\x00" in rendered:
        raise MissingPlaceholder(f"{template}: {rendered.split(chr(0))[1]}")
    subject, _, text = rendered.strip().partition("\n")
    paragraphs = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text.strip()))
    return one_line(subject)[:200], f"{paragraphs}\n\nYou are getting this e-mail because {why}."


def fill(text: str, link: str) -> str:
    """Puts the link where the stored text keeps its place."""
    return text.replace(LINK, link)


def plain(value: Any) -> Any:
    """A value that a template may hold: words made harmless, numbers and days as they are, and lists of these."""
    if isinstance(value, str):
        return harmless(value)
    if value is None or isinstance(value, bool | int | float | Decimal | date | time):
        return value
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"a message takes words, numbers and days, not {type(value).__name__}")


def harmless(words: str) -> str:
    """What somebody typed, as one line that no mail program turns into a link.

    A space after the colon of `http:` and after the dot of `evil.example` is enough for that, and a reader
    still sees what was typed. A value that is nothing but an e-mail address is left as it is.
    """
    line = one_line(words)
    if ADDRESS.fullmatch(line):
        return line
    return DOT.sub(r"\1 ", SCHEME.sub(r"\1: ", line))


def one_line(words: str) -> str:
    """Without control characters, line breaks, turned reading direction, or halves of letters."""
    whole = words.encode("utf-8", "replace").decode().translate(BIDI).replace(LINK[0], "‹").replace(LINK[-1], "›")
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in whole).split())
