"""Several who act at the same moment, each on a connection of her own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from drystone.lifecycle import AlreadyMoved, Refused


def at_once(*acts: Callable[[], object], late: tuple[type[Exception], ...] = ()) -> list[str]:
    """What became of each, in the order in which they are given: done, or too late.

    `late` are the ways in which somebody is told that another was quicker, besides those that every room has.
    """
    together = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        together.wait()
        try:
            act()
        except (AlreadyMoved, Refused, *late):
            return "too late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))
