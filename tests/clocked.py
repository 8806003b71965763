"""The product's processes under a clock that the suite moves: months pass between two presses of a button.

`gunicorn tests.clocked:web()` and `python -m tests.clocked worker` run the real web and the real commands; only
their clock is another one, which ticks on from the moment written in the file DRYSTONE_TEST_CLOCK.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import time_machine
from django.core.management import execute_from_command_line

POLL_SECONDS = 0.02


def web() -> Callable:
    follow(Path(os.environ["DRYSTONE_TEST_CLOCK"]))
    return import_module("drystone.config.wsgi").application


def write(clock: Path, moment: datetime) -> None:
    """Sets the clock of every process that follows this file."""
    new = clock.with_suffix(".new")
    # The machine's monotonic clock is common to all processes and never moved, so they all agree.
    new.write_text(f"{moment.timestamp()} {time.monotonic()}")
    new.replace(clock)


def follow(clock: Path) -> None:
    """Moves this process to the moment in the file, now and whenever the file changes."""
    written = clock.read_text()
    coordinates = time_machine.travel(moment_in(written), tick=True).start()

    def keep(written: str) -> None:
        while True:
            time.sleep(POLL_SECONDS)
            if (now := clock.read_text()) != written:
                written = now
                coordinates.move_to(moment_in(written))

    threading.Thread(target=keep, args=[written], daemon=True).start()


def moment_in(written: str) -> datetime:
    moment, set_at = map(float, written.split())
    return datetime.fromtimestamp(moment + time.monotonic() - set_at, UTC)


if __name__ == "__main__":
    follow(Path(os.environ["DRYSTONE_TEST_CLOCK"]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drystone.config.settings")
    execute_from_command_line(["manage.py", *sys.argv[1:]])
