"""Takes a reason at its word: reads what would have to change, as a person does, and changes just that."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from drystone.brokering.planning.instance import Instance, Leader, Name, Request, School
from tests.brokering.planning import oracle

STAGES = {
    "no_area": {"area"},
    "no_level": {"area", "level"},
    "no_reach": {"area", "level", "reach"},
    "excluded": {"area", "level", "reach", "own school", "conflict", "refused", "alliance"},
}


def is_true(instance: Instance, served: oracle.Served, name: Name, sentences: tuple[str, ...]) -> bool:
    """Whether, with that changed and all else as it is planned, somebody can serve the request whole."""
    for sentence in sentences:
        instance = changed(instance, instance.requests[instance.request_at[name]], sentence)
    request = instance.requests[instance.request_at[name]]
    free = [leader for leader in instance.leaders if not oracle.alone(instance, leader, request)]
    return any(not oracle.together(instance, served | {name: [(who.id, request.days)]}) for who in free)


def stage(instance: Instance, request: Request) -> str:
    """Up to which rule nobody was left, said a second time."""
    broken = [set(oracle.alone(instance, leader, request)) | lacks(leader, request) for leader in instance.leaders]
    return next((code for code, rules in STAGES.items() if all(each & rules for each in broken)), "capacity")


def lacks(leader: Leader, request: Request) -> set[str]:
    return set() if request.specialism in leader.specialisms else {"area"}


def changed(instance: Instance, request: Request, sentence: str) -> Instance:
    for saying, change in SAYINGS.items():
        if said := re.fullmatch(saying, sentence):
            return change(instance, request, *said.groups())
    raise AssertionError(f"nobody can do this: {sentence}")


def leader(what: Callable[..., dict[str, Any]]) -> Callable[..., Instance]:
    """A change of the leader who is named first."""

    def change(instance: Instance, request: Request, who: str, *said: str) -> Instance:
        here = [each for each in instance.leaders if str(each.id) == who]
        assert len(here) == 1, who
        new = replace(here[0], **what(here[0], request, *said))
        return replace(instance, leaders=tuple(new if each is here[0] else each for each in instance.leaders))

    return change


def whole(said: str) -> int:
    return int(said.replace(",", ""))


def lending(instance: Instance, request: Request, who: str) -> Instance:
    alliance = next(instance.home(each).alliance for each in instance.leaders if str(each.id) == who)
    return replace(instance, lends=tuple(lends or place == alliance for place, lends in enumerate(instance.lends)))


def giving(instance: Instance, request: Request, where: str, most: str, before: str) -> Instance:
    def new(school: School) -> School:
        return replace(school, home_cap=whole(most)) if str(school.id) == where else school

    assert [each.home_cap for each in instance.schools if str(each.id) == where] == [whole(before)]
    return replace(instance, schools=tuple(map(new, instance.schools)))


def asked_again(instance: Instance, request: Request, who: str) -> Instance:
    return instance.with_requests({request.id: replace(request, refused=request.refused - {who})})


def no_longer_excluded(instance: Instance, request: Request, who: str) -> Instance:
    free = replace(request, exclude_leaders=request.exclude_leaders - {who})
    return instance.with_requests({request.id: free})


SAYINGS: dict[str, Callable[..., Instance]] = {
    r"(\S+) is designated for ([^ .]+)(?: at level (\d))?\.": leader(
        lambda who, asks, area, level: {"specialisms": who.specialisms | {area: int(level or 1)}}
    ),
    r"(\S+) reaches level (\d) in ([^ .]+)\.": leader(
        lambda who, asks, level, area: {"specialisms": who.specialisms | {area: int(level)}}
    ),
    r"(\S+) goes as far as ([\d,]+) metres\.": leader(lambda who, asks, far: {"reach_m": whole(far)}),
    r"The alliance of (\S+) lends\.": lending,
    r"The conflict of (\S+) with (\S+) ends\.": leader(lambda who, asks, at: {"conflicts": who.conflicts - {at}}),
    r"The broker no longer excludes (\S+)\.": no_longer_excluded,
    r"(\S+) is asked again, and it is not refused\.": asked_again,
    r"(\S+) has ([\d,]+) days instead of ([\d,]+)\.": leader(lambda who, asks, most, was: {"cap_days": whole(most)}),
    r"(\S+) gives ([\d,]+) days instead of ([\d,]+)\.": giving,
    r"(\S+) has (\d+) deployments at once instead of (\d+)\.": leader(
        lambda who, asks, most, was: {"max_concurrent": int(most)}
    ),
}
