"""The world is built once and taken back at the end; every test asks, and nothing that it does stays."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zlib import crc32

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

from drystone.people.models import Post
from tests.authz import world as worlds
from tests.authz.asking import Asker
from tests.authz.world import Tenant, World
from tests.clock import NOW


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@dataclass
class Actor:
    """Somebody asking: the part she plays in her own alliance, and in the other one if she plays any."""

    name: str
    asker: Asker
    home: Tenant | None = None
    posts: frozenset[tuple[str, int]] = frozenset()
    nothing_there: dict[tuple[str, ...], tuple] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} of {self.home.name}" if self.home else self.name

    def parts_in(self, tenant: Tenant) -> frozenset[str]:
        if self.home is None:
            return frozenset({"everybody"})
        here = {self.name} if tenant is self.home else {"coordinator"} if self.name == "leader" else set()
        return frozenset({"everybody", "signed in", *here})


@pytest.fixture(scope="package")
def actors(world: World) -> list[Actor]:
    """Nobody; everybody of Swaledale; and the leader of Wensleydale, who is a coordinator in Swaledale."""
    return everybody(world)


def everybody(world: World, at: datetime = NOW) -> list[Actor]:
    here, there = world.tenants
    known = [known_as(part, here, at) for part in here.people]
    return [Actor("nobody", Asker()), *known, known_as("leader", there, at)]


def known_as(part: str, home: Tenant, at: datetime) -> Actor:
    who = home.people[part]
    posts = Post.objects.on(at.date()).filter(person=who).values_list("role", "alliance_id")
    return Actor(part, Asker().signed_in(who), home, frozenset(posts))


def one_of_each(actors: list[Actor], name: str) -> list[Actor]:
    """Of those who hold the same posts in the same alliances one, another for another address; nobody is one too."""
    kinds: dict[Any, list[Actor]] = {}
    for actor in actors:
        kinds.setdefault((actor.home is None, actor.posts), []).append(actor)
    return [alike[crc32(name.encode()) % len(alike)] for alike in kinds.values()]
