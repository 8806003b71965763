"""An instance as columns of numbers, and what is left of the term before anything is planned."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import score
from .instance import Instance

Numbers = NDArray[np.int64]
NOWHERE = -(10**9)


@dataclass(frozen=True)
class Facts:
    """Columns of the leaders, by `leader`, and of the requests, by `request`; days left are never below nothing."""

    instance: Instance
    leaders: dict[str, Numbers]
    requests: dict[str, Numbers]
    left: Numbers
    home_left: Numbers
    promised: Numbers
    room: Numbers

    @property
    def full(self) -> Numbers:
        """For each leader, how many weeks before each have no room for another deployment."""
        none = np.zeros((len(self.room), 1), dtype=np.int64)
        return np.concatenate([none, np.cumsum(self.room <= 0, axis=1)], axis=1)

    @property
    def more(self) -> int:
        """What one more day, or part of one, costs where days are felt."""
        return score.more(self.instance.weights, self.instance.parts_a_day)

    @property
    def days_left(self) -> Numbers:
        """What each leader can still give: of her own days, and of her school's."""
        return np.maximum(0, np.minimum(self.left, self.home_left[self.leaders["home"]]))

    def along(self) -> Numbers:
        """Leaders' places on a line that goes through the land without jumps, so that neighbours on it are near."""
        place, east, north = np.zeros(len(self.left), np.int64), self.leaders["e"] >> 4, self.leaders["n"] >> 4
        for bit in range(20):
            place |= ((east >> bit) & 1) << (2 * bit) | ((north >> bit) & 1) << (2 * bit + 1)
        return place

    def easy_days(self, people: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """How many of the days she can still give nobody feels, how many are felt, and how many weigh double."""
        left, used, cap = self.days_left[people], self.promised[people], self.leaders["cap"][people]
        first, second = (np.minimum(left, np.maximum(0, cap * part // 100 - used)) for part in score.FELT)
        return first, second - first, left - second

    def after(self, request: Numbers, leader: Numbers, days: Numbers) -> "Facts":
        """The same term with these assignments promised."""
        left, promised, home_left, room = (
            each.copy() for each in (self.left, self.promised, self.home_left, self.room)
        )
        np.subtract.at(left, leader, days)
        np.add.at(promised, leader, days)
        np.subtract.at(home_left, self.leaders["home"][leader], days)
        for who, start, end in zip(
            leader, self.requests["start"][request], self.requests["end"][request], strict=True
        ):
            room[who, start : end + 1] -= 1
        return replace(self, left=left, promised=promised, home_left=home_left, room=room)


def gather(instance: Instance) -> Facts:
    """The columns of an instance; what was promised before is taken from leaders, home schools and weeks."""
    leaders = table(leader_row(instance, number) for number in range(len(instance.leaders)))
    requests = table(request_row(instance, number) for number in range(len(instance.requests)))
    promised = np.array([sum(days for days, _, _ in each.committed) for each in instance.leaders], dtype=np.int64)
    home_left = np.array([school.home_cap for school in instance.schools], dtype=np.int64)
    if instance.leaders:
        np.subtract.at(home_left, leaders["home"], promised)
    room = np.zeros((len(instance.leaders), instance.weeks + 1), dtype=np.int64)
    for number, leader in enumerate(instance.leaders):
        room[number] = leader.max_concurrent
        for _, start, end in leader.committed:
            room[number, start : end + 1] -= 1
    left = np.array([leader.cap_days for leader in instance.leaders], dtype=np.int64) - promised
    return Facts(instance, leaders, requests, left, home_left, promised, room)


def table(rows: Any) -> dict[str, Numbers]:
    listed = list(rows)
    return {key: np.array([row[key] for row in listed], dtype=np.int64) for key in (listed[0] if listed else ())}


def leader_row(instance: Instance, number: int) -> dict[str, int]:
    leader = instance.leaders[number]
    home = instance.home(leader)
    return {
        **school_row(instance, leader.home),
        "home": instance.school_at[leader.home],
        "reach": leader.reach_m,
        "lends": instance.lends[home.alliance],
        "cap": leader.cap_days,
        "known": sum(1 << context for context in leader.past_contexts),
        "rested": max(0, 6 - 2 * leader.deployments_12m),
    }


def request_row(instance: Instance, number: int) -> dict[str, int]:
    request = instance.requests[number]
    school = instance.receiving(request)
    return {
        **school_row(instance, request.school),
        "school": instance.school_at[request.school],
        "context": school.context,
        "days": request.days,
        "half": request.half,
        "start": request.start,
        "end": request.end,
        "level": request.min_level,
        "priority": request.priority,
        "served": score.served(request.priority, request.days, instance.parts_a_day),
        "pinned": NOWHERE if request.pinned is None else instance.leader_at.get(request.pinned, NOWHERE),
    }


def school_row(instance: Instance, name: str | int) -> dict[str, int]:
    school = instance.schools[instance.school_at[name]]
    placed = school.e is not None and school.n is not None
    return {
        "placed": placed,
        "e": school.e or 0,
        "n": school.n or 0,
        "alliance": school.alliance,
        "size": NOWHERE if school.pupils is None else score.size(school.pupils),
        "fsm": NOWHERE if school.fsm is None else school.fsm,
        "rural": bool(school.rural),
    }
