"""A life is a table: verb, from, to, who. Guards, buttons, drawings and tests all read the same table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from drystone.history import events
from drystone.history.events import Actor

Record = TypeVar("Record", bound=Any)
Who = Callable[[Any, Any], bool]
LIVES: dict[str, "Life"] = {}


class NotAllowed(Exception):
    """This person may not make this move."""


class Refused(Exception):
    """A rule does not allow this; the sentence says why, for the page."""


class AlreadyMoved(Exception):
    """The record is no longer where this move starts; somebody was quicker, or the button was pressed twice."""

    def __init__(self, record: models.Model, verb: str, state: str):
        super().__init__(f"{record._meta.verbose_name} {record.pk} is {state}; cannot {verb}")
        self.record, self.verb, self.state = record, verb, state


@dataclass(frozen=True)
class Move:
    """One arrow: `who(person, record)` says who may press; `clock` that the clock may too."""

    verb: str
    sources: tuple[str, ...]
    target: str
    who: Who
    label: str = ""
    clock: bool = False

    @property
    def button(self) -> str:
        return self.label or self.verb.replace("_", " ").capitalize()


class Lived(models.Model):
    """A record with a life: where it stands, and since when."""

    state_since = models.DateTimeField()

    class Meta:
        abstract = True


class Life:
    """The table of one kind of record, kept in its room's `lifecycle.py`."""

    def __init__(self, name: str, states: type[models.TextChoices], moves: list[Move]):
        self.name, self.states, self.moves = name, states, moves
        LIVES[name] = self

    def find(self, verb: str, state: str) -> Move | None:
        """The arrow with this verb that leaves this state, if there is one."""
        return next((m for m in self.moves if m.verb == verb and state in m.sources), None)

    def open_to(self, person: Any, record: Any) -> list[Move]:
        """The buttons: every move this person may make on this record now."""
        return [m for m in self.moves if record.state in m.sources and m.who(person, record)]

    def may(self, person: Any, record: Any, verb: str) -> bool:
        move = self.find(verb, record.state)
        return bool(move and (move.who(person, record) if person else move.clock))

    def move(
        self, record: Record, verb: str, *, by: Actor | None, at: datetime, note: str = "", **changes: Any
    ) -> Record:
        """Makes one move and writes its line of history, or changes nothing.

        Compare-and-set: the database moves the row only if it still stands where the arrow starts, so of two
        people pressing at once exactly one wins, on SQLite and PostgreSQL alike. `changes` are written with it.

        Raises AlreadyMoved when the record is elsewhere, NotAllowed when `by` may not.
        """
        move = self.find(verb, record.state)
        if move is None:
            raise AlreadyMoved(record, verb, record.state)
        if not (move.who(by, record) if by else move.clock):
            raise NotAllowed(f"{by} may not {verb} {record}")
        was, written = record.state, {"state": move.target, "state_since": at, **changes}
        rows = type(record)._base_manager.filter(pk=record.pk)
        # Both or none, without a savepoint of its own: most moves belong to a larger change, which fails as a whole.
        with transaction.atomic(savepoint=False):
            if moved := rows.filter(state=was).update(**written):
                for name, value in written.items():
                    setattr(record, name, value)
                events.record(record, verb, by=by, at=at, was=was, now=move.target, note=note)
        if not moved:
            raise AlreadyMoved(record, verb, rows.values_list("state", flat=True).get())
        return record

    def move_all(
        self,
        records: Sequence[Any],
        verb: str,
        *,
        by: Actor,
        at: datetime,
        note: str = "",
        changes: Callable[[Any], dict[str, Any]],
    ) -> None:
        """The same move of several of one kind that somebody holds still, each with its line of history: all of them
        or none, in as many queries for many as for one. Raises AlreadyMoved and NotAllowed."""
        written: dict[str, Any] = {}
        was = {record.state for record in records}
        for record in records:
            move = self.find(verb, record.state)
            if move is None or len(was) > 1:
                raise AlreadyMoved(record, verb, record.state)
            if not move.who(by, record):
                raise NotAllowed(f"{by} may not {verb} {record}")
            written = {"state": move.target, "state_since": at, **changes(record)}
            for name, value in written.items():
                setattr(record, name, value)
        if records:
            with transaction.atomic(savepoint=False):
                rows = type(records[0])._base_manager.filter(pk__in=[record.pk for record in records])
                if rows.filter(state__in=was).count() != len(records):
                    raise AlreadyMoved(records[0], verb, "elsewhere")
                rows.bulk_update(records, list(written))
                said = {"was": was.pop(), "now": written["state"], "note": note}
                events.record_all(records, verb, by=by, at=at, details=lambda record: {}, **said)

    def move_once(self, record: Record, verb: str, *, by: Actor, at: datetime) -> Record:
        """Makes a move that comes with somebody's first word, which two requests of hers may bring at once.

        The second finds it made and goes on. Raises AlreadyMoved when the record is elsewhere.
        """
        try:
            return self.move(record, verb, by=by, at=at)
        except AlreadyMoved as moved:
            made = self.find(verb, record.state)
            if made is None or moved.state != made.target:
                raise
            record.state = moved.state
            return record
