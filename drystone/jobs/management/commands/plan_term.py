"""`manage.py plan_term --input FILE --output FILE`: plans a term from a file and writes the plan to another.

It reads and changes no database. The same file gives the same plan, but for `seconds`, unless --seconds or Ctrl-C
cuts it short; what is written is then a whole plan too, with the gap that is proven so far. Where the input makes no
plan, one sentence says why, and the process ends with 2.
"""

import os
import signal
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from drystone.brokering.planning import baseline, planner, reading
from drystone.brokering.planning.instance import Instance, Name
from drystone.brokering.planning.plan import Served
from drystone.lifecycle import Refused

WRONG, STOPPED = 2, 130  # how the process ends where what was given makes no plan, or where it was stopped


class Command(BaseCommand):
    help = "Plans a term: all requests and all leaders at once, by the hard rules, to a proven gap."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--input", type=Path, required=True, metavar="FILE", help="the term, as JSON of format 1")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="where the plan is written")
        parser.add_argument("--previous", type=Path, metavar="FILE", help="an earlier plan: change as little as pays")
        parser.add_argument(
            "--refused", action="append", default=[], metavar="REQUEST:LEADER", help="refused since; may be repeated"
        )
        parser.add_argument(
            "--gap", type=at_least_nothing, default=0.0005, help="how near to the best is near enough (0.0005)"
        )
        parser.add_argument(
            "--seconds",
            type=at_least_nothing,
            default=float("inf"),
            help="come to an end after so many, with the best so far",
        )
        parser.add_argument("--baseline", action="store_true", help="compare with what a person does by hand")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        try:
            with Stopping(options["seconds"], self.stderr.write) as stopping:
                instance = reading.instance(options["input"])
                instance = instance.refusing([refusal(instance, said) for said in options["refused"]])
                before = reading.plan(options["previous"], instance) if options["previous"] else None
                plan = planner.plan(instance, gap=options["gap"], before=before, say=self.teller(started, stopping))
                write(options["output"], plan.text(monotonic() - started))
        except Refused as refused:
            raise CommandError(str(refused), returncode=WRONG) from refused
        self.stderr.write(
            f"{len(plan.served):,} of {len(instance.requests):,} requests served, worth {plan.value:,}; "
            f"no plan is worth more than {plan.bound:,} ({plan.gap:.2%}). {monotonic() - started:.1f} s"
        )
        if options["baseline"]:
            self.compare(instance, plan.served)

    def compare(self, instance: Instance, served: Served) -> None:
        self.stdout.write(baseline.compared(instance, served, baseline.by_hand(instance)))

    def teller(self, started: float, stopping: "Stopping") -> Callable[[str, int, int], bool]:
        """Says on the other stream how far it is, once a second at most; false when it is to end."""
        said = started

        def say(what: str, done: int, of: int) -> bool:
            nonlocal said
            now = monotonic()
            if now - said >= 1:
                self.stderr.write(f"{now - started:5.0f} s  {what} ({done:,} of {of:,})")
                said = now
            return not stopping.asked and now - started < stopping.seconds

        return say


class Stopping:
    """Ctrl-C asks for an end with the best plan so far; a second one is obeyed at once, and nothing is written."""

    def __init__(self, seconds: float, say: Callable[[str], Any]) -> None:
        self.asked, self.seconds, self.say = False, seconds, say

    def __enter__(self) -> "Stopping":
        self.before = signal.signal(signal.SIGINT, self.ask) if current_thread() is main_thread() else None
        return self

    def ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise CommandError("Stopped. No plan was written.", returncode=STOPPED)
        self.asked = True
        self.say("The best plan so far is written. Ctrl-C again stops at once, without a plan.")

    def __exit__(self, *problem: object) -> None:
        if self.before:
            signal.signal(signal.SIGINT, self.before)


def at_least_nothing(said: str) -> float:
    """A number of seconds, or a part of the whole."""
    try:
        number = float(said)
    except ValueError:
        number = -1
    if not number >= 0:
        raise ArgumentTypeError(f"{said} is not a number from 0 on")
    return number


def refusal(instance: Instance, said: str) -> tuple[Name, Name]:
    """REQUEST:LEADER, where names may hold colons themselves."""
    requests = {str(name): name for name in instance.request_at}
    leaders = {str(name): name for name in instance.leader_at}
    parts = said.split(":")
    for cut in range(1, len(parts)):
        request, leader = ":".join(parts[:cut]), ":".join(parts[cut:])
        if request in requests and leader in leaders:
            return requests[request], leaders[leader]
    raise Refused(f"--refused {said} names no request and leader of the term, as REQUEST:LEADER.")


def write(file: Path, text: str) -> None:
    """Whole or not at all."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_text(text, "utf-8")
        beside.replace(file)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise Refused(f"{file} cannot be written: {problem.strerror}.") from problem
