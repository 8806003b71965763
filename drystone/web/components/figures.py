"""Drawings that say numbers: always with the numbers in words beside them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar: `shown` is its number as people say it ("1½ days"); `url` leads to what it counts."""

    label: str
    value: float
    shown: str
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars of one kind, with `about` as the sentence that says what to see in them."""

    title: str
    bars: list[Bar]
    thing: str
    counts: str
    about: str = ""

    @property
    def lengths(self) -> list[tuple[Bar, float]]:
        """Each bar with its length in hundredths of the longest."""
        longest = max((bar.value for bar in self.bars), default=0)
        return [(bar, round(100 * bar.value / longest, 1) if longest else 0) for bar in self.bars]


@dataclass(frozen=True)
class Meter:
    """How much of an amount is taken, in half-days; `done` of it is over, where that is told apart."""

    label: str
    used: int
    total: int
    done: int | None = None

    @property
    def share(self) -> float:
        return self.part(self.used)

    @property
    def done_share(self) -> float:
        return self.part(self.done or 0)

    def part(self, half_days: int) -> float:
        return min(100.0, round(100 * half_days / self.total, 1)) if self.total else 100.0 * (half_days > 0)

    @property
    def to_come(self) -> int:
        return self.used - (self.done or 0)

    @property
    def left(self) -> int:
        return max(0, self.total - self.used)

    @property
    def over(self) -> int:
        return max(0, self.used - self.total)
