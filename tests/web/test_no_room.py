"""The disk is full, or the database away: whoever reads reads on, whoever writes is told to send it again."""

import errno
import sqlite3
from datetime import timedelta

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client

from drystone import faults
from drystone.brokering import calls
from drystone.register import directory
from tests import cast
from tests.clock import NOW
from tests.signing_in import sign_in

NAMED = {"sqlite": "sqlite3.OperationalError SQLITE_FULL", "postgresql": "psycopg.errors.DiskFull"}


def no_room(*given: object, **more: object) -> None:
    """What this database says when its disk is full."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$")
        cursor.execute("PRAGMA max_page_count = 1")  # no more than there are
        try:
            cursor.execute("CREATE TEMP TABLE IF NOT EXISTS unused (a)")
            cursor.execute("CREATE TABLE large AS SELECT zeroblob(9000000)")
        finally:
            cursor.execute("PRAGMA max_page_count = 4294967294")


def of_sqlite(statement: str) -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as problem:
        sqlite3.connect(":memory:").executescript(f"PRAGMA max_page_count = 1; {statement}")
    return problem.value


@pytest.mark.parametrize(
    ("fault", "passes"),
    [
        (of_sqlite("CREATE TABLE large AS SELECT zeroblob(9000000)"), True),
        (of_sqlite("SELECT a FROM gone"), False),
        (psycopg.errors.DiskFull(), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.LockNotAvailable(), True),
        (psycopg.errors.UndefinedTable(), False),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_from_a_fault_of_ours(fault, passes):
    assert bool(faults.passing(fault)) is passes
    outer = RuntimeError()
    outer.__cause__ = fault
    assert bool(faults.passing(outer)) is passes


@pytest.fixture
def visitor(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_a_call_that_cannot_be_written_down_has_to_be_sent_again(visitor, monkeypatch, caplog):
    cast.alliance()
    school = cast.school()
    monkeypatch.setattr(calls, "call", no_room)
    asked = {"school": school.urn, "contact-name": "Ann Peel", "contact-email": "ann@reeth.example"}
    answer = visitor.post("/ask/", asked | {"phone": "01969 555010", "need": "Somebody to think with."})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "has to be sent again" in answer.content.decode()
    (line,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert line.getMessage().endswith(f"at /ask/ will pass: {NAMED[connection.vendor]}")


@pytest.mark.django_db
def test_a_page_is_read_while_nobody_can_note_that_she_was_here(visitor, monkeypatch, clock):
    sign_in(visitor, cast.officer(cast.alliance()))
    clock.move_to(NOW + timedelta(minutes=2))
    monkeypatch.setattr(Session, "save", no_room)
    assert visitor.get("/office/").status_code == 200
    assert visitor.post("/office/people/new/", {}).status_code == 503


@pytest.mark.django_db
def test_whoever_could_not_be_counted_was_not_too_quick(visitor, monkeypatch):
    cast.alliance()
    monkeypatch.setattr(DatabaseCache, "add", lambda *given, **more: False)  # it keeps what went wrong to itself
    answer = visitor.post("/ask/", {})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


@pytest.mark.django_db
def test_a_program_is_told_to_try_again(visitor, monkeypatch):
    sign_in(visitor, cast.officer(cast.alliance()))
    monkeypatch.setattr(directory, "listed", no_room)
    answer = visitor.get("/api/directory")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "Not available just now; try again in a minute."


class HalfOfIt(ContentFile):
    def chunks(self, chunk_size: int | None = None):
        yield b"half of it"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_of_a_file_that_found_no_room_no_half_is_kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(OSError, match="No space left"):
        default_storage.save("attachments/aa/name", HalfOfIt(b"whole"))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
