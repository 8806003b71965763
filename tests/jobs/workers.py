"""The real worker as a process of its own, on the database of the test."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from django.db import connection

from drystone.jobs.models import Beat
from tests import environment
from tests.postbox import Postbox

ROOT = Path(__file__).parents[2]
LEASE_SECONDS = 0.4  # for jobs; five times as long for mail


def database() -> str:
    """Where the test's own database is, for another process."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


class WorkerProcess:
    """`manage.py worker`, ready when it has given its first sign of life."""

    started: ClassVar[list["WorkerProcess"]] = []

    def __init__(self, mail: Postbox, *, wait: bool = True):
        given = {
            "DRYSTONE_DATABASE_URL": database(),
            "DRYSTONE_VAR": environment.VAR,
            "DRYSTONE_DEVELOPMENT": "1",
            "DRYSTONE_EMAIL_URL": f"smtp://{mail.host}:{mail.port}",
            "PYTHONPATH": str(ROOT),
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith(("DRYSTONE_", "DJANGO_"))}
        command = [sys.executable, str(ROOT / "manage.py"), "worker", "--lease", str(LEASE_SECONDS)]
        # A pipe that nobody reads stops whoever writes when it is full.
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed when the worker has ended
        self.process = subprocess.Popen(command, env=others | given, stderr=self.log)
        self.started.append(self)
        if wait:
            wait_for(self.lives, f"a sign of life of worker {self.process.pid}")

    def lives(self) -> bool:
        assert self.process.poll() is None, self.said()
        return Beat.objects.filter(worker__endswith=f":{self.process.pid}").exists()

    def signal(self, what: signal.Signals) -> None:
        self.process.send_signal(what)

    def stand_still(self) -> None:
        """Stopped where it is, though not in the middle of a write: that would keep everybody else from writing."""
        wait_for(self.stopped_outside_a_transaction, "a moment without a transaction")

    def stopped_outside_a_transaction(self) -> bool:
        self.signal(signal.SIGSTOP)
        wait_for(lambda: self.stat()[0] == "T", "it to stop")
        if others_may_write():
            return True
        self.signal(signal.SIGCONT)
        return False

    def kill(self) -> None:
        self.process.kill()
        self.ended()

    def stop(self) -> int:
        """Asks it to stop; its exit code."""
        self.signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        code = self.process.wait(30)
        self.log.close()
        return code

    def said(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def stat(self) -> list[str]:
        """Its state and figures, as proc(5) lists them after the name of the program."""
        return Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()

    def cpu_seconds(self) -> float:
        return (int(self.stat()[11]) + int(self.stat()[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def others_may_write() -> bool:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        return cursor.fetchone() == (0,)


def wait_for(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, f"waited {seconds} s for {what}"
        time.sleep(0.02)
