"""A plan in a process of its own: stopped within two seconds at any stage, and nothing left behind."""

import json
import multiprocessing
from pathlib import Path
from time import monotonic

import pytest

from drystone.brokering.planning import apart, making, reading
from drystone.brokering.planning.instance import Instance
from drystone.jobs.benchmarking import terms
from tests.brokering.planning import small

pytestmark = pytest.mark.real_time


def read(thing: dict, folder: Path) -> Instance:
    file = folder / "term.json"
    file.write_text(json.dumps(thing))
    return reading.instance(file)


def test_it_gives_what_would_be_planned_here(tmp_path):
    instance = read(small.one(), tmp_path)
    made = apart.plan(instance, before=None, now={}, say=lambda *said: True)
    assert made == making.make(instance, None, {}, lambda *said: True)
    assert (made.planned.served, made.planned.days, made.now.served, made.by_hand.served) == (1, 4, 0, 1)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("after", [0, 3])
def test_a_region_is_stopped_within_two_seconds(tmp_path, after):
    """While leaders and requests are put together, and while prices are being found."""
    instance, began, said = read(terms.make("M"), tmp_path), monotonic(), []

    def say(what: str, done: int, of: int) -> bool:
        said.append(monotonic())
        return said[-1] - began < after

    with pytest.raises(apart.Stopped):
        apart.plan(instance, before=None, now={}, say=say)
    assert monotonic() - said[-1] < 2
    assert max(later - earlier for earlier, later in zip([began, *said], said, strict=False)) < 1.5
    assert multiprocessing.active_children() == []


def test_a_process_that_breaks_says_so_and_keeps_nobody_waiting(tmp_path, capfd):
    instance = read(small.one(), tmp_path)
    with pytest.raises(apart.NoAnswer):
        apart.plan(instance, before={"r1": [("nobody", "many")]}, now={"r1": [("nobody", 1)]}, say=lambda *said: True)
    assert "KeyError" in capfd.readouterr().err
