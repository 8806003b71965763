"""A map as a drawing: places of the National Grid on a plain ground, north up, in units of the drawing.

It needs no server of map tiles. Where the operator names one, its tiles lie under the points; they are those of the
British National Grid (EPSG:27700) in the Ordnance Survey's numbering, so that nothing has to be projected.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from drystone import saying

WIDE = 480  # units across
KINDS = ("member", "leader", "request")
# What stands at one school is seen beside each other: the leader above it to the left, the request to the right.
ASIDE = {"member": (0, 0), "leader": (-7, -7), "request": (7, -7)}
BARS = (0.5, 1, 2, 5, 10, 20, 50, 100)  # miles
WEST_OF_TILES, NORTH_OF_TILES, TILE, COARSEST, FINEST = -238_375, 1_376_256, 256, 896, 9


class Extent(Protocol):
    """A piece of the country, in metres."""

    @property
    def west(self) -> int: ...
    @property
    def north(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


@dataclass(frozen=True)
class Mark:
    """One symbol: what it is, where, how many it stands for, where it leads, and what is said of it."""

    kind: str
    x: float
    y: float
    number: int
    url: str
    title: str

    def drawn(self) -> str:
        """As SVG. Built here rather than in a template: there may be a thousand."""
        many = f'<text x="{self.x:g}" y="{self.y:g}">{self.number}</text>' if self.number > 1 else ""
        use = f'<use href="#{self.kind}{"s" * (self.number > 1)}" x="{self.x:g}" y="{self.y:g}"/>{many}'
        return f'<a href="{escape(self.url)}" tabindex="-1"><title>{escape(self.title)}</title>{use}</a>'


@dataclass(frozen=True)
class Tile:
    url: str
    x: float
    y: float
    side: float


@dataclass
class Drawing:
    extent: Extent
    marks: list[Mark] = field(default_factory=list)
    ground: str = ""
    tiles: list[Tile] = field(default_factory=list)

    @property
    def tall(self) -> int:
        return round(WIDE * self.extent.height / self.extent.width)

    def x(self, east: float) -> float:
        return round((east - self.extent.west) * WIDE / self.extent.width, 1)

    def y(self, north: float) -> float:
        return round((self.extent.north - north) * WIDE / self.extent.width, 1)

    def put(self, kind: str, east: int, north: int, number: int, *, url: str, title: str) -> None:
        across, up = ASIDE[kind]
        self.marks.append(Mark(kind, self.x(east) + across, self.y(north) + up, number, url, title))

    @property
    def layers(self) -> list[tuple[str, SafeString]]:
        """The marks of each kind, the later ones on top."""
        drawn = {kind: "\n".join(mark.drawn() for mark in self.marks if mark.kind == kind) for kind in KINDS}
        return [(kind, mark_safe(found)) for kind, found in drawn.items()]  # noqa: S308 escaped above

    def dot(self, dots: Iterable[tuple[int, int]], side: int) -> None:
        """The ground: a faint dot in the middle of each of these squares of so many metres."""
        near = ((self.x((x + 0.5) * side), self.y((y + 0.5) * side)) for x, y in dots)
        self.ground = "".join(f"M{x:g} {y:g}h0" for x, y in near)

    def lay(self, server: str) -> None:
        """The tiles that cover the drawing, where there is a server: an address with {z}, {x} and {y}."""
        if not server:
            return
        level = next((z for z in range(FINEST) if COARSEST / 2**z <= self.extent.width / WIDE), FINEST)
        side = TILE * COARSEST / 2**level
        west, north = self.extent.west - WEST_OF_TILES, NORTH_OF_TILES - self.extent.north
        columns = range(floor(west / side), ceil((west + self.extent.width) / side))
        rows = range(floor(north / side), ceil((north + self.extent.height) / side))
        self.tiles = [
            Tile(
                server.replace("{z}", str(level)).replace("{x}", str(column)).replace("{y}", str(row)),
                self.x(WEST_OF_TILES + column * side),
                self.y(NORTH_OF_TILES - row * side),
                round(side * WIDE / self.extent.width, 1),
            )
            for row in rows
            for column in columns
        ]

    @property
    def bar(self) -> tuple[float, str]:
        """The scale: how long it is drawn, and how many miles that is."""
        a_mile = saying.METRES_A_MILE * WIDE / self.extent.width
        miles = max((each for each in BARS if each * a_mile <= WIDE / 3), default=BARS[0])
        return round(miles * a_mile, 1), "½ mile" if miles < 1 else f"{miles} mile{'' if miles == 1 else 's'}"
