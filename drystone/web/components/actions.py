"""Buttons, from the table of a record's life: what this person may do with it now, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drystone.lifecycle import Life


@dataclass(frozen=True)
class Action:
    """A button. `press` does it at once by POST; without it, the button leads to a page that asks for more first."""

    label: str
    url: str
    press: bool = True
    grave: bool = False


def open_actions(life: Life, person: Any, record: Any, addresses: Mapping[str, "str | Action"]) -> list[Action]:
    """The moves of `life` open to `person`, in the order of the table, that this page has an address for.

    `addresses` gives for each verb its address, or a whole Action where pressing is not all there is to it.
    """
    return [
        address if isinstance(address, Action) else Action(move.button, address)
        for move in life.open_to(person, record)
        if (address := addresses.get(move.verb))
    ]
