"""The picture of an alliance's leaders that a process keeps in memory, as long as the database says that it holds.

What is kept is asked after at every use (`ticks.stamps`, one query) and taken anew, part by part, where something was
changed. The stamps are read before the rows: whatever comes in between is seen as a change the next time.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import columns, ticks
from .columns import Columns, Days, Held, Only

MOST = 48  # parts that a process keeps; those of one alliance of 11,000 leaders take 8 MB
kept: "OrderedDict[tuple[Any, ...], tuple[ticks.Stamp, Any]]" = OrderedDict()


@dataclass(frozen=True)
class Picture:
    """Of all who hold an area, or of a few."""

    held: Held
    days: Days
    assured: Columns
    helped: Columns


def of_holders(alliance_id: int, area_id: int, since: date) -> Picture:
    """Everybody who holds an area, as it is now; days from `since` on."""
    stamps = ticks.stamps(alliance_id)

    def take(part: str, load: Callable[[], Any], *key: int, holds: Callable[[Any], bool] = lambda found: True) -> Any:
        return remembered((alliance_id, part, *key), stamps[part], load, holds)

    return Picture(
        take("held", lambda: columns.held(alliance_id, area_id), area_id),
        take("days", lambda: columns.days(alliance_id, since), holds=lambda found: found.since <= since),
        take("assured", lambda: columns.assured(alliance_id)),
        take("helped", lambda: columns.helped(alliance_id)),
    )


def of_few(alliance_id: int, area_id: int, since: date, few: Only | None) -> Picture:
    """The same of a few, or of all who hold the area, read from the database itself."""
    return Picture(
        columns.held(alliance_id, area_id, few),
        columns.days(alliance_id, since, few),
        columns.assured(alliance_id, few),
        columns.helped(alliance_id, few),
    )


def remembered(key: tuple[Any, ...], stamp: ticks.Stamp, load: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    known = kept.get(key)
    if known is None or known[0] != stamp or not holds(known[1]):
        known = (stamp, load())
        kept[key] = known
    try:
        kept.move_to_end(key)
        while len(kept) > MOST:
            kept.popitem(last=False)
    except KeyError:  # another thread was quicker
        pass
    return known[1]
