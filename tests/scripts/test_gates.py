"""The gates see what they are there to see: each planted fault is found, and clean files pass."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"

PLANTED = [
    ("drystone/web/templates/page.html", '<p style="color: red">', "forbids styles"),
    ("drystone/web/templates/page.html", "<script>alert(1)</script>", "forbids scripts"),
    ("drystone/web/templates/page.html", '<button onclick="go()">', "forbids handlers"),
    ("drystone/web/templates/page.html", '<img src="https://elsewhere.example/x.png">', "nothing of other hosts"),
    ("drystone/web/templates/page.html", "{{ answer|safe }}", "always escaped"),
    ("drystone/selection/references.py", "at = timezone.now()", "reads the clock"),
    ("drystone/web/office/views.py", 'return redirect(request.GET["next"])', "never followed"),
    ("drystone/web/office/views.py", "rows.filter(**request.GET.dict())", "never taken from the outside"),
    ("drystone/payments/emails.py", "send_mail('Paid', text)", "through the outbox"),
    ("docs/page.md", "TO" + "DO: write this", "left for later"),
    ("docs/page.md", "see /ro" + "ot/notes", "somebody's machine"),
]
CLEAN = [
    ("drystone/web/templates/page.html", '<script src="{% static "web/page.js" %}" type="module"></script>'),
    ("drystone/web/office/views.py", "now = timezone.now()"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    return tmp_path


@pytest.mark.parametrize(("file", "line", "why"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_fault_is_found(house: Path, file: str, line: str, why: str) -> None:
    plant(house, file, line)
    found = gate("house.py", house)
    assert (found.returncode, f"{file}:1: " in found.stdout, why in found.stdout) == (1, True, True)


@pytest.mark.parametrize(("file", "line"), CLEAN)
def test_what_is_allowed_passes(house: Path, file: str, line: str) -> None:
    plant(house, file, line)
    assert gate("house.py", house).returncode == 0


def test_a_version_that_nobody_pinned_is_found(house: Path) -> None:
    plant(house, "requirements/base.in", "django==5.2.19")
    plant(house, "requirements/base.txt", "django==5.2.18 \\")
    assert "django==5.2.19 is not what base.txt pins" in gate("house.py", house).stdout


def test_long_files_functions_views_and_hidden_imports_are_found(house: Path) -> None:
    plant(house, "drystone/schools/long.py", "x = 1\n" * 301)
    plant(house, "drystone/schools/search.py", "def find():\n    import re\n" + "    x = 1\n" * 40)
    plant(house, "drystone/web/office/views.py", "def rounds(request):\n" + "    x = 1\n" * 25)
    faults = [line for line in gate("sizes.py", house).stdout.splitlines() if line.startswith("drystone")]
    assert faults == [
        "drystone/schools/long.py: 301 lines, 300 at most",
        "drystone/schools/search.py:1 find: 42 lines, 40 at most",
        "drystone/web/office/views.py:1 rounds: 26 lines, 25 at most",
        "drystone/schools/search.py:2: an import hidden in find",
    ]


def test_a_taken_port_is_said_plainly_and_nothing_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = gate("serve.py", tmp_path, PORT=str(port), DRYSTONE_VAR=str(tmp_path))
    assert said.returncode == 1
    assert said.stdout == f"Port {port} is taken by another program. Choose another one:  make run PORT={port + 1}\n"
    assert list(tmp_path.iterdir()) == []


def plant(house: Path, file: str, text: str) -> None:
    (house / file).parent.mkdir(parents=True, exist_ok=True)
    (house / file).write_text(f"{text}\n" if not text.endswith("\n") else text)


def gate(script: str, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPTS / script],
        cwd=where,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", **environment},
    )
