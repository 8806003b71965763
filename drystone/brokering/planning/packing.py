"""Of many bundles at most one for each leader, so that no request is served twice: a first good plan of a region."""

from collections.abc import Iterable

import highspy
import numpy as np

from .facts import Facts, Numbers
from .model import Entries, GoOn, Program, run
from .prices import Bundle
from .score import FELT
from .ways import Ways

MANY = 4_000


def pack(facts: Facts, ways: Ways, bundles: Iterable[Bundle], *, gap: float, go_on: GoOn | None = None) -> Numbers:
    """The ways of a good choice of bundles, to a relative gap; in tiles of neighbours, where they are many."""
    left = facts.days_left
    fitting = sorted({fit(facts, ways, bundle, left) for bundle in bundles} - {()})
    chosen: list[int] = []
    taken = np.zeros(len(facts.instance.requests), dtype=bool)
    for tile in tiles(facts, ways, fitting):
        free = [bundle for bundle in tile if not taken[ways.request[list(bundle)]].any()]
        if free and (go_on is None or go_on()):
            picked = Packing(facts, ways, free).choose(gap, go_on)
            taken[ways.request[picked]] = True
            chosen += picked
    return np.array(sorted(chosen), dtype=np.int64)


def fit(facts: Facts, ways: Ways, bundle: Bundle, left_of: Numbers) -> Bundle:
    """The bundle without what has no room in her weeks or days, the most valuable first."""
    leader = ways.leader[bundle[0]]
    room, left = facts.room[leader].tolist(), int(left_of[leader])
    kept: dict[int, int] = {}
    for way in sorted(bundle, key=lambda way: (-ways.worth[way], way)):
        request = int(ways.request[way])
        start, end = facts.requests["start"][request], facts.requests["end"][request] + 1
        if request not in kept and ways.days[way] <= left and min(room[start:end]) > 0:
            left -= int(ways.days[way])
            room[start:end] = [each - 1 for each in room[start:end]]
            kept[request] = way
    return tuple(sorted(kept.values()))


def tiles(facts: Facts, ways: Ways, bundles: list[Bundle]) -> list[list[Bundle]]:
    """Bundles of leaders who work near each other, at most about so many; those of one home school stay together."""
    if len(bundles) <= MANY:
        return [bundles]
    first = np.array([bundle[0] for bundle in bundles])
    home = facts.leaders["home"][ways.leader[first]]
    order = np.lexsort((np.arange(len(home)), home, facts.along()[ways.leader[first]]))
    found: list[list[Bundle]] = [[]]
    for place, number in enumerate(order):
        if len(found[-1]) >= MANY and home[number] != home[order[place - 1]]:
            found.append([])
        found[-1].append(bundles[number])
    return found


class Packing(Program):
    """Columns: the bundles, then the requests that two share. Rows: requests, leaders, days of home schools."""

    def __init__(self, facts: Facts, ways: Ways, bundles: list[Bundle]) -> None:
        super().__init__()
        self.bundles = bundles
        lengths = np.array([len(bundle) for bundle in bundles])
        self.way = np.array([way for bundle in bundles for way in bundle], dtype=np.int64)
        self.bundle = np.repeat(np.arange(len(bundles)), lengths)
        self.days = np.bincount(self.bundle, weights=ways.days[self.way]).astype(np.int64)
        self.leader = ways.leader[self.way[np.cumsum(lengths) - lengths]]
        worth = np.bincount(self.bundle, weights=ways.worth[self.way])
        self.once(ways)
        count = np.arange(len(bundles))
        leaders, of = np.unique(self.leader, return_inverse=True)
        self.rows(-np.inf, np.ones(len(leaders)), (of, count, 1))
        homes, of = np.unique(facts.leaders["home"][self.leader], return_inverse=True)
        self.rows(-np.inf, np.maximum(0, facts.home_left[homes]), (of, count, self.days))
        self.cost = np.concatenate([worth - self.burden(facts), np.zeros(self.shared)])

    def once(self, ways: Ways) -> None:
        request, half = ways.request[self.way], ways.is_half[self.way]
        asked, shared = np.unique(request), np.unique(request[half])
        self.shared = len(shared)
        number = len(self.bundles) + np.arange(len(shared))
        whole: Entries = (np.searchsorted(asked, request[~half]), self.bundle[~half], 1)
        self.rows(-np.inf, np.ones(len(asked)), whole, (np.searchsorted(asked, shared), number, 1))
        halves: Entries = (np.searchsorted(shared, request[half]), self.bundle[half], 1)
        self.rows(0, np.zeros(len(shared)), halves, (np.arange(len(shared)), number, -2))

    def burden(self, facts: Facts) -> Numbers:
        cap, used = facts.leaders["cap"][self.leader], facts.promised[self.leader]
        edges = [cap * part // 100 for part in FELT]
        more = [np.maximum(0, used + self.days - edge) - np.maximum(0, used - edge) for edge in edges]
        return facts.more * (more[0] + more[1])

    def choose(self, gap: float, go_on: GoOn | None) -> list[int]:
        width = len(self.cost)
        solver = self.solver(self.cost, np.ones(width), integers=width, gap=gap, nodes=1)
        run(solver, go_on)
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return []
        picked = np.array(solver.getSolution().col_value[: len(self.bundles)]) > 0.5
        return self.way[picked[self.bundle]].tolist()
