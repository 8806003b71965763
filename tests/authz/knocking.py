"""Who comes to the door of an address, and how: what the walk of every address need not ask twice."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from zlib import crc32

from drystone.web import policy
from tests.authz.conftest import Actor, one_of_each
from tests.authz.expected import OBJECTS
from tests.authz.rows import EVERYBODY, SIGNED_IN
from tests.authz.world import World

POLICY = policy.whole()
PARTS = {
    "office": {"manager", "coordinator", "finance", "quality"},
    "manager": {"manager", "coordinator"},
    "finance": {"finance", "manager"},
    "quality": {"manager", "quality"},
    "concerns": {"manager", "quality", "director"},
    "board": {"director"},
    "panel": {"panel", "panel head", "other panel", "assessor", "conflicted"},
}
# Who play one role, each with something else behind her: her own application, her own candidates.
APPLICANTS = frozenset({"applicant", "appellant", "referred", "declined", "assessed", "drafter"})
ALIKE = (APPLICANTS, frozenset(PARTS["panel"]))


class Caller(NamedTuple):
    """Somebody at an address: whether its door opens for her, and by which methods she asks."""

    actor: Actor
    knocks: bool
    methods: tuple[str, ...]


def callers(name: str, actors: list[Actor], world: World) -> Iterator[Caller]:
    """Where the door opens, everybody but who is spoken for; where it is closed, one of each set of posts.

    One door stands before all methods of an address, and asks who comes: so where it is closed one of them asks by
    all methods, another for another address, and the others by the first.
    """
    stand_ins, methods = one_of_each(actors, name), POLICY[name].methods
    closed = [actor for actor in stand_ins if not may_knock(name, actor, world)]
    by_all = chosen(closed, name)
    spoken_for = set(map(str, those_spoken_for(name, actors, stand_ins)))
    for actor in actors:
        if may_knock(name, actor, world):
            if str(actor) not in spoken_for:
                yield Caller(actor, True, methods)
        elif actor in closed:
            yield Caller(actor, False, methods if actor is by_all else methods[:1])


def those_spoken_for(name: str, actors: list[Actor], stand_ins: list[Actor]) -> Iterator[Actor]:
    """Where nothing at an address is for any of those who play one role, one of them asks for the others.

    So does one of each set of posts where nothing is anybody's own: on the public's pages, and while signing in.
    """
    if name not in OBJECTS and ("anyone" in POLICY[name].who or name.startswith(("account", "mfa"))):
        yield from (actor for actor in actors if actor not in stand_ins)
    named = frozenset().union(*(row.who | row.known for row in OBJECTS.get(name, [])))
    for role in ALIKE if named and not named & (EVERYBODY | SIGNED_IN) else ():
        them = [actor for actor in actors if actor.name in role]
        if not named & role:
            speak = [actor for actor in them if actor in stand_ins] or [chosen(them, name)]
            yield from (actor for actor in them if actor not in speak)


def chosen(among: list[Any], name: str) -> Any:
    """One of them, another for another address; nobody of nobody."""
    return among[crc32(name.encode()) // 7 % len(among)] if among else None


def may_knock(name: str, actor: Actor, world: World) -> bool:
    """Whether the policy lets her as far as the question which records are hers."""
    if actor.home is None:
        return "anyone" in POLICY[name].who or "demonstration" in POLICY[name].who
    posts = POLICY[name].posts
    return not posts or any(policy_parts(name) & actor.parts_in(tenant) for tenant in world.tenants)


def policy_parts(name: str) -> set[str]:
    return {part for relation in POLICY[name].who for part in PARTS[relation]}
