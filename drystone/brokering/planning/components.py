"""Parts of a term that have nothing to do with each other: alliances that do not lend, above all."""

import numpy as np

from .facts import Facts, Numbers
from .ways import Ways


def of(facts: Facts, ways: Ways) -> list[Numbers]:
    """The ways of each part, by number: who can help with the same request, or works at the same school, is in one."""
    if not len(ways):
        return []
    home = facts.leaders["home"][ways.leader]
    label, before = np.arange(len(facts.instance.schools)), None
    asked = np.empty(len(facts.instance.requests), dtype=np.int64)
    while before is None or (label != before).any():
        before = label.copy()
        asked.fill(len(label))
        np.minimum.at(asked, ways.request, label[home])
        np.minimum.at(label, home, asked[ways.request])
        label = label[label]
    found = label[home]
    order = np.argsort(found, kind="stable")
    return np.split(order, np.nonzero(np.diff(found[order]))[0] + 1)
