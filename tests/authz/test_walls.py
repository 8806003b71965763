"""The first wall falls: every page finds every alliance's rows. The database still keeps them apart."""

from collections.abc import Iterator

import pytest
from django.apps import apps

from drystone import walls
from drystone.mail.models.message import MessageQuerySet
from drystone.people.models import Person
from drystone.web import doors, policy
from drystone.web.reach import Reach
from tests.authz.asking import Answer, Asker, address
from tests.authz.expected import ELSEWHERE, OBJECTS
from tests.authz.test_matrix import given, names_record, pressed
from tests.authz.world import World
from tests.postgres import on_postgres

POLICY = policy.whole()
pytestmark = on_postgres


@pytest.fixture
def first_wall_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever asks which rows a person may see is told: all."""
    querysets = {type(kind._default_manager.all()) for kind in apps.get_models()}
    for rows in querysets:
        if hasattr(rows, "visible_to"):
            monkeypatch.setattr(rows, "visible_to", lambda rows, person, *, on: rows.all())
    monkeypatch.setattr(MessageQuerySet, "of", lambda rows, alliance_ids: rows.all())
    monkeypatch.setattr(doors, "visible", lambda request, kind: kind._default_manager.all())


def everything_asked(world: World) -> Iterator[tuple[str, Answer]]:
    """All that a manager of Swaledale asks: each list, search, file and export, and each record of Wensleydale."""
    here, there = world.tenants
    margaret = Asker().signed_in(here.people["manager"])
    for name in sorted(POLICY.keys() - ELSEWHERE.keys() - OBJECTS.keys()):
        if not names_record(name) and "GET" in POLICY[name].methods:
            for query in ("", "?show=all", "?q=a&format=csv"):
                yield name, margaret.ask("GET", address(name, {}) + query)
    for name, rows in sorted(OBJECTS.items()):
        for row in rows:
            for method in POLICY[name].methods:
                yield name, margaret.ask(method, address(name, given(row, there)), pressed(there))


def leaks(world: World) -> dict[str, set[str]]:
    _, there = world.tenants
    found: dict[str, set[str]] = {}
    for name, answer in everything_asked(world):
        if words := {text for owner, text in answer.canaries if owner == there.name}:
            found.setdefault(name, set()).update(words)
    return found


def test_no_page_shows_another_alliance_although_the_first_wall_fell(world: World, first_wall_falls: None):
    assert leaks(world) == {}


def test_without_the_second_wall_there_would_be_much_to_read(world: World, first_wall_falls: None, monkeypatch):
    both = {tenant.alliance for tenant in world.tenants}
    around = Reach.around

    def around_everybody(reach: Reach, **visitor) -> None:
        around(reach, **visitor)
        for alliance in both:
            reach.to(alliance)

    monkeypatch.setattr(Reach, "around", around_everybody)
    assert len(leaks(world)) > 20


def test_who_holds_no_row_elsewhere_reaches_no_other_alliance(world: World):
    here, _ = world.tenants
    reach = Reach(is_used=True)
    with walls.open_to_all():  # which leaves them afterwards as they were
        reach.around(person=Person.objects.get(pk=here.people["manager"].pk).pk)
    assert reach.alliances == {here.alliance.pk}
