"""Writing down what happened, and reading it back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from drystone import bulk

from .models import Event


class Actor(Protocol):
    """Whoever acts: a person. None stands for the clock."""

    pk: Any
    name: Any
    through: str


def kind_of(record: Model) -> str:
    """The name under which history knows a record: `selection.application`."""
    return record._meta.label_lower


def record(
    thing: Model,
    verb: str,
    *,
    by: Actor | None,
    at: datetime,
    was: str = "",
    now: str = "",
    note: str = "",
    about: Model | None = None,
    **details: Any,
) -> Event:
    """Writes one line of history, in the transaction of the change that it tells of.

    The line shows on the page of `about`, or of what `thing.history_about()` names, or of the thing itself.
    `details` are facts that everybody who may see that page may read; confidential text never goes here.
    """
    line = line_of(thing, verb, by=by, at=at, was=was, now=now, note=note, about=about, details=details)
    line.save(force_insert=True)
    return line


def record_all(
    things: Sequence[Model],
    verb: str,
    *,
    by: Actor | None,
    at: datetime,
    details: Callable[[Any], dict[str, Any]],
    was: str = "",
    now: str = "",
    note: str = "",
) -> None:
    """One line of history for each of very many things; as many queries as the database needs for so many rows."""
    said = {"was": was, "now": now, "note": note}
    lines = [line_of(thing, verb, by=by, at=at, about=None, details=details(thing), **said) for thing in things]
    bulk.insert(lines)


def line_of(
    thing: Model, verb: str, *, by: Actor | None, at: datetime, about: Model | None = None, **said: Any
) -> Event:
    shown_on = about or (thing.history_about() if hasattr(thing, "history_about") else thing)
    return Event(
        alliance_id=getattr(thing, "alliance_id", None),
        at=at,
        by_id=by.pk if by else None,
        by_name=by.name if by else "",
        through=by.through if by else "clock",
        verb=verb,
        record_type=kind_of(thing),
        record_id=thing.pk,
        about_type=kind_of(shown_on),
        about_id=shown_on.pk,
        **said,
    )


def look(thing: Model, *, by: Actor, at: datetime) -> Event:
    """Writes down that somebody read confidential text (design: every look at a reference, refusal, concern)."""
    return record(thing, "looked", by=by, at=at)


def look_all(things: Iterable[Model], *, by: Actor, at: datetime) -> list[Event]:
    """The same of several that stand on one page; one query."""
    return Event.objects.bulk_create(line_of(thing, "looked", by=by, at=at) for thing in things)


def of(thing: Model) -> QuerySet[Event]:
    """All that happened on a record's page, oldest first."""
    return Event.objects.filter(about_type=kind_of(thing), about_id=thing.pk)


def record_of(thing: Model) -> QuerySet[Event]:
    """All that happened to one record itself, oldest first."""
    return Event.objects.filter(record_type=kind_of(thing), record_id=thing.pk)
