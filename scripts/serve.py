"""Starts Drystone on this machine, web and worker, with an invented alliance to look at. Ctrl-C stops everything.

Meant for looking and for developing; docs/running.md tells how to run it for people.
"""

import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("DRYSTONE_VAR", ROOT / "var"))
PREPARED, PEOPLE = VAR / "prepared", VAR / "demo-people.txt"
# Whatever the database and the collected files are made from; when none of it has changed, starting is quick.
SOURCES = ("requirements/base.txt", "drystone/*/migrations/*.py", "drystone/*/static/**/*", "drystone/schools/data/*")
HOST, PORT = "127.0.0.1", int(os.environ.get("PORT", "8000"))
ADDRESS = f"http://{HOST}:{PORT}"
SECONDS_TO_START, SECONDS_TO_STOP = 60, 30
DIE_WITH_PARENT = 1  # Linux: prctl(PR_SET_PDEATHSIG)

settings = {
    "DRYSTONE_DEVELOPMENT": "1",
    "DRYSTONE_DEMO": "1",
    "DRYSTONE_VAR": str(VAR),
    "DRYSTONE_BASE_URL": ADDRESS,
    "DRYSTONE_BIND": f"{HOST}:{PORT}",
}


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or closed the terminal."""


class Died(Exception):
    """A part of the product ended by itself."""


def main() -> int:
    if is_taken():
        say(f"Port {PORT} is taken by another program. Choose another one:  make run PORT={PORT + 1}")
        return 1
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)
    terminal = take_terminal()
    os.environ.update(settings)
    os.environ.setdefault("DRYSTONE_LOG_LEVEL", "WARNING")
    parts: dict[str, subprocess.Popen] = {}
    try:
        prepare()
        parts["web server"] = start("-m", "gunicorn", "-c", "python:drystone.config.gunicorn")
        parts["worker"] = start("manage.py", "worker")
        wait_for_first_page(parts)
        greet()
        watch(parts)
    except Stopped:
        say("\nStopping ...")
        return 0
    except Died as problem:
        say(f"\n{problem}")
        return 1
    finally:
        end(parts)
        give_back(terminal)


def is_taken() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, PORT)) == 0


def stop(number: int, frame: object) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    raise Stopped


def prepare() -> None:
    """Tables, schools, static files and the invented alliance; skipped when nothing they are made of has changed."""
    known = digest()
    if is_on_sqlite() and (VAR / "drystone.sqlite3").exists() and PREPARED.exists() and PREPARED.read_text() == known:
        return
    say("Preparing the database, the schools and the invented alliance; the first time takes a minute ...")
    PREPARED.unlink(missing_ok=True)
    command("prepare")
    PEOPLE.write_text(command("demo", "--list", read=True))
    PREPARED.write_text(known)


def is_on_sqlite() -> bool:
    return "DRYSTONE_DATABASE_URL" not in os.environ


def digest() -> str:
    known = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file():
                known.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return known.hexdigest()


def command(*arguments: str, read: bool = False) -> str:
    """Runs one of the product's commands to its end; returns what it printed if that is to be read."""
    process = start("manage.py", *arguments, out=subprocess.PIPE if read else None)
    try:
        said, _ = process.communicate()
    except Stopped:
        end({arguments[0]: process})
        raise
    if process.returncode:
        raise Died(f"“manage.py {' '.join(arguments)}” failed; what it said stands above.")
    return said or ""


def start(*arguments: str, out: int | None = None) -> subprocess.Popen:
    """Starts one part in a process group of its own, so that Ctrl-C reaches it only through `end`."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=out,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def die_with_parent() -> None:
    """Should this program itself be killed, the system tells its parts to stop too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def wait_for_first_page(parts: dict[str, subprocess.Popen]) -> None:
    ends = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < ends:
        refuse_dead(parts)
        if answers():
            return
        time.sleep(0.05)
    raise Died(f"No page after {SECONDS_TO_START} seconds; what is wrong should stand above.")


def answers() -> bool:
    without_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return without_proxy.open(ADDRESS, timeout=30).status == 200
    except urllib.error.HTTPError as error:
        raise Died(f"The first page answers with an error ({error.code}).") from error
    except OSError:
        return False


def greet() -> None:
    say(f"\nDrystone is ready:  {ADDRESS}/\n")
    say(f"Sign in with one press as one of these, at {ADDRESS}/demo/\n")
    say("\n".join(f"  {person}" for person in PEOPLE.read_text().splitlines()))
    say(f"\nThe mail it sends is kept at {ADDRESS}/dev/mail/")
    say("Ctrl-C stops it.")


def watch(parts: dict[str, subprocess.Popen]) -> None:
    while True:
        time.sleep(0.5)
        refuse_dead(parts)


def refuse_dead(parts: dict[str, subprocess.Popen]) -> None:
    for name, process in parts.items():
        if process.poll() is not None:
            raise Died(f"The {name} ended by itself (exit code {process.returncode}); why should stand above.")


def end(parts: dict[str, subprocess.Popen]) -> None:
    """Asks every part to finish what it is doing; whatever has not ended in time is killed with its children."""
    for process in parts.values():
        if process.poll() is None:
            process.terminate()
    ends = time.monotonic() + SECONDS_TO_STOP
    for process in parts.values():
        try:
            process.wait(max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def take_terminal() -> int | None:
    """Makes Ctrl-C reach this program alone, so that `make` does not report it as a failure."""
    try:
        owner = os.tcgetpgrp(sys.stdin.fileno())
        if owner != os.getpgrp() or owner == os.getpid():
            return None
        os.setpgid(0, 0)
        hand_terminal_to(os.getpgrp())
    except OSError:  # no terminal: started by another program
        return None
    return owner


def give_back(owner: int | None) -> None:
    if owner:
        hand_terminal_to(owner)


def hand_terminal_to(group: int) -> None:
    kept = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    os.tcsetpgrp(sys.stdin.fileno(), group)
    signal.signal(signal.SIGTTOU, kept)


def say(message: object) -> None:
    print(message, flush=True)


if __name__ == "__main__":
    sys.exit(main())
