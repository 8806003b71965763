"""How far a request reaches: the alliances that its visitor has to do with. The walls of all others stay closed."""

from collections.abc import Iterable
from typing import Any

from drystone import walls
from drystone.alliances.models import Alliance


class Reach:
    """What one request has opened."""

    def __init__(self, *, is_used: bool) -> None:
        self.alliances: set[int] = set()
        self.is_used = is_used

    def around(self, *, person: int | None = None, links: Iterable[int] = ()) -> None:
        """The alliances that hold a row of this person, of today or of the past, or of who got these links.

        One question, asked by a function of the database (migrations/0001): it alone may look behind every wall.
        """
        if walls.stand():
            self.is_used = True
            visitor = person, list(links), list(self.alliances)
            (opened,) = walls.ask("SELECT open_walls_around(%s, %s, %s)", *visitor)
            self.alliances = set(opened)
            walls.note(self.alliances)

    def to(self, alliance: Alliance) -> None:
        if walls.stand() and alliance.pk not in self.alliances:
            self.is_used = True
            self.alliances.add(alliance.pk)
            walls.open_to(self.alliances)


def enter(request: Any, alliance: Alliance) -> None:
    """This page is this alliance's."""
    request.alliance = alliance
    request.reach.to(alliance)
