"""Sets up what `make` needs, on a machine that has Python 3.11 or later and nothing else.

    python3 scripts/setup.py base       what the product runs on
    python3 scripts/setup.py dev        that, and what the suite and the gates need
    python3 scripts/setup.py browser    Chromium for the journeys, from the system's own packages

Only the standard library is used, and nothing is written outside the folders .venv and .tools of this project
(`browser` alone installs a package of the system). Packages are installed with checked hashes, by uv; where uv
cannot be had, by pip; where pip is missing too, by the pip that Debian and Ubuntu ship as one file.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV, TOOLS = ROOT / ".venv", ROOT / ".tools"
REQUIREMENTS = ROOT / "requirements"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
# The first has no windows to look after: it walks in five sixths of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BESIDE_A_BROWSER = ("fonts-liberation", "libatomic1")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def main():
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if wanted not in ("base", "dev", "browser"):
        sys.exit(__doc__)
    if sys.version_info < OLDEST:
        use_newer_python()
    set_up_browser() if wanted == "browser" else set_up(wanted)


def use_newer_python():
    """Starts again under a newer Python of this machine, if there is one."""
    for minor in range(20, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - this very script
    sys.exit(f"Drystone needs Python 3.11 or later; this is {sys.version.split()[0]} and no newer one was found.")


def set_up(wanted):
    """Makes .venv hold exactly what is pinned; does nothing when it already does."""
    if is_set_up(wanted):
        return
    say(f"Setting up .venv with requirements/{wanted}.txt ...")
    if not works(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        shutil.rmtree(VENV, ignore_errors=True)
    if not (sync_with_uv(wanted) or sync_with_pip(wanted)):
        sys.exit("Could not install the packages; the messages above say why. Is the package index reachable?")
    stamp().write_text(f"{wanted} {digest(wanted)}")


def is_set_up(wanted):
    """The suite's packages hold the product's, so a developer's .venv also serves `make run`."""
    if not stamp().exists() or not PYTHON.exists():
        return False
    has, known = stamp().read_text().split()
    return known == digest(has) and has in (wanted, "dev")


def stamp():
    return VENV / "set-up"


def digest(name):
    return hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()


def sync_with_uv(wanted):
    uv = find_uv()
    if not uv:
        return False
    if not PYTHON.exists() and not run(uv, "venv", "-q", "--python", sys.executable, VENV):
        return False
    return run(
        *(uv, "pip", "sync", "-q", "--require-hashes", "--python", PYTHON),
        *(REQUIREMENTS / f"{wanted}.txt",),
    )


def find_uv():
    """The machine's uv, the one fetched earlier, or one fetched now; None when there is no way."""
    own = TOOLS / "bin" / "uv"
    uv = shutil.which("uv") or own
    if works(uv, "--version"):
        return uv
    pip = find_pip()
    target = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", TOOLS, "--upgrade")
    if pip and run(*pip, "install", "-q", *target, "-r", REQUIREMENTS / "uv.txt"):
        return own
    return None


def sync_with_pip(wanted):
    say("Going on without uv, with plain pip; this takes a minute or two.")
    pip = find_pip()
    if not pip or not (PYTHON.exists() or run(sys.executable, "-m", "venv", "--without-pip", VENV)):
        return False
    return run(*pip, "--python", PYTHON, "install", "-q", "--require-hashes", "-r", REQUIREMENTS / f"{wanted}.txt")


def find_pip():
    """How to call pip: this Python's own, or one that lies somewhere as a single file; None when there is no way."""
    if works(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    wheel = next(iter(pip_wheels()), None) or wheel_from_apt()
    return [sys.executable, wheel / "pip", "--disable-pip-version-check"] if wheel else None


def pip_wheels():
    folders = (Path(os.__file__).parent / "ensurepip/_bundled", Path("/usr/share/python-wheels"), TOOLS / "pip")
    return [wheel for folder in folders for wheel in sorted(folder.rglob("pip-*.whl"))]


def wheel_from_apt():
    """Fetches Debian's or Ubuntu's package of pip's wheel and unpacks it here; installs nothing, needs no rights."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        say("This Python has no pip. Install pip or uv with your system's packages, then try again.")
        return None
    say("This Python has no pip; fetching one from the system's packages into .tools ...")
    folder = TOOLS / "pip"
    for part in ("state/lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    own_lists = ("-o", f"Dir::State={folder}/state", "-o", f"Dir::Cache={folder}/cache", "-q")
    if not download_pip(folder, ()) and run("apt-get", *own_lists, "update", cwd=folder):
        download_pip(folder, own_lists)
    return next(iter(pip_wheels()), None)


def download_pip(folder, options):
    if not works("apt-get", *options, "download", "python3-pip-whl", cwd=folder):
        return False
    return all(run("dpkg-deb", "-x", package, folder) for package in folder.glob("python3-pip-whl_*.deb"))


def set_up_browser():
    """Installs Chromium where that needs no question; never fails, but says loudly what will not be tested."""
    if has_browser():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Chromium for the browser journeys ...")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "-qq", "update", env=quiet)
        for browser in BROWSERS[:2]:
            install = ("apt-get", "-qq", "install", "-y", "--no-install-recommends")
            if run(*install, browser, *BESIDE_A_BROWSER, env=quiet) and has_browser():
                return
    say("=" * 78)
    say("NO CHROMIUM: every test that walks the product in a browser WILL BE SKIPPED.")
    say("Install it first, for example with:  sudo apt-get install " + " ".join(("chromium", *BESIDE_A_BROWSER)))
    say("=" * 78)


def has_browser():
    """A browser that starts, and the library that the program which drives it needs besides."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return any(works(found, "--version") for found in map(shutil.which, BROWSERS) if found)


def run(*command, cwd=None, env=None):
    """Runs a command with its messages shown; true when it succeeded."""
    try:
        return subprocess.run([str(part) for part in command], cwd=cwd, env=env or environment()).returncode == 0
    except OSError as problem:
        say(problem)
        return False


def works(*command, cwd=None):
    """Runs a command silently; true when it succeeded."""
    quiet = subprocess.DEVNULL
    try:
        command = [str(part) for part in command]
        return subprocess.run(command, cwd=cwd, stdout=quiet, stderr=quiet, timeout=300).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def environment():
    """uv fetches no Python of its own, and trusts what pip would: its index, and the machine's certificates."""
    own = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    own.pop("VIRTUAL_ENV", None)
    if "PIP_INDEX_URL" in own:
        own.setdefault("UV_DEFAULT_INDEX", own["PIP_INDEX_URL"])
    if CERTIFICATES.exists():
        own.setdefault("SSL_CERT_FILE", str(CERTIFICATES))
    return own


def say(message):
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
