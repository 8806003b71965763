"""The real product for a journey: web and worker as processes of their own, real mail, a clock one may move."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests import clocked, templates
from tests.clock import NOW
from tests.postbox import Postbox, free_port


class Product:
    """One running installation, with the register and nothing else in it."""

    def __init__(self, var: Path, mail: Postbox):
        self.var, self.mail, self.port = var, mail, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.name = f"drystone_journey_{uuid.uuid4().hex[:12]}"
        self.clock = var / "clock"
        shutil.copytree(templates.REGISTER.made() / "static", var / "static")
        self.environment = templates.environment(
            var,
            templates.REGISTER.copy(self.name, var / templates.SQLITE),
            DRYSTONE_BASE_URL=self.address,
            DRYSTONE_BIND=f"127.0.0.1:{self.port}",
            DRYSTONE_EMAIL_URL=f"smtp://{mail.host}:{mail.port}",
            DRYSTONE_TEST_CLOCK=str(self.clock),
        )
        clocked.write(self.clock, NOW)
        self.processes: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        self.start_web()
        self.start_worker()

    def start_web(self) -> None:
        """Starts the web server, and waits until it answers."""
        config = "python:drystone.config.gunicorn"
        self.run("web", "-m", "gunicorn", "-c", config, "tests.clocked:web()")
        self.wait_for(lambda: self.answered_at() is not None, "the web server to answer")

    def start_worker(self) -> None:
        self.run("worker", "-m", "tests.clocked", "worker")

    def run(self, part: str, *arguments: str) -> None:
        log = (self.var / f"{part}.log").open("ab")
        self.processes[part] = subprocess.Popen(
            [sys.executable, *arguments], env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()

    def kill(self, part: str) -> None:
        """As a power cut would: no goodbye, for `web` or `worker` and all their children."""
        self.end(part, signal.SIGKILL)

    def stop(self) -> None:
        for part in list(self.processes):
            self.end(part, signal.SIGTERM)
        templates.drop(self.name)

    def end(self, part: str, how: signal.Signals) -> None:
        process = self.processes.pop(part)
        if process.poll() is None:
            os.killpg(process.pid, how)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def move_to(self, moment: datetime) -> None:
        """Moves the clock of web and worker; returns when both live in the new time."""
        clocked.write(self.clock, moment)
        self.wait_for(lambda: abs(((self.answered_at() or NOW) - moment).total_seconds()) < 5, f"{moment}")
        time.sleep(5 * clocked.POLL_SECONDS)

    def manage(self, *command: str, stdin: str = "") -> str:
        """Runs one of the product's commands in the product's own time; returns what it printed."""
        argv = [sys.executable, "-m", "tests.clocked", *command]
        ran = subprocess.run(argv, env=self.environment, input=stdin, capture_output=True, text=True)
        assert ran.returncode == 0, f"{' '.join(command)} failed:\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout

    def answered_at(self) -> datetime | None:
        """The web server's own time, from its answer to any request; None when it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=10) as answer:
                date = answer.headers["Date"]
        except urllib.error.HTTPError as error:
            date = error.headers["Date"]
        except OSError:
            return None
        return parsedate_to_datetime(date).astimezone(UTC)

    def wait_for(self, true: Callable[[], bool], what: str, seconds: float = 60) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if true():
                return
            if dead := [part for part, process in self.processes.items() if process.poll() is not None]:
                raise AssertionError(f"{dead} died while waiting for {what}:\n{self.logs()}")
            time.sleep(0.02)
        raise AssertionError(f"waited {seconds} s for {what}:\n{self.logs()}")

    def logs(self) -> str:
        """What web and worker said, for a failing test."""
        return "\n".join(f"--- {file.name}\n{file.read_text()[-4000:]}" for file in sorted(self.var.glob("*.log")))


@pytest.fixture
def product(tmp_path: Path, postbox: Postbox) -> Iterator[Product]:
    running = Product(tmp_path, postbox)
    running.start()
    yield running
    running.stop()
    unplanned = [line for line in running.logs().splitlines() if "Traceback" in line]
    assert not unplanned, running.logs()
