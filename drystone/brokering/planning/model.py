"""The choice as a linear program in whole numbers: a column for each way to help, a row for each limit."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from .facts import Facts, Numbers
from .ways import Ways, fullest_weeks

Entries = tuple[Any, Any, Any]  # row, column, how much of the row the column takes
GoOn = Callable[[], bool]
ASK_AFTER = 0.5  # seconds
SECONDS = 120.0  # after which HiGHS gives what it has; no program that is made here has taken as long


class Program:
    """Rows that are gathered one kind after the other, and the solver that is told of them."""

    def __init__(self) -> None:
        self.entries: list[Entries] = []
        self.least: list[Any] = []
        self.most: list[Any] = []

    def rows(self, least: Any, most: Any, *entries: Entries) -> None:
        """Adds rows of one kind; their entries count them from nought."""
        before = sum(map(len, self.most))
        self.most.append(np.asarray(most, float))
        self.least.append(np.broadcast_to(np.asarray(least, float), self.most[-1].shape))
        for row, column, much in entries:
            self.entries.append((row + before, column, np.broadcast_to(much, row.shape)))

    def solver(self, worth: Any, most: Any, *, integers: int, gap: float, nodes: int) -> highspy.Highs:
        """HiGHS, to make the worth the greatest; the first columns are whole numbers."""
        program, width = highspy.HighsLp(), len(worth)
        program.num_col_, program.num_row_ = width, sum(map(len, self.most))
        program.sense_ = highspy.ObjSense.kMaximize
        program.col_cost_, program.col_lower_, program.col_upper_ = worth, np.zeros(width), most
        program.row_lower_, program.row_upper_ = np.concatenate(self.least), np.concatenate(self.most)
        row, column, much = (np.concatenate(parts) for parts in zip(*self.entries, strict=True))
        order, matrix = np.lexsort((row, column)), program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.start_ = np.searchsorted(column[order], np.arange(width + 1))
        matrix.index_, matrix.value_ = row[order], much[order].astype(float)
        if integers:
            whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
            program.integrality_ = [whole] * integers + [part] * (width - integers)
        solver = alone()
        for name, setting in (("mip_rel_gap", gap), ("mip_abs_gap", 0.999), ("mip_max_nodes", nodes)):
            solver.setOptionValue(name, setting)
        solver.passModel(program)
        return solver


def alone() -> highspy.Highs:
    """HiGHS as it is used here: it says nothing, and works on one thread, so that it always does the same."""
    solver = silent()
    settings: dict[str, Any] = {"log_to_console": False, "output_flag": False, "threads": 1, "parallel": "off"}
    for name, setting in (settings | {"random_seed": 1, "time_limit": SECONDS}).items():
        solver.setOptionValue(name, setting)
    return solver


def silent() -> highspy.Highs:
    """HiGHS greets on the standard output when it is made, whatever its settings say; here it does not."""
    output = os.dup(1)
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        return highspy.Highs()
    finally:
        os.dup2(output, 1)
        os.close(output)


@dataclass(frozen=True)
class Solved:
    """The ways chosen, and what no choice can be worth more than."""

    chosen: Numbers
    bound: float


def best(
    facts: Facts,
    ways: Ways,
    *,
    gap: float,
    nodes: int,
    must: frozenset[int] = frozenset(),
    go_on: GoOn | None = None,
) -> Solved:
    """The best choice among these ways, to a relative gap, looking into so many branches at most.

    `must` are the requests that have to be served as they are pinned.
    """
    if not len(ways):
        return Solved(np.zeros(0, np.int64), 0.0)
    solver = Model(facts, ways, must).whole(gap=gap, nodes=nodes)
    run(solver, go_on)
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(np.zeros(0, np.int64), info.mip_dual_bound)
    columns = np.array(solver.getSolution().col_value[: len(ways)])
    return Solved(np.nonzero(columns > 0.5)[0], info.mip_dual_bound)


def run(solver: highspy.Highs, go_on: GoOn | None) -> None:
    """Lets HiGHS work for as long as it may, which is asked twice a second."""
    asked = monotonic()

    def ask(event: Any) -> None:
        nonlocal asked
        if go_on and monotonic() - asked >= ASK_AFTER:
            asked = monotonic()
            event.interrupt(not go_on())

    if go_on:
        solver.cbMipInterrupt += ask
    solver.run()


def promising(facts: Facts, ways: Ways, within: float) -> NDArray[np.bool_]:
    """The ways that cost at most so many points, if leaders could be cut in pieces (the linear relaxation)."""
    if not len(ways):
        return np.zeros(0, dtype=bool)
    solver = Model(facts, ways, frozenset()).relaxed()
    solver.run()
    return np.array(solver.getSolution().col_dual[: len(ways)]) >= -within


class Model(Program):
    """Columns: ways, shared requests, days that are felt, days that weigh."""

    def __init__(self, facts: Facts, ways: Ways, must: frozenset[int]) -> None:
        super().__init__()
        self.facts, self.ways = facts, ways
        self.must = np.array(sorted(must), np.int64)
        self.shared = np.unique(ways.request[ways.is_half])
        self.people = np.unique(ways.leader)
        self.first_shared = len(ways)
        self.first_felt = self.first_shared + len(self.shared)
        self.first_heavy = self.first_felt + len(self.people)
        self.light, self.felt, self.heavy = facts.easy_days(self.people)
        kinds = (self.each_request_once, self.two_halves, self.days_of_leaders, self.days_of_homes, self.weeks)
        for rows in (*kinds, self.pins):
            rows()
        none, people = np.zeros(len(self.shared)), np.ones(len(self.people))
        self.cost = np.concatenate([ways.worth, none, -facts.more * people, -2 * facts.more * people])
        self.upper = np.concatenate([np.ones(self.first_felt), self.felt, self.heavy])

    def whole(self, *, gap: float, nodes: int) -> highspy.Highs:
        return self.solver(self.cost, self.upper, integers=self.first_felt, gap=gap, nodes=nodes)

    def relaxed(self) -> highspy.Highs:
        return self.solver(self.cost, self.upper, integers=0, gap=0, nodes=0)

    def each_request_once(self) -> None:
        asked = np.unique(self.ways.request)
        whole = np.nonzero(~self.ways.is_half)[0]
        shared = np.arange(len(self.shared))
        self.rows(
            -np.inf,
            np.ones(len(asked)),
            (np.searchsorted(asked, self.ways.request[whole]), whole, 1),
            (np.searchsorted(asked, self.shared), self.first_shared + shared, 1),
        )

    def two_halves(self) -> None:
        """Two halves or none; and no half where the request is not shared, which a solver would find out late."""
        half, shared = np.nonzero(self.ways.is_half)[0], np.arange(len(self.shared))
        of, each = np.searchsorted(self.shared, self.ways.request[half]), np.arange(len(half))
        self.rows(0, np.zeros(len(shared)), (of, half, 1), (shared, self.first_shared + shared, -2))
        self.rows(-np.inf, np.zeros(len(half)), (each, half, 1), (each, self.first_shared + of, -1))

    def days_of_leaders(self) -> None:
        """Days within what is light, felt or heavy; together no more than she has left."""
        way, person = np.arange(len(self.ways)), np.arange(len(self.people))
        self.rows(
            -np.inf,
            self.light,
            (np.searchsorted(self.people, self.ways.leader), way, self.ways.days),
            (person, self.first_felt + person, -1),
            (person, self.first_heavy + person, -1),
        )

    def days_of_homes(self) -> None:
        home = self.facts.leaders["home"]
        homes = np.unique(home[self.people])
        of = np.searchsorted(homes, home[self.ways.leader])
        most = np.maximum(0, self.facts.home_left[homes])
        self.rows(-np.inf, most, (of, np.arange(len(self.ways)), self.ways.days))

    def weeks(self) -> None:
        row, way, room = fullest_weeks(self.facts, self.ways)
        self.rows(-np.inf, room, (row, way, 1))

    def pins(self) -> None:
        pinned = self.facts.requests["pinned"][self.ways.request] == self.ways.leader
        kept = np.nonzero(pinned & np.isin(self.ways.request, self.must))[0]
        of = np.searchsorted(self.must, self.ways.request[kept])
        self.rows(1, np.ones(len(self.must)), (of, kept, 1))
