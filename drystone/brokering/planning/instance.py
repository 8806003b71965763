"""What a plan is made from: schools, leaders and requests of one term, as whole numbers (format 1).

Everything is put in the order of its name, so that the order in the file never shows in a plan.
"""

from dataclasses import dataclass, field, replace

from .weights import AS_USUAL, Weights

Name = str | int


@dataclass(frozen=True)
class School:
    """Where somebody works, or is helped. Where a school lies may be unknown; then nobody reaches it."""

    id: Name
    e: int | None
    n: int | None
    phase: str
    pupils: int | None
    fsm: int | None
    rural: int
    alliance: int
    home_cap: int

    @property
    def context(self) -> int:
        return context_of(self.phase == "secondary", self.fsm, bool(self.rural))


def context_of(is_secondary: bool, fsm: int | None, is_rural: bool = False) -> int:
    """The kind of a school in three bits: 1 secondary, 2 rural, 4 three in ten or more with free meals."""
    return is_secondary + 2 * is_rural + 4 * ((fsm or 0) >= 30)


@dataclass(frozen=True)
class Leader:
    """A System Leader with what is left of the term; `committed` is promised before: days, first and last week."""

    id: Name
    home: Name
    specialisms: dict[str, int]
    phases: frozenset[str]
    cap_days: int
    max_concurrent: int
    reach_m: int
    conflicts: frozenset[Name]
    past_contexts: frozenset[int]
    deployments_12m: int
    committed: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Request:
    """A school's call for help: so many days of one area between two weeks, by one leader, or two with half each."""

    id: Name
    school: Name
    specialism: str
    phase: str
    days: int
    start: int
    end: int
    priority: int
    received: int
    min_level: int
    exclude_leaders: frozenset[Name]
    refused: frozenset[Name]
    pinned: Name | None
    previous: frozenset[Name]  # who has helped this school before
    may_split: int

    @property
    def half(self) -> int:
        """Half of its days; 0 where it may not be shared, or they are odd: nobody is sent for less than a part."""
        return self.days // 2 if self.may_split and self.days % 2 == 0 else 0


@dataclass(frozen=True)
class Instance:
    """One term to plan. With two parts a day, all days and caps of it are half-days."""

    weeks: int
    lends: tuple[bool, ...]
    schools: tuple[School, ...]
    leaders: tuple[Leader, ...]
    requests: tuple[Request, ...]
    parts_a_day: int = 1
    weights: Weights = AS_USUAL
    school_at: dict[Name, int] = field(init=False)
    leader_at: dict[Name, int] = field(init=False)
    request_at: dict[Name, int] = field(init=False)

    def __post_init__(self) -> None:
        for things, places in (("schools", "school_at"), ("leaders", "leader_at"), ("requests", "request_at")):
            ordered = tuple(sorted(getattr(self, things), key=lambda thing: str(thing.id)))
            object.__setattr__(self, things, ordered)
            object.__setattr__(self, places, {thing.id: place for place, thing in enumerate(ordered)})

    def home(self, leader: Leader) -> School:
        return self.schools[self.school_at[leader.home]]

    def receiving(self, request: Request) -> School:
        return self.schools[self.school_at[request.school]]

    def with_requests(self, changed: dict[Name, Request]) -> "Instance":
        """The same term with some requests changed."""
        requests = tuple(changed.get(request.id, request) for request in self.requests)
        return Instance(self.weeks, self.lends, self.schools, self.leaders, requests, self.parts_a_day, self.weights)

    def days(self, number: int) -> str:
        """Days, or parts of them, as they are said: 3, or 1½."""
        whole, part = divmod(number, self.parts_a_day)
        return f"{whole or '' if part else whole}{'½' if part else ''}"

    def refusing(self, refusals: list[tuple[Name, Name]]) -> "Instance":
        """The same term after a leader, her head or the school refused: (request, leader)."""
        changed: dict[Name, Request] = {}
        for request_id, leader in refusals:
            request = changed.get(request_id) or self.requests[self.request_at[request_id]]
            changed[request_id] = replace(request, refused=request.refused | {leader})
        return self.with_requests(changed)
