"""Runs a command on PostgreSQL: `scripts/postgres.py make something`, with DRYSTONE_DATABASE_URL set for it.

The server is the one that DRYSTONE_TEST_DATABASE_URL names; else a private one, started in a temporary folder and
gone afterwards, which is quick because it need not survive anything; else one on this machine that lets this account
in. There the command gets a login of its own that may make databases and nothing more, as in production: a superuser
would pass through the row-level walls between alliances. Exit code 77: there is no PostgreSQL here.
"""

import getpass
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

# Each of the six connections of a browser may hold one to the database, and a dozen browsers are open: more than 100.
MANY = "-c max_connections=400"
NOT_FOR_KEEPS = f"{MANY} -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
GIVEN = "DRYSTONE_TEST_DATABASE_URL"
NO_POSTGRES = 77
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)


def main() -> int:
    with database() as address:
        if not address:
            print(__doc__.splitlines()[0], "There is none: install Debian's postgresql, or set", GIVEN)
            return NO_POSTGRES
        return subprocess.run(sys.argv[1:], env={**os.environ, "DRYSTONE_DATABASE_URL": address}).returncode


@contextmanager
def database() -> Iterator[str]:
    """The address by which a command reaches PostgreSQL; nothing where there is none."""
    with ExitStack() as stack:
        address = os.environ.get(GIVEN, "")
        if not address:
            server = stack.enter_context(private_server()).address if PROGRAMS else running()
            address = stack.enter_context(login(server)) if server else ""
        yield address


def running() -> str:
    """A server of this machine that lets this account, or `postgres`, in without a password and make logins."""
    for user in (getpass.getuser(), "postgres"):
        address = f"postgresql://{user}@127.0.0.1:5432/postgres"
        try:
            with psycopg.connect(address, connect_timeout=3) as server:
                row = server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        except psycopg.OperationalError:
            continue
        if row and row[0]:
            return address
    return ""


class Server:
    """A PostgreSQL of our own on a free port, in a folder of its own."""

    def __init__(self, folder: Path, settings: str):
        port = free_port()
        self.data, self.log = folder / "data", folder / "log"
        self.settings = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {settings}"
        self.address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        program("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")

    def start(self) -> None:
        program("pg_ctl", "-D", self.data, "-w", "-l", self.log, "-o", self.settings, "start")

    def stop(self) -> None:
        """At once, as when the power goes."""
        program("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop", may_fail=True)


@contextmanager
def private_server(settings: str = NOT_FOR_KEEPS) -> Iterator[Server]:
    """One that runs, and is forgotten afterwards; unless told otherwise it need not wait for the disk."""
    folder = Path(tempfile.mkdtemp(prefix="drystone-postgres-"))
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres" if has_account("postgres") else "nobody")
    try:
        server = Server(folder, settings)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str, *arguments: object, may_fail: bool = False) -> None:
    as_somebody = []
    if os.geteuid() == 0:
        as_somebody = ["runuser", "-u", "postgres" if has_account("postgres") else "nobody", "--"]
    command = [*as_somebody, str(PROGRAMS[0] / name), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd="/")
    if ran.returncode and not may_fail:
        sys.exit(f"{name} failed:\n{ran.stdout}{ran.stderr}")


def has_account(name: str) -> bool:
    return name in {account.pw_name for account in pwd.getpwall()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def login(server: str) -> Iterator[str]:
    """A login that may make databases and nothing else; it and all its databases are gone afterwards."""
    name, password = f"drystone_test_{secrets.token_hex(4)}", secrets.token_urlsafe(16)
    role = sql.Identifier(name)
    with psycopg.connect(server, autocommit=True) as admin:
        made = sql.SQL("CREATE ROLE {} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD {}")
        admin.execute(made.format(role, sql.Literal(password)))
    host = server.split("@")[1].split("/")[0]
    try:
        yield f"postgres://{name}:{password}@{host}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            owned = "SELECT datname FROM pg_database JOIN pg_roles r ON r.oid = datdba WHERE r.rolname = %s"
            for (database,) in admin.execute(owned, [name]).fetchall():
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
            admin.execute(sql.SQL("DROP ROLE {}").format(role))


if __name__ == "__main__":
    sys.exit(main())
