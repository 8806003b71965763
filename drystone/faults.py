"""What went wrong, told without the words of whoever was writing; and whether it will be over by itself.

A full disk, a database that is away, a lock held too long: nobody's code is at fault, and whoever tries again when it
is over gets through. Everything else is a fault of ours.
"""

import errno
import sqlite3
from collections.abc import Iterator

from psycopg import InterfaceError, OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT}
# SQLite calls a table that is missing an operational error too; its own number tells which is which.
PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}


def behind(fault: BaseException | None) -> Iterator[BaseException]:
    """The fault, what it came from, and so on to the first cause."""
    while isinstance(fault, BaseException):
        yield fault
        fault = fault.__cause__ or fault.__context__


def passing(fault: BaseException | None) -> BaseException | None:
    """What will be over by itself, if that is what it was."""
    return next((each for each in behind(fault) if is_passing(each)), None)


def is_passing(fault: BaseException) -> bool:
    if isinstance(fault, sqlite3.Error):
        # The lower eight bits are the kind, the others which kind of that.
        return getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in PASSING
    if isinstance(fault, OSError):
        return fault.errno in FULL
    return isinstance(fault, OperationalError | InterfaceError)


def kind(fault: BaseException) -> str:
    """`sqlite3.OperationalError SQLITE_FULL`: its class, and the number that a system gave it, by name."""
    number = errno.errorcode.get(fault.errno or 0, "") if isinstance(fault, OSError) else ""
    name = getattr(fault, "sqlite_errorname", number)
    return f"{type(fault).__module__}.{type(fault).__qualname__} {name}".strip()
