"""A plan of a term, and how it is written down (format 1)."""

import json
from dataclasses import dataclass
from typing import Any

from .instance import Name

Served = dict[Name, list[tuple[Name, int]]]


@dataclass(frozen=True)
class Change:
    """One thing to undo: the rule, for which leader, and what the number has to become, where it is one."""

    rule: str
    leader: Name
    to: int
    text: str


@dataclass(frozen=True)
class Unserved:
    """Why nobody helps with a request, and everything that would have to change so that somebody could."""

    reason: str
    text: str
    would_change: tuple[str, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Who helps with which request for how many days; no plan is worth more than `bound`."""

    value: int
    bound: int
    served: Served
    unserved: dict[Name, Unserved]
    pins_broken: dict[Name, str]

    @property
    def gap(self) -> float:
        return round(1 - self.value / self.bound, 6) if self.bound > 0 else 0.0

    def text(self, seconds: float) -> str:
        """The plan as JSON, in the order of the requests."""
        unserved = {
            str(request): {"reason": why.reason, "text": why.text, "would_change": list(why.would_change)}
            for request, why in by_name(self.unserved)
        }
        written = {
            "format": 1,
            "value": self.value,
            "bound": self.bound,
            "gap": self.gap,
            "seconds": round(seconds, 3),
            "assignments": {str(request): [list(part) for part in parts] for request, parts in by_name(self.served)},
            "unserved": unserved,
            "pins_broken": {str(request): said for request, said in by_name(self.pins_broken)},
        }
        return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def by_name(things: dict[Name, Any]) -> list[tuple[Name, Any]]:
    return sorted(things.items(), key=lambda thing: str(thing[0]))
