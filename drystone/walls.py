"""The second wall between alliances: row-level security of PostgreSQL. The first is `visible_to`.

The database shows and takes a row of an alliance only while the connection's setting `drystone.alliances` names it, as
in {3,17}; "*" is every alliance. A web process starts with none and its door opens those that the visitor has to do
with; every other process starts with all of them (config/settings.py). On SQLite all of this is silently nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import local
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from django.db.migrations.operations.base import Operation
from psycopg import Error
from psycopg.pq import TransactionStatus

SETTING = "drystone.alliances"
ALL, NONE = "*", "{}"
# Asked of every row that the rest of a query has found: its own conditions still choose the index. Where nobody has
# set it, in a copy made by hand say, the question fails, since an empty copy that looks whole would be worse.
OPEN = f"current_setting('{SETTING}')"
OWN = f"CASE {OPEN} WHEN '{ALL}' THEN true ELSE alliance_id = ANY ({OPEN}::bigint[]) END"
PARENTS = "CASE {open} WHEN '{all}' THEN true ELSE EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{by}) END"


class Building(Operation):
    """A step of a migration that needs no picture of all tables: to draw it would take longer than the walls."""

    reduces_to_sql, reversible = False, True

    def __init__(self, rules: list[tuple[str, str]], shared: list[str]):
        self.rules, self.shared = rules, shared

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The tables stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        build(schema_editor, self.rules, self.shared)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pull_down(schema_editor, self.rules)


def around(*tables: str, shared: str = "") -> Building:
    """For a migration: walls around tables with an `alliance_id`.

    Rows that are no alliance's are out of a visitor's reach but for what `shared` allows: "SELECT", "SELECT INSERT".
    """
    return Building([(table, OWN) for table in tables], shared.split())


def behind(parent: str, by: str, *tables: str) -> Building:
    """For a migration: walls around tables without one, whose rows go with the row of `parent` in the column `by`."""
    rule = partial(PARENTS.format, open=OPEN, all=ALL, parent=parent, by=by)
    return Building([(table, rule(table=table)) for table in tables], [])


def build(editor: Any, rules: list[tuple[str, str]], shared: list[str]) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table, rule in rules:
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY alliance ON {table} USING ({rule}) WITH CHECK ({rule})")
        for act in shared:
            clause = "WITH CHECK" if act == "INSERT" else "USING"
            editor.execute(f"CREATE POLICY shared_{act.lower()} ON {table} FOR {act} {clause} (alliance_id IS NULL)")


def pull_down(editor: Any, rules: list[tuple[str, str]]) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table, _ in rules:
        for policy in ("alliance", "shared_select", "shared_insert"):
            editor.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
        editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")


def stand() -> bool:
    """Whether this database has walls."""
    return connection.vendor == "postgresql"


def are_bypassed() -> bool:
    """Whether the walls mean nothing to our login. A database that does not answer is for others to report."""
    try:
        return stand() and ask("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")[0]
    except OperationalError:
        return False


def ask(question: str, *given: Any) -> Any:
    """The one row that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return cursor.fetchone()


def open_to(alliances: Iterable[int]) -> None:
    """From now on this connection reaches the rows of these alliances and no others."""
    if stand():
        found = note(alliances)
        ask("SELECT set_config(%s, %s, false)", SETTING, found)


def note(alliances: Iterable[int]) -> str:
    """Remembers what a request has opened, should it lose its connection; gives it as the database writes it."""
    opened = f"{{{','.join(map(str, sorted(alliances)))}}}"
    if getattr(page, "opened", None) is not None:
        page.opened = opened
    return opened


def open_again(connection: Any, **signal: Any) -> None:
    """A connection lost in the middle of a page is replaced at once, where a step kept the failure to itself; and the
    new one has nothing open: the rest of the page would find nothing there, or be refused."""
    opened = getattr(page, "opened", None)
    if opened and connection.vendor == "postgresql":
        connection.connection.execute("SELECT set_config(%s, %s, false)", [SETTING, opened])


page = local()
connection_created.connect(open_again, dispatch_uid="walls")


@contextmanager
def open_also(alliance_id: int) -> Iterator[None]:
    """For what two alliances do together: the second one's rows, beside those that are open, for as few lines as
    possible. Whoever calls it says beside it what crosses."""
    before = ask("SELECT current_setting(%s, true)", SETTING)[0] if stand() else ALL
    if before == ALL:
        yield
        return
    opened = getattr(page, "opened", None)
    open_to({alliance_id, *map(int, filter(None, before.strip("{}").split(",")))})
    try:
        yield
    finally:
        if opened is not None:
            page.opened = opened
        # What was opened inside a transaction that failed, its rollback closes.
        if in_order():
            ask("SELECT set_config(%s, %s, false)", SETTING, before)


@contextmanager
def open_to_all() -> Iterator[None]:
    """For a question that cannot know its alliance beforehand. Keep it narrow, and say beside it why."""
    if not stand():
        yield
        return
    before, _ = ask("SELECT current_setting(%s, true), set_config(%s, %s, false)", SETTING, SETTING, ALL)
    opened, page.opened = getattr(page, "opened", None), ALL
    try:
        yield
    finally:
        page.opened = opened
        # What was opened inside a transaction that failed, its rollback closes.
        if in_order():
            ask("SELECT set_config(%s, %s, false)", SETTING, before)


def in_order() -> bool:
    """The connection is there and takes another statement."""
    raw = connection.connection
    return raw is not None and not raw.closed and raw.info.transaction_status != TransactionStatus.INERROR


def begin_request() -> bool:
    """A request starts with nothing open: closes what a process that is no web server's own has open, as in tests.

    Says whether there was anything to close; in a web process there never is.
    """
    page.opened = NONE
    is_open = stand() and settings.OPEN_AT_FIRST != NONE and in_order()
    if is_open:
        say(f"SET {SETTING} = '{NONE}'")
    return is_open


def end_request() -> None:
    """Back to what the process started with, whatever happened: the next request is somebody else's.

    Inside a transaction that failed, its rollback does it; a connection that is lost took its settings with it.
    """
    page.opened = None
    if stand() and in_order():
        say(f"RESET {SETTING}")


def say(statement: str) -> None:
    """Tells the connection itself; it is none of the page's questions, which tests count: it asks for no data.

    It must also work where Django would refuse, after a failure. A connection on which it does not is given up.
    """
    try:
        connection.connection.execute(statement)
    except Error:
        connection.close()
