"""What the tool of questions borrows from this room: schools to choose from, and the name that an answer keeps."""

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
        return [(found.key, _whole(found)) for found in search.search(typed, limit=OFFERED, open_only=True)]


def _whole(school: Organisation) -> str:
    """Typed back in, it finds this school and no other."""
    facts = ", ".join(filter(None, [school.postcode, f"URN {school.urn}" if school.urn else ""]))
    return f"{search.label(school)} ({facts})" if facts else search.label(school)
