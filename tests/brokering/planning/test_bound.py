"""What a leader can bring, and with it the bound, against every choice there is."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from drystone.brokering.planning import facts, pairs, ways
from drystone.brokering.planning.calendars import Calendars
from drystone.brokering.planning.facts import Facts
from drystone.brokering.planning.ways import Ways
from drystone.jobs.benchmarking import terms
from tests.brokering.planning import small
from tests.brokering.planning.test_plan import near

SPAN = 12


@pytest.mark.parametrize("seed", range(8))
def test_what_weeks_leave_is_counted_exactly(tmp_path: Path, seed: int) -> None:
    """For one and for two deployments at once, promises of before among them, and any number of days."""
    term = terms.invent(near(12, seed), 6, 40, seed)
    for number, leader in enumerate(term["leaders"]):
        leader |= {"specialisms": dict.fromkeys(terms.AREAS[:2], 3), "max_concurrent": 1 + number % 2}
        leader |= {"cap_days": SPAN, "reach_m": 60_000}
    known = facts.gather(small.read(tmp_path, term))
    able = ways.of(known, pairs.feasible(known))
    able = able.only(np.nonzero(~able.is_half)[0])
    able = able.only(np.nonzero(known.room[able.leader].max(axis=1) > 0)[0])
    found = Calendars(known, able, able.days, able.worth, SPAN)
    most = [[worth_of(able, list(chosen)) for chosen in every_choice(known, able, who)] for who in found.who.tolist()]
    for place, choices in enumerate(most):
        best = [max(worth for days, worth in choices if days <= limit) for limit in range(SPAN + 1)]
        assert found.most[place].tolist() == best
    taken = found.unpack(np.full(len(found.who), SPAN))
    assert able.worth[taken].sum() == found.most[:, SPAN].sum()


def every_choice(known: Facts, able: Ways, who: int) -> list[tuple[int, ...]]:
    """Whatever one leader could do together, her days aside."""
    hers, found = np.nonzero(able.leader == who)[0].tolist(), [()]
    for many in range(1, 5):
        found += [chosen for chosen in combinations(hers, many) if goes_together(known, able, list(chosen))]
    return found


def goes_together(known: Facts, able: Ways, chosen: list[int]) -> bool:
    room = known.room[able.leader[chosen[0]]].copy()
    for request in able.request[chosen].tolist():
        room[known.requests["start"][request] : known.requests["end"][request] + 1] -= 1
    return bool((room >= np.minimum(0, known.room[able.leader[chosen[0]]])).all())


def worth_of(able: Ways, chosen: list[int]) -> tuple[int, int]:
    return int(able.days[chosen].sum()), int(able.worth[chosen].sum())
