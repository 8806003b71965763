"""Two people with the same page open: whoever presses second finds the record elsewhere, for every life there is."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction

from drystone.history.models import Event
from drystone.lifecycle import LIVES, AlreadyMoved, Life, Lived
from tests import cast
from tests.authz.asking import taken_back
from tests.authz.world import World


def second_presses(world: World) -> dict[str, str]:
    """For each life what came of the second of two presses on one record: "too late", if all is well."""
    return {name: next(tries(life, world), "nobody can move it") for name, life in LIVES.items()}


def tries(life: Life, world: World) -> Iterator[str]:
    for record, verb, person in possible(life, world):
        with taken_back():
            outcome = both(life, record, verb, person)
        if outcome:
            yield outcome


def possible(life: Life, world: World) -> Iterator[tuple[Any, str, Any]]:
    """Every move of this life that somebody of the world may make on a record of it."""
    people = [cast.acting(who) for tenant in world.tenants for who in tenant.people.values()]
    for kind in kinds(life):
        for record in kind._base_manager.all():
            for who in people:
                yield from ((record, move.verb, who) for move in life.open_to(who, record))


def kinds(life: Life) -> list[Any]:
    """The model that has this life, by its name."""
    return [model for model in apps.get_models() if issubclass(model, Lived) and model._meta.verbose_name == life.name]


def both(life: Life, record: Any, verb: str, person: Any) -> str:
    """One of them moves it; then the other, who still sees it where it was. Nothing, if the move needs more."""
    stale = type(record)._base_manager.get(pk=record.pk)
    moment: dict[str, Any] = {"by": person, "at": record.state_since}
    try:
        with transaction.atomic():
            life.move(record, verb, **moment)
    except IntegrityError:
        return ""
    if record.state == stale.state:
        return ""
    lines = Event.objects.count()
    try:
        life.move(stale, verb, **moment)
    except AlreadyMoved as late:
        return "too late" if (late.state, Event.objects.count()) == (record.state, lines) else "it left a trace"
    return "it moved twice"
