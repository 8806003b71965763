"""Takes one control away at a time, and sees the suite notice: `scripts/controls.py`, or with words of a few names.

Each entry of tests/controls/ is a text of the product (`was`, once in its file), what stands there when the control
is gone (`becomes`), and the tests that must notice; `postgresql = true` where only PostgreSQL shows it. The change is
made in a copy of the tree, never here. Before that the same tests run on the copy as it is: a test that is red anyway
notices nothing. Exit code 1: a control can be taken away and nobody notices.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import postgres

ROOT = Path(__file__).resolve().parents[1]
LISTS = ROOT / "tests" / "controls"
PYTEST = (sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-rf", "--tb=no")
UNNOTICED, BROKEN = "NOBODY NOTICES", "CANNOT BE ASKED"


@dataclass(frozen=True)
class Control:
    """What is taken away, where it stands, what is there without it, and which tests must notice."""

    name: str
    file: str
    was: str
    becomes: str
    tests: list[str]
    postgresql: bool = False


def main() -> int:
    started, words = monotonic(), " ".join(sys.argv[1:]).lower()
    chosen = [control for control in controls() if words in control.name.lower()]
    verdicts: list[str] = []
    with copied_tree() as tree:
        for on_postgres in (False, True):
            asked = [control for control in chosen if control.postgresql == on_postgres]
            with postgres.database() if asked and on_postgres else nullcontext("") as address:
                if on_postgres and not address:
                    verdicts += ["not asked: no PostgreSQL here" for _ in asked]
                else:
                    verdicts += verdicts_on(asked, tree, address)
    faults = sum(verdict in (UNNOTICED, BROKEN) for verdict in verdicts)
    print(f"{len(verdicts)} controls, {faults} unnoticed, {monotonic() - started:.0f} s")
    return 1 if faults or not verdicts else 0


def controls() -> list[Control]:
    lists = [tomllib.loads(file.read_text("utf-8")) for file in sorted(LISTS.glob("*.toml"))]
    return [Control(**entry) for entries in lists for entry in entries["control"]]


@contextmanager
def copied_tree() -> Iterator[Path]:
    """A copy of all that git knows or would take, gone afterwards."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with tempfile.TemporaryDirectory(prefix="drystone-controls-") as folder:
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, Path(folder) / name)
        yield Path(folder)


def verdicts_on(asked: list[Control], tree: Path, address: str) -> list[str]:
    """What became of each, printed as it is known."""
    named = sorted({test for control in asked for test in control.tests})
    whole = run(named, tree, address) if named else None
    if whole and whole.returncode:
        sys.exit(f"These tests are red although nothing was taken away:\n{whole.stdout}{whole.stderr}")
    verdicts = []
    for control in asked:
        verdicts.append(noticed(control, tree, address))
        print(f"{control.name:74} {verdicts[-1]}", flush=True)
    return verdicts


def noticed(control: Control, tree: Path, address: str) -> str:
    """The first test that fails without this control."""
    file = tree / control.file
    text = file.read_text("utf-8")
    file.write_text(text.replace(control.was, control.becomes), "utf-8")
    try:
        ran = run(control.tests, tree, address)
    finally:
        file.write_text(text, "utf-8")
    failed = [line.removeprefix("FAILED ") for line in ran.stdout.splitlines() if line.startswith("FAILED ")]
    if failed:
        return failed[0].split(" - ")[0].removeprefix("tests/")
    return BROKEN if ran.returncode else UNNOTICED


def run(tests: list[str], tree: Path, address: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DRYSTONE_", "DJANGO_"))}
    kept |= {"DRYSTONE_DATABASE_URL": address} if address else {}
    return subprocess.run([*PYTEST, *tests], cwd=tree, env=kept, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main())
