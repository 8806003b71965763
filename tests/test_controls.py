"""The list of controls keeps fitting the product: `make controls` takes each away and sees the suite notice."""

import ast
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LISTS = [tomllib.loads(file.read_text("utf-8")) for file in sorted((ROOT / "tests" / "controls").glob("*.toml"))]
CONTROLS: list[dict[str, Any]] = [entry for entries in LISTS for entry in entries["control"]]


def test_each_control_stands_once_where_the_list_says_and_its_tests_are_there():
    found = [f"{control['name']}: {fault}" for control in CONTROLS for fault in faults(control)]
    assert found == []


def test_no_two_controls_have_one_name():
    assert [name for name, times in Counter(control["name"] for control in CONTROLS).items() if times > 1] == []


def faults(control: dict[str, Any]) -> Iterator[str]:
    file = ROOT / control["file"]
    text = file.read_text("utf-8") if file.is_file() else ""
    if (times := text.count(control["was"])) != 1:
        yield f"its text stands {times} times in {control['file']}"
    elif control["file"].endswith(".py"):
        yield from unreadable(text.replace(control["was"], control["becomes"]))
    yield from (f"there is no {test}" for test in control["tests"] if not exists(test))
    if not control["tests"]:
        yield "nobody has to notice"


def unreadable(text: str) -> Iterator[str]:
    """Without the control the file is still Python: a file that cannot be read is noticed by everything."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        yield f"without it line {error.lineno} is no Python"


def exists(test: str) -> bool:
    """`tests/people/test_link.py`, or that and `::test_a_name`, perhaps with the case it is asked for in brackets."""
    name, _, function = test.partition("::")
    file = ROOT / name
    return file.is_file() and (not function or f"def {function.partition('[')[0]}(" in file.read_text("utf-8"))
