"""What every test may count on: a frozen clock, no network beyond this machine, counted queries."""

import gc
import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from tests import templates
from tests.clock import NOW

COPIES = count(1)
pytest_plugins = ["tests.browsing", "tests.postbox", "tests.product", "tests.retelling", "tests.shares"]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The run's database is a copy of one that was migrated once, as migrating takes longer than most rooms' tests."""
    with django_db_blocker.unblock():
        copied_anew(connection.creation._get_test_db_name())
    yield
    with django_db_blocker.unblock():
        connection.close()
        templates.drop(connection.settings_dict["NAME"])


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for rubbish again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class NoNetwork(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture
def now() -> datetime:
    """The moment at which the suite stands still."""
    return NOW


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """The clock stands at `now`; a test moves it with `clock.move_to(...)`, or is marked `real_time`."""
    if request.node.get_closest_marker("real_time"):
        yield None
        return
    with time_machine.travel(NOW, tick=False) as stopped:
        yield stopped


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Every connection beyond loopback is refused, so that no test can depend on the outside."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(kept: Callable[..., Any]) -> Callable[..., Any]:
        def reach(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
                raise NoNetwork(f"a test tried to reach {address[0]}")
            return kept(self, address)

        return reach

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", checked(connect))
    patch.setattr(socket.socket, "connect_ex", checked(connect_ex))
    yield
    patch.undo()


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def copied_anew(name: str) -> None:
    """Every thread's next connection finds the tables as they were made.

    A thread that answered a browser may hold the last test's database still. On SQLite it removes that one's log when
    it lets go, by name; so the next database has another name, or it would lose its own.
    """
    connection.close()
    if not templates.ON_POSTGRES:
        last = Path(connection.settings_dict["NAME"])
        for file in last.parent.glob(f"{last.name}*"):
            file.unlink(missing_ok=True)
        name = str(last.with_name(f"test-{next(COPIES)}.sqlite3"))
    templates.TABLES.copy(name, Path(name))
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@pytest.fixture(autouse=True, scope="session")
def all_is_as_it_was_after_each_test() -> Iterator[None]:
    """After a test with real transactions Django empties all tables; here the next test finds them as they were made.

    What the migrations put in is there again, and no table needs to let go of what it refuses to.
    """
    empty = TransactionTestCase._fixture_teardown

    def made_anew(test: TransactionTestCase) -> None:
        if isinstance(test, TestCase):
            empty(test)
        else:
            copied_anew(connection.settings_dict["NAME"])

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", made_anew)
    yield
    patch.undo()


@pytest.fixture
def query_count() -> Callable[[], AbstractContextManager[CaptureQueriesContext]]:
    """`with query_count() as queries: ...; assert len(queries) == 7`; see `queries.captured_queries`."""
    return lambda: CaptureQueriesContext(connection)
