"""A story that was told once by the product's own verbs is retold from its rows.

Most tests begin where a school has been helped or an application shortlisted, and to bring it there takes far longer
than what they look at. So each process tells every story once for real, and keeps what it left in the database, in the
files and in the hands of the teller. A test that begins with the same steps gets just that. Whatever else it writes in
between makes its next step be told anew; so does another time of day.
"""

import functools
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django.utils import timezone

Rows = dict[str, dict[Any, dict[str, Any]]]
LOOKS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "EXPLAIN", "PRAGMA")  # taking back is none: what stood is gone
# What is new after a retold row is numbered after it, although PostgreSQL did not give its number this time.
COUNT_ON = """SELECT setval(s, GREATEST(%s, COALESCE(pg_sequence_last_value(s::regclass), 0)))
    FROM pg_get_serial_sequence(%s, %s) AS s WHERE s IS NOT NULL"""
COUNTED = "brokering_tick"  # by triggers, also when a story is retold
SHARED = {"world", "loaded_north"}
PLAIN = (str, int, float, bool, date, type(None))


def step(tell: Callable) -> Callable:
    """Marks a step of a story: what it does follows from the steps before it and from what it is given."""

    @functools.wraps(tell)
    def told(*given: Any, **named: Any) -> Any:
        return STORY.goes_on(tell, given, named)

    return told


class Unnamed(Exception):
    """A step was given something that cannot be known again."""


class Story:
    """How far the story of this test has come, and by which steps."""

    def __init__(self) -> None:
        self.known: dict[tuple, Told] = {}
        self.begins()

    def begins(self) -> None:
        self.path: tuple = ()
        self.writes = self.until = 0
        self.seen: Rows | None = None

    def count(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        self.writes += not sql.lstrip().startswith(LOOKS)
        return execute(sql, params, many, context)

    def goes_on(self, tell: Callable, given: tuple, named: dict[str, Any]) -> Any:
        if (path := self.path_with(tell, given, named)) is None:
            return tell(*given, **named)
        hands = [*given, *named.values()]
        if path in self.known:
            result = self.known[path].again(hands)
            self.seen = None
        else:
            result = self.tells(path, tell, given, named)
        self.path, self.until = path, self.writes
        return result

    def path_with(self, tell: Callable, given: tuple, named: dict[str, Any]) -> tuple | None:
        """Where this step leads; nothing, where more has happened than the steps before it."""
        if self.writes != self.until or not connection.in_atomic_block:
            return None
        try:
            known_by = tuple(map(name, given)), tuple((key, name(value)) for key, value in named.items())
        except Unnamed:
            return None
        return (*self.path, (tell.__module__, tell.__qualname__, timezone.now(), *known_by))

    def tells(self, path: tuple, tell: Callable, given: tuple, named: dict[str, Any]) -> Any:
        rows, files = self.seen or all_rows(), set(kept_files())
        result = tell(*given, **named)
        self.seen = all_rows()
        new_files = {file: file.read_bytes() for file in kept_files() if file not in files}
        if told := Told.of(rows, self.seen, new_files, ([*given, *named.values()], result)):
            self.known[path] = told
        return result


STORY = Story()


def name(value: Any) -> Any:
    """By what something given to a step is known again in another test."""
    if isinstance(value, models.Model):
        return value._meta.label, value.pk
    if isinstance(value, PLAIN):
        return type(value).__name__, value
    if isinstance(value, list | tuple):
        return tuple(map(name, value))
    if isinstance(value, dict):
        return tuple((key, name(each)) for key, each in value.items())
    if type(value).__module__.startswith("tests."):
        return type(value).__qualname__  # whoever tells: what she holds follows from the steps before
    raise Unnamed(value)


@dataclass
class Told:
    """What one step left behind: new rows and changed ones, files, and what is in the hands of who told it."""

    statements: list[tuple[str, list[tuple]]]
    last: list[tuple[int, str, str]]
    files: dict[Path, bytes]
    hands: bytes

    @classmethod
    def of(cls, before: Rows, after: Rows, files: dict[Path, bytes], hands: Any) -> "Told | None":
        """None for a step that cannot be retold: it deleted something, or holds what cannot be kept."""
        if any(before[table].keys() - after[table].keys() for table in before):
            return None
        try:
            kept = pickle.dumps(hands)
        except (pickle.PicklingError, TypeError, AttributeError):
            return None
        statements = [each for table in after for each in written(table, before[table], after[table])]
        new = {table: after[table].keys() - before[table].keys() for table in after}
        last = [(max(keys), table, tables()[table]) for table, keys in new.items() if keys and numbered(keys)]
        return cls(statements, last, files, kept)

    def again(self, hands: list) -> Any:
        with connection.cursor() as cursor:
            for statement, rows in self.statements:
                cursor.executemany(statement, rows)
            if connection.vendor == "postgresql":
                cursor.executemany(COUNT_ON, self.last)
        for file, content in self.files.items():
            if not file.exists() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        held, result = pickle.loads(self.hands)  # noqa: S301 - we wrote it ourselves, a moment ago
        for mine, then in zip(hands, held, strict=True):
            if not isinstance(mine, (*PLAIN, list, tuple, dict)):
                mine.__dict__.update(then.__dict__)
        return result


def numbered(keys: Iterable[Any]) -> bool:
    return all(isinstance(key, int) for key in keys)


def written(table: str, before: dict, after: dict) -> Iterator[tuple[str, list[tuple]]]:
    """What changed and what is new in one table; of a changed row only what changed, as a sealed one refuses the rest.

    What changed comes first, since a place may have been left for what is new.
    """
    for key, row in after.items():
        changed = {column: value for column, value in row.items() if value != before.get(key, row)[column]}
        if changed:
            columns = ", ".join(f'"{column}" = %s' for column in changed)
            yield f'UPDATE "{table}" SET {columns} WHERE "{tables()[table]}" = %s', [(*changed.values(), key)]  # noqa: S608
    new = [row for key, row in after.items() if key not in before]
    if new:
        columns, marks = ", ".join(f'"{column}"' for column in new[0]), ", ".join(["%s"] * len(new[0]))
        yield f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', [tuple(row.values()) for row in new]  # noqa: S608


def all_rows() -> Rows:
    """Everything there is, table by table; what belongs to others comes first, as a sent statement takes no line."""
    return {table: {row[key]: row for row in rows_of(table)} for table, key in tables().items()}


def rows_of(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@functools.cache
def tables() -> dict[str, str]:
    """Every table and its key, children before their parents; but for the one that the database fills by itself."""
    found: dict[str, str] = {}

    def add(model: type[models.Model], waiting: tuple = ()) -> None:
        for field in model._meta.get_fields():
            if field.one_to_many or (field.one_to_one and field.auto_created):
                child = field.related_model
                if child not in (*waiting, model) and child._meta.db_table not in found:
                    add(child, (*waiting, model))
        found[model._meta.db_table] = model._meta.pk.column

    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in (*found, COUNTED):
            add(model)
    return found


def kept_files() -> Iterator[Path]:
    return (file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())


@receiver(connection_created)
def writes_are_counted(connection: BaseDatabaseWrapper, **more: Any) -> None:
    """On every connection: once a browser is driven from this thread, Django gives it another one."""
    if STORY.count not in connection.execute_wrappers:
        connection.execute_wrappers.append(STORY.count)


@pytest.fixture(autouse=True)
def a_story_begins(request: pytest.FixtureRequest) -> None:
    """From nothing; where several tests share what stands already, each tells its steps by itself."""
    STORY.begins()
    STORY.until -= bool(SHARED & set(request.fixturenames))
