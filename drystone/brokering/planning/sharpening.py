"""Makes a bound lower: a linear program knows what each home school took so far, and says which prices to try next.

Its prices stay near the best that are known, nearer where it promised too much. The auction is held carefully, with
leaders' weeks as they are.
"""

from collections.abc import Callable, Iterator

import numpy as np

from . import limits
from .auction import PARTS, Auction
from .facts import Facts, Numbers
from .offers import Offers
from .packing import fit
from .prices import Bundle, Priced, Prices
from .ways import Ways

ROUNDS, ENOUGH = 30, 0.0001
NEAR, FURTHER, NEARER = 3.0, 1.5, 0.6  # points by which a price may change, and how that grows and shrinks


def sharpen(facts: Facts, ways: Ways, priced: Priced, say: Callable[[int, int], bool]) -> tuple[int, set[Bundle]]:
    """The bound, and the bundles that are as good as the best at its prices."""
    auction = Auction(facts, ways, carefully=True)
    rows = limits.requests(facts, ways) + limits.weeks(facts, ways, ~auction.by_weeks) + limits.halves(ways)
    prices, offers = Prices(ways, rows), Offers(auction, rows)
    offers.add(possible(facts, ways, priced.taken))
    prices.now[: len(priced.asked)] = priced.asked
    best, near, lowest = prices.now, NEAR, asked(auction, prices, offers)
    for number in range(ROUNDS):
        prices.now, promised = offers.cheapest(best, near)
        if lowest - promised < ENOUGH * lowest or not say(number, int(lowest)):
            break
        total = asked(auction, prices, offers)
        kept = (lowest - total) / (lowest - promised)
        near *= FURTHER if kept > 0.5 else NEARER if kept < 0.1 else 1
        if total < lowest:
            lowest, best = total, prices.now
    prices.now = best
    return min(priced.bound, int(lowest)), offers.tempting(prices.of_ways() / PARTS)


def asked(auction: Auction, prices: Prices, offers: Offers) -> float:
    """What no plan is worth more than by these prices; what is taken at them is remembered."""
    held = auction.hold(prices.of_ways())
    offers.add([held.ways])
    return (held.most + prices.together()) / PARTS


def possible(facts: Facts, ways: Ways, taken: list[Numbers]) -> Iterator[Numbers]:
    """What was taken when weeks had prices only, less what has no room in them."""
    left, known = facts.days_left, dict[Bundle, Bundle]()
    for each in taken:
        kept: list[int] = []
        for part in np.split(each, np.nonzero(np.diff(ways.leader[each]))[0] + 1):
            bundle = tuple(part.tolist())
            if bundle and bundle not in known:
                known[bundle] = fit(facts, ways, bundle, left)
            kept += known.get(bundle, ())
        yield np.array(kept, dtype=np.int64)
