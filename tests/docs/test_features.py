"""Each feature that we say we have is shown by a test, which names it in its docstring: `Features 9: ...`."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
SHOWN = re.compile(r"Features (\d+): ([^.\n]*)")
OURS = (*range(1, 38), 39, 40, *range(74, 78))
"""From rounds and forms to the register and its directory, row by row; groups and needs. Not how long a way takes."""


def docstrings() -> list[str]:
    """What the tests say of themselves."""
    trees = (ast.parse(file.read_text("utf-8")) for file in TESTS.rglob("test_*.py"))
    tests = (node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef))
    return [ast.get_docstring(test) or "" for test in tests if test.name.startswith("test_")]


def test_every_feature_is_named_by_a_test_that_shows_it_and_always_by_one_name() -> None:
    named: dict[int, set[str]] = {}
    for number, name in (found for text in docstrings() for found in SHOWN.findall(text)):
        named.setdefault(int(number), set()).add(name)
    assert [number for number in OURS if number not in named] == []
    assert {number: names for number, names in named.items() if len(names) > 1} == {}
