"""Plans in a process of its own: it can be stopped at any moment, and what it loads and holds goes with it.

Nothing but that process loads numpy and HiGHS; whoever asks for a plan waits for what it says.
"""

import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from .instance import Instance
from .plan import Plan, Served

SPAWN = multiprocessing.get_context("spawn")
LOOK = 0.4  # seconds between two looks at whether it is still wanted
Say = Callable[[str, int, int], bool]


class Stopped(Exception):
    """Nobody wants the plan any more."""


class NoAnswer(Exception):
    """The process ended without a plan; what it met stands in its own words on the standard error."""


@dataclass(frozen=True)
class Figures:
    """What a plan comes to: requests helped, days in parts, miles there and back, and how evenly days lie (Gini)."""

    served: int
    days: int
    miles: int
    gini: float


@dataclass(frozen=True)
class Made:
    """The plan; and in figures the plan, what stands now, and what is done by hand."""

    plan: Plan
    planned: Figures
    now: Figures
    by_hand: Figures


def plan(instance: Instance, *, before: Served | None, now: Served, say: Say) -> Made:
    """The plan of a term; `say` hears how far it is several times a second, and false from it ends the process.

    Raises Stopped then, and NoAnswer when the process comes to no end of its own.
    """
    here, there = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(target=work, args=(there, instance, before, now), daemon=True)
    process.start()
    there.close()
    try:
        return answer(here, say)
    finally:
        process.kill()
        process.join()
        here.close()


def answer(here: Connection, say: Say) -> Made:
    last, looked = ("Putting leaders and requests together", 0, 0), 0.0
    while True:
        if here.poll(LOOK):
            try:
                heard: Any = here.recv()
            except EOFError:
                raise NoAnswer from None
            if isinstance(heard, Made):
                return heard
            last = heard
        if monotonic() - looked >= LOOK:
            looked = monotonic()
            if not say(*last):
                raise Stopped


def work(there: Connection, instance: Instance, before: Served | None, now: Served) -> None:
    """What the process does. It is stopped by being killed, or when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def say(what: str, done: int, of: int) -> bool:
        there.send((what, done, of))
        return True

    making = import_module(f"{__package__}.making")  # loads numpy and HiGHS, here alone
    there.send(making.make(instance, before, now, say))
