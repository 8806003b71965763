"""Databases made once, whenever what they are made of has changed, and copied for every test run and journey."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[1]
CACHE = Path(tempfile.gettempdir()) / f"drystone-templates-{os.getuid()}"
LOCK = CACHE / "lock"
SERVER = os.environ.get("DRYSTONE_DATABASE_URL", "")
ON_POSTGRES = SERVER.startswith("postgres")
SQLITE = "drystone.sqlite3"
DAY = 86_400


@dataclass(frozen=True)
class Template:
    """The commands that make a database, out of nothing or of another, and the files under `drystone/` that decide
    what comes out."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]
    base: "Template | None" = None

    def copy(self, name: str, file: Path) -> str:
        """A database of its own for somebody, under this name or in this file; returns its address."""
        template = self.made()
        with lock():  # PostgreSQL copies a template only while nobody else is connected to it
            return copied(template, name, file)

    def made(self) -> Path:
        """Where the template is; makes it when anything that it comes from has changed."""
        base, folder = self.base and self.base.made(), CACHE / f"drystone_{self.name}_{self.digest}"
        with lock():
            if not ((folder / "made").exists() and (not ON_POSTGRES or exists(folder.name))):
                forget_older_than_a_day()
                self.make(folder, base)
        return folder

    def make(self, folder: Path, base: Path | None) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        database = copied(base, folder.name, folder / SQLITE)
        for command in self.commands:
            manage(*command, environment=environment(folder, database))
        if self.fresh_digest() == self.digest:  # nobody changed a source meanwhile
            (folder / "made").touch()

    @cached_property
    def digest(self) -> str:
        return self.fresh_digest()

    def fresh_digest(self) -> str:
        known = hashlib.sha256(SERVER.encode())
        for pattern in self.sources:
            for file in sorted((ROOT / "drystone").glob(pattern)):
                if file.is_file() and "__pycache__" not in file.parts:
                    known.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
        return known.hexdigest()[:16]


TABLES = Template(
    "tables",
    (("migrate", "-v0"),),
    ("*/migrations/*.py", "walls.py", "brokering/ticks.py", "config/settings.py"),
)
REGISTER = Template(
    "register",
    (("import_schools",), ("collectstatic", "--no-input", "-v0")),
    (*TABLES.sources, "schools/**/*", "*/static/**/*"),
    TABLES,
)


def copied(template: Path | None, name: str, file: Path) -> str:
    """A new database, empty or as a template is; its address."""
    if not ON_POSTGRES:
        if template:
            shutil.copy(template / SQLITE, file)
        return f"sqlite:///{file}"
    drop(name)
    administer("CREATE DATABASE {} TEMPLATE {}", name, template.name if template else "template1")
    return address(name)


def environment(var: Path, database: str, **more: str) -> dict[str, str]:
    """What the product's processes are started with: nothing of the suite's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DRYSTONE_", "DJANGO_"))}
    own = {"DRYSTONE_VAR": str(var), "DRYSTONE_DATABASE_URL": database, "DRYSTONE_DEVELOPMENT": "1"}
    return kept | own | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | more


def manage(*command: str, environment: dict[str, str]) -> None:
    """Runs one of the product's commands; a command that fails fails the test, with what it said."""
    argv = [sys.executable, str(ROOT / "manage.py"), *command]
    ran = subprocess.run(argv, env=environment, capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, f"{' '.join(command)} failed:\n{ran.stdout}\n{ran.stderr}"


@contextmanager
def lock() -> Iterator[None]:
    CACHE.mkdir(parents=True, exist_ok=True)
    LOCK.touch()
    with LOCK.open() as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def forget_older_than_a_day() -> None:
    for folder in CACHE.glob("drystone_*"):
        if folder.stat().st_mtime < LOCK.stat().st_mtime - DAY:  # the lock was touched just now
            shutil.rmtree(folder, ignore_errors=True)
            drop(folder.name)


def address(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def drop(name: str) -> None:
    """Where the server is tidying the database just now, nobody but its owner may turn it out: a moment later."""
    for left in reversed(range(100 if ON_POSTGRES else 0)):
        try:
            administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            break
        except psycopg.errors.InsufficientPrivilege:
            if not left:
                raise
            sleep(0.1)


def exists(name: str) -> bool:
    with psycopg.connect(address("postgres")) as server:
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def administer(statement: str, *names: str) -> None:
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
