"""The command: a file in, a file out; what is wrong with a file is one sentence."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from drystone.brokering.planning import model, planner
from drystone.jobs.benchmarking import terms
from drystone.jobs.management.commands import plan_term as plan_term_command
from tests.brokering.planning import oracle, small, told
from tests.brokering.planning.test_plan import near


def plan_term(folder: Path, term: Any, *options: str) -> dict[str, Any]:
    file = small.written(folder, term)
    call_command("plan_term", "--input", str(file), "--output", str(folder / "plan.json"), *options)
    return json.loads((folder / "plan.json").read_text("utf-8"))


def test_it_writes_a_plan(tmp_path: Path) -> None:
    plan = plan_term(
        tmp_path, small.one(requests=[small.request("r1", "reeth"), small.request("r2", "reeth", days=50)])
    )
    assert plan.pop("seconds") < 60
    unserved = plan.pop("unserved")
    assert plan == {
        "format": 1,
        "value": 323,
        "bound": 323,
        "gap": 0.0,
        "assignments": {"r1": [["ann", 4]]},
        "pins_broken": {},
    }
    assert unserved.keys() == {"r2"}
    assert unserved["r2"].keys() == {"reason", "text", "would_change"}


def test_the_same_file_gives_the_same_plan(tmp_path: Path) -> None:
    term = terms.invent(near(40, 9), 30, 50, 9)
    first, second = plan_term(tmp_path, term), plan_term(tmp_path, term)
    assert first | {"seconds": 0} == second | {"seconds": 0}


@pytest.mark.parametrize("exact", [1_500, 0])
def test_after_a_refusal_little_else_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int) -> None:
    monkeypatch.setattr(planner, "EXACT", exact)
    term = terms.invent(near(50, 2), 40, 60, 2)
    before = plan_term(tmp_path, term)
    (tmp_path / "before.json").write_text(json.dumps(before))
    name, parts = list(before["assignments"].items())[3]
    said = ("--previous", str(tmp_path / "before.json"), "--refused", f"{name}:{parts[0][0]}")
    after = plan_term(tmp_path, term, *said)
    assert parts[0][0] not in [leader for leader, _ in after["assignments"].get(name, [])]
    changed = [each for each in before["assignments"] if before["assignments"][each] != after["assignments"].get(each)]
    assert len(changed) <= 3
    assert after["value"] >= before["value"] * 0.97


@pytest.mark.parametrize("exact", [1_500, 0])
def test_an_earlier_plan_that_asks_too_much_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int
) -> None:
    monkeypatch.setattr(planner, "EXACT", exact)
    asks = [small.request(name, "reeth", days=6) for name in ("a", "b")]
    before = {"format": 1, "assignments": {name: [["ann", 6]] for name in ("a", "b", "gone")}}
    file = small.written(tmp_path, before, "before.json")
    plan = plan_term(tmp_path, small.one(requests=asks), "--previous", str(file))
    assert len(plan["assignments"]) == 1


def test_it_compares_with_what_a_person_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """More requests served may mean more miles a day: it says where they come from."""
    plan_term(tmp_path, terms.invent(near(40, 9), 30, 50, 9), "--baseline")
    said = capsys.readouterr().out
    assert [line.split(":")[0] for line in said.splitlines()] == [
        "requests served",
        "days",
        "value",
        "miles there and back for each day",
        "miles a day",
        "miles a day for requests that both serve",
        "miles a day for requests that only this one serves",
        "Gini of days between leaders",
    ]


def bad(**changes: Any) -> dict[str, Any]:
    return small.one(requests=[small.request("r1", "reeth") | changes])


BAD: dict[str, tuple[Any, str]] = {
    "cut short": (json.dumps(small.one())[:-9], "is not whole JSON at line 1; was it cut short?"),
    "empty": ("", "is not whole JSON"),
    "deep": ("[" * 100_000, "is not whole JSON"),
    "a list": ([], "does not hold one object"),
    "another format": (small.one() | {"format": 2}, "is not an instance of format 1"),
    "no leaders": ({"format": 1, "weeks": 3, "schools": [], "requests": []}, "has no list of leaders"),
    "unknown school": (bad(school="oz"), "Request r1: there is no school oz."),
    "not a number": (bad(days=float("nan")), "NaN is not a number; every number must be whole."),
    "negative": (bad(days=-1), "Request r1: days must be between 0 and 10,000,000, not -1."),
    "in parts": (bad(days=2.5), "Request r1: days must be a whole number, not 2.5."),
    "in words": (bad(days="two"), "Request r1: days must be a whole number, not two."),
    "none": (bad(days=None), "Request r1: days must be a whole number."),
    "huge": (bad(days=10**30), "Request r1: days must be between"),
    "priority five": (bad(priority=5), "Request r1: priority must be between 1 and 4, not 5."),
    "backwards": (bad(start=9, end=3), "Request r1 ends in week 3, before it starts in week 9."),
    "after the term": (bad(end=40), "Request r1: end must be between 0 and 13, not 40."),
    "no name": (bad(id=None), "A request has no id."),
    "twice": (small.one(requests=[small.request("r1", "reeth")] * 2), "Request r1 is there twice."),
    "no alliance": (small.one() | {"alliance_lends": []}, "School hawes: alliance must be between 0 and -1, not 0."),
    "no areas": (small.one([small.leader("ann", "hawes", specialisms=[])]), "Leader ann: specialisms must be areas"),
    "parts": (small.one() | {"parts_a_day": 3}, "The instance: parts_a_day must be between 1 and 2, not 3."),
    "weights": (small.one() | {"weights": {"age": 2}}, "weights may be given for fit, distance, fairness,"),
    "a weight": (small.one() | {"weights": {"fit": 1.5}}, "weights: fit must be a whole number, not 1.5."),
    "promises": (small.one([small.leader("ann", "hawes", committed=[[1]])]), "Leader ann: each of committed must be"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_one_sentence(tmp_path: Path, what: str) -> None:
    term, sentence = BAD[what]
    with pytest.raises(CommandError) as refused:
        plan_term(tmp_path, term)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "plan.json").exists()


def test_what_cannot_be_read_written_or_found_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("plan_term", "--input", str(tmp_path / "no.json"), "--output", str(tmp_path / "plan.json"))
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command(
            "plan_term",
            "--input",
            str(small.written(tmp_path, small.one())),
            "--output",
            str(tmp_path / "no" / "plan.json"),
        )
    with pytest.raises(CommandError, match="--refused r9:ann names no request"):
        plan_term(tmp_path, small.one(), "--refused", "r9:ann")
    with pytest.raises(CommandError, match="is not a plan of format 1"):
        plan_term(tmp_path, small.one(), "--previous", str(small.written(tmp_path, {}, "before.json")))


def test_a_bad_file_ends_the_process_with_one_line(tmp_path: Path) -> None:
    file = small.written(tmp_path, bad(days=-1))
    command = (sys.executable, "manage.py", "plan_term", "--input", file, "--output", tmp_path / "plan.json")
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines() == ["CommandError: Request r1: days must be between 0 and 10,000,000, not -1."]


@pytest.mark.parametrize("what", ["--seconds", "--gap"])
@pytest.mark.parametrize("said", ["-1", "nan", "soon"])
def test_a_number_that_is_none_ends_the_process_with_two(tmp_path: Path, what: str, said: str) -> None:
    command = (sys.executable, "manage.py", "plan_term", "--input", "t", "--output", "p", what, said)
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].endswith(f"argument {what}: {said} is not a number from 0 on")


@pytest.mark.parametrize("exact", [1_500, 0])
@pytest.mark.parametrize("calls", [0, 3, 9])
def test_cut_short_it_is_a_whole_plan_with_a_true_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int, calls: int
) -> None:
    """At once, while it looks for a bound, or later; pins and reasons hold all the same."""
    term = terms.invent(near(40, 9), 30, 60, 9)
    whole = planner.plan(small.read(tmp_path, term), gap=0)
    pinned = next(request for request in term["requests"] if request["id"] in whole.served)
    pinned["pinned"] = whole.served[pinned["id"]][0][0]
    instance = small.read(tmp_path, term)
    monkeypatch.setattr(planner, "EXACT", exact)
    monkeypatch.setattr(model, "ASK_AFTER", 0.0)
    left = iter([True] * calls)
    plan = planner.plan(instance, say=lambda what, done, of: next(left, False))
    assert oracle.broken(instance, plan.served) == []
    assert pinned["pinned"] in [leader for leader, _ in plan.served[pinned["id"]]]
    assert 0 < plan.value <= whole.value <= plan.bound
    assert all(told.is_true(instance, plan.served, name, why.would_change) for name, why in plan.unserved.items())


def test_ctrl_c_asks_for_the_best_so_far_and_a_second_one_stops(tmp_path: Path) -> None:
    said: list[str] = []
    with plan_term_command.Stopping(60, said.append) as stopping:
        os.kill(os.getpid(), signal.SIGINT)
        assert (stopping.asked, len(said)) == (True, 1)
        with pytest.raises(CommandError, match="No plan was written") as stopped:
            os.kill(os.getpid(), signal.SIGINT)
    assert stopped.value.returncode == 130
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_when_its_time_is_up_it_writes_what_it_has(tmp_path: Path) -> None:
    plan = plan_term(tmp_path, terms.invent(near(40, 9), 30, 50, 9), "--seconds", "0")
    assert len(plan["assignments"]) > 10
    assert 0 <= plan["gap"] < 1


def test_what_was_written_before_stays_where_a_plan_is_refused(tmp_path: Path) -> None:
    plan_term(tmp_path, small.one())
    before = (tmp_path / "plan.json").read_text("utf-8")
    with pytest.raises(CommandError):
        plan_term(tmp_path, bad(days=-1))
    assert (tmp_path / "plan.json").read_text("utf-8") == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.json", "term.json"]


def test_a_product_that_plans_nothing_never_loads_the_solver() -> None:
    """The pages, the jobs and the clock start as quickly as before; every page, as none of them ranks yet."""
    start = (
        "import sys; from drystone.config import wsgi; from drystone.jobs import daily, runner; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "from drystone.web.office import candidates; "
        "print([name for name in ('numpy', 'highspy') if name in sys.modules])"
    )
    ended = subprocess.run((sys.executable, "-c", start), capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
