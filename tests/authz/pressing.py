"""Pressing a button of the world: what it changed, what a second press changes, what more fields than asked change."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from django.db import connection

from tests.authz.asking import BESIDE, Answer, taken_back
from tests.authz.buttons import Button

# What no form of ours asks for, and somebody may send all the same.
SMUGGLED = [
    "id", "pk", "state", "state_since", "status", "role", "roles", "alliance", "alliance_id", "tenant",
    "person", "person_id", "owner", "by", "by_id", "amount", "amount_pence", "approved_by", "approved_by_id",
    "checked_by", "checked_by_id", "released_at", "is_demonstration", "is_default", "is_active", "is_staff",
    "is_superuser", "has_account", "expires_at", "spent_at", "revoked_at", "token", "confirmed", "designate",
    "created_at", "sealed_at", "dedupe",
]  # fmt: skip
# What is new with every press, whoever presses: numbers that the database gives, signed ones, keys, names of messages.
NEW = re.compile(
    r"(?<=/interest/)[\w:-]+|\b1\d{6}\b|[0-9a-f]{32,}|[\w-]{36,}|[0-9a-f-]{32,}@[\w.-]+|(?<!\d)\d{3} ?\d{3}(?!\d)"
)
Rows = dict[str, list[str]]


@dataclass
class Pressed:
    """What came of one button: pressed once, once more, and with smuggled fields."""

    button: Button
    first: Answer
    second: Answer
    twice: Rows = field(default_factory=dict)
    smuggled: Rows = field(default_factory=dict)


def body(typed: dict[str, list[str]]) -> bytes:
    """As it goes over the wire; half a letter, which no browser sends, goes as its bytes."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(each.encode('utf-8', 'surrogatepass'))}"
        for name, values in typed.items()
        for each in values
    ).encode()


def press(button: Button, typed: dict[str, list[str]] | None = None) -> Answer:
    """Pressed once, and not taken back."""
    return button.browser.send("POST", button.path, body(button.typed if typed is None else typed))


def tried(button: Button) -> Pressed:
    """Everything is taken back."""
    with taken_back():
        first = press(button)
        result = Pressed(button, first, first)
        plain = rows(first.written)
        with taken_back():
            result.second = press(button)
        if again := set(result.second.written):
            before = rows(again)
            press(button)
            result.twice = more(before, rows(again))
    with taken_back():
        stuffed = press(button, with_more(button.typed))
        result.smuggled = more(plain, rows(first.written + stuffed.written))
    return result


def with_more(typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """The fields asked for twice over, and thirty that nobody asks for, each with a likely value."""
    doubled = {name: values if len(values) > 1 else values * 2 for name, values in typed.items()}
    values = ["1", "approved", "manager", "true", "2030-01-01"]
    return {name: values for name in SMUGGLED if name not in typed} | doubled


def rows(tables: Iterable[str]) -> Rows:
    """Every row of these tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(set(tables) - BESIDE):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 a table of ours
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


def more(before: Rows, after: Rows) -> Rows:
    """What is there now and was not before, by table, but for what is new with every press."""
    found: Rows = {}
    for table, now in after.items():
        was = before.get(table, [])
        gone, come = (counted(table, set(one) - set(other)) for one, other in ((was, now), (now, was)))
        if left := list((come - gone).elements()):
            found[table] = left
    return found


def counted(table: str, changed: set[str]) -> Counter[str]:
    """Of sealed papers only how many: each is sealed with its own moment and number."""
    return Counter("a paper" if table == "documents_paper" else NEW.sub("new", row) for row in changed)


@contextmanager
def numbers_that_stand_out() -> Iterator[None]:
    """PostgreSQL takes no number back that it gave; in here they are of seven digits, and after it as they were."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        last = cursor.fetchall()
        cursor.executemany("SELECT setval(%s, 1000000)", [(f'public."{name}"',) for name, _ in last])
        yield
        given = [(f'public."{name}"', value or 1, value is not None) for name, value in last]
        cursor.executemany("SELECT setval(%s, %s, %s)", given)
