"""What planning a term costs, each as a process of its own, start of Python and Django included."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

from drystone.brokering.planning import baseline, reading

from . import terms

NAMES = {f"plan {size}": size for size in terms.SIZES}
UNASKED = ("plan S", "plan M")  # the nation takes minutes, and is planned where somebody asks for it
Plan = dict[str, Any]


@dataclass(frozen=True)
class Planned:
    """`gap` is to the bound that the plan proves; `by_hand` is who is served by priority and age, one by one."""

    name: str
    requests: int
    leaders: int
    served: int
    by_hand: int
    value: int
    bound: int
    gap: float
    seconds: float
    cpu_seconds: float
    megabytes: int
    again_seconds: float
    again_changed: int


def asked(only: str) -> list[str]:
    """Which terms are planned, of the words that say what is measured."""
    words = [word for word in only.split(",") if word]
    return [name for name in NAMES if any(word == name for word in words)] if words else list(UNASKED)


def measured(names: list[str], say: Callable[[str], None]) -> Iterator[Planned]:
    """Plans an invented term of each size, and once more after one refusal."""
    for name in names:
        with TemporaryDirectory() as folder:
            planned = measure(name, Path(folder))
        say(f"{name}: {planned.gap:.2%} in {planned.seconds} s")
        yield planned


def measure(name: str, folder: Path) -> Planned:
    term = terms.make(NAMES[name])
    file = folder / "term.json"
    file.write_text(json.dumps(term))
    plan, seconds, cpu, megabytes = run(file, folder / "plan.json")
    request, parts = sorted(plan["assignments"].items())[len(plan["assignments"]) // 2]
    refused = ("--previous", str(folder / "plan.json"), "--refused", f"{request}:{parts[0][0]}")
    again, again_seconds, _, _ = run(file, folder / "again.json", *refused)
    return Planned(
        name,
        requests=len(term["requests"]),
        leaders=len(term["leaders"]),
        served=len(plan["assignments"]),
        by_hand=len(baseline.by_hand(reading.instance(file))),
        value=plan["value"],
        bound=plan["bound"],
        gap=plan["gap"],
        seconds=seconds,
        cpu_seconds=cpu,
        megabytes=megabytes,
        again_seconds=again_seconds,
        again_changed=changed(plan, again),
    )


def run(term: Path, plan: Path, *options: str) -> tuple[Plan, float, float, int]:
    """The plan, seconds by the clock, seconds of work, and the most megabytes it held."""
    began = perf_counter()
    command = (sys.executable, "-m", "django", "plan_term", "--input", str(term), "--output", str(plan), *options)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - a command of our own
    most = 0
    # Asked of the process while it runs: what the system says at its end includes what we held as it began.
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
        most = max(most, held(process.pid))
        sleep(0.05)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    seconds, cpu = perf_counter() - began, used.ru_utime + used.ru_stime
    return json.loads(plan.read_text("utf-8")), round(seconds, 1), round(cpu, 1), most


def held(pid: int) -> int:
    """The most megabytes that a running process has held."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def changed(before: Plan, after: Plan) -> int:
    """How many requests are helped otherwise than before."""
    one, other = before["assignments"], after["assignments"]
    return sum(one.get(request) != other.get(request) for request in one.keys() | other.keys())
