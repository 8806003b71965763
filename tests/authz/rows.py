"""A line of what is to be seen: which record stands at an address, and who sees it."""

from dataclasses import dataclass, field

OFFICE = frozenset({"manager", "coordinator", "finance", "quality"})
MANAGER = frozenset({"manager", "coordinator"})
FINANCE = frozenset({"finance", "manager"})
QUALITY = frozenset({"manager", "quality"})
BOARD = OFFICE | {"director"}
PANEL = frozenset({"panel", "panel head", "other panel", "assessor", "conflicted"})
LEADERS = frozenset({"leader", "other leader", "renewing", "renewed"})
GROUPED = frozenset({"leader", "other leader"})
SIGNED_IN = frozenset({"signed in"})
EVERYBODY = frozenset({"everybody"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A record at an address, and who sees it; others of its alliance may know that it is there."""

    who: frozenset[str]
    given: dict[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def at(record: str, *who: str | frozenset[str], known: frozenset[str] = NOBODY, **more: str) -> Row:
    """`at("draft", "drafter", key="=about_you")`: the draft is seen by its drafter; the section is given as it is."""
    seen = frozenset().union(*({part} if isinstance(part, str) else part for part in who))
    return Row(seen, {"pk": record, **more}, known)
