"""`make run`, as somebody who has just cloned it would use it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import templates
from tests.postbox import free_port

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(templates.ON_POSTGRES, reason="`make run` prepares its own SQLite file"),
]

Starter = Callable[[], tuple[subprocess.Popen, str]]
REQUEST = "asks you for a reference"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Starts the product in a folder that has the register, but no alliance yet; returns what it said when ready."""
    templates.REGISTER.copy("unused", tmp_path / templates.SQLITE)
    environment = {"PATH": os.environ["PATH"], "DRYSTONE_VAR": str(tmp_path), "PORT": str(free_port())}
    log = tmp_path / "said"
    started = []

    def starting() -> tuple[subprocess.Popen, str]:
        with log.open("w") as out:
            launcher = [sys.executable, str(templates.ROOT / "scripts/serve.py")]
            process = subprocess.Popen(launcher, env=environment, stdout=out, stderr=out, start_new_session=True)
        started.append(process)
        ends = time.monotonic() + 300
        while "Ctrl-C stops it" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.02)
        return process, log.read_text()

    yield starting
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait()
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_it_tells_where_and_who_and_stops_without_a_trace(start: Starter) -> None:
    process, said = start()
    address = next(word.rstrip("/") for word in said.split() if word.startswith("http://127.0.0.1"))
    with urllib.request.urlopen(address) as page:
        assert page.status == 200
    assert "Margaret Alderson" in said
    assert REQUEST in post(address)
    stop(process)

    second, said = start()
    assert "Preparing" not in said
    stop(second)


def post(address: str) -> str:
    """The letters to the invented people, once the worker has come to the one that asks a head for a reference."""
    letters, ends = "", time.monotonic() + 60
    while REQUEST not in letters and time.monotonic() < ends:
        time.sleep(0.2)
        with urllib.request.urlopen(f"{address}/dev/mail/") as page:
            letters = page.read().decode()
    return letters


def stop(process: subprocess.Popen) -> None:
    """Ctrl-C; nothing of it is left afterwards."""
    parts = children(process.pid)
    assert len(parts) == 3, "gunicorn, its worker process, and the worker"
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert [pid for pid in parts if Path(f"/proc/{pid}").exists()] == []


def children(pid: int) -> list[int]:
    own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [grandchild for child in own for grandchild in children(child)]
