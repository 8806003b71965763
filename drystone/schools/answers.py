"""What the tool of questions borrows from this room: schools to choose from, and the name that an answer keeps."""

from drystone.questions.sources import Instead

from . import search
from .models import Organisation

OFFERED = 10


class SchoolSource:
    """Only open schools and bodies may be chosen; the name says which of the fifty St Joseph's is meant."""

    short = False

    def label(self, key: str, alliance_id: int | None) -> str:
        chosen = search.by_key(key)
        return _whole(chosen) if chosen and chosen.is_open else ""

    def find(self, typed: str, alliance_id: int | None) -> list[tuple[str, str]]:
        return [(found.key, _offered(found)) for found in search.search(typed, limit=OFFERED, open_only=True)]


def _offered(found: Organisation) -> str:
    """A school found by the name of a closed one that it followed is offered, not taken for it."""
    return Instead(f"{_whole(found)} – {search.what_became(found)}") if found.found_as else _whole(found)


def _whole(school: Organisation) -> str:
    """Typed back in, it finds this school and no other."""
    facts = ", ".join(filter(None, [school.postcode, f"URN {school.urn}" if school.urn else ""]))
    return f"{search.label(school)} ({facts})" if facts else search.label(school)
