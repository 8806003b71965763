"""Where the answers to a school or an area of expertise come from. The tool knows no schools; a room lends them.

A room's source is named in the setting `QUESTION_SOURCES` by its dotted path, or put into `sources` directly:
`sources["school"] = SchoolSource()`.
"""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Instead(str):
    """The name of what is offered in place of what the words mean, a school that followed a closed one: nobody gets
    it without choosing it."""


class Source(Protocol):
    """Something that can be looked up by key or by words."""

    short: bool
    """Whether all of it fits on a page: then it is a list to choose from, else a box to type in."""

    def label(self, key: str, alliance_id: int | None) -> str:
        """The name of what has this key, kept with the answer; empty if the alliance may not choose it."""
        ...

    def find(self, typed: str, alliance_id: int | None) -> list[tuple[str, str]]:
        """What these words may mean, likeliest first, as (key, name); of a short source everything, for no words."""
        ...


sources: dict[str, Source] = {}


def source(name: str) -> Source:
    if name not in sources:
        sources[name] = import_string(settings.QUESTION_SOURCES[name])()
    return sources[name]
