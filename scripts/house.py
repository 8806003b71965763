"""Rules of the house that can be seen in a line: what must never stand where."""

import re
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    why: str
    pattern: str
    where: tuple[str, ...]
    unless: tuple[str, ...] = ()


TEMPLATES = ("drystone/*.html",)
CODE = ("drystone/*.py",)
TEXT = ("*.py", "*.html", "*.txt", "*.md", "*.toml", "*.js", "*.css", "*.scss", "*.json", "Makefile", ".ci/run")
VENDORED = ("*/vendor/*", "*/static/*.min.*", "tests/data/*", "scripts/house.py")
DOORS = ("drystone/web/*", "drystone/jobs/*")

RULES = (
    Rule("the content security policy forbids styles in a page", r"\sstyle=|<style", TEMPLATES),
    Rule("the content security policy forbids scripts in a page", r"<script(?![^>]*\ssrc=)(?![^>]*/json)", TEMPLATES),
    Rule("the content security policy forbids handlers in a page", r"\son[a-z]+=\"|javascript:", TEMPLATES),
    Rule("a page asks nothing of other hosts", r"(src|action|srcset)=\"(https?:)?//", TEMPLATES),
    Rule("text that people typed is always escaped", r"\|\s*safe\b|autoescape off", TEMPLATES),
    Rule("every form is guarded against forgery", r"csrf_exempt", CODE),
    Rule(
        "mail goes through the outbox",
        r"(?<!def )\bsend_mail\(|EmailMessage\(|EmailMultiAlternatives\(",
        CODE,
        ("drystone/mail/*",),
    ),
    Rule(
        "no rule reads the clock: `at` and `on` are arguments",
        r"timezone\.now\(|date\.today\(|datetime\.now\(|localdate\(\)",
        CODE,
        DOORS,
    ),
    Rule("an address from the outside is never followed", r"redirect\(request\.(GET|POST)", CODE),
    Rule(
        "a filter or an order is never taken from the outside",
        r"(filter|order_by|exclude)\(\*{0,2}request\.(GET|POST)",
        CODE,
    ),
    Rule("a proxy's headers are read by Django alone", r"HTTP_X_FORWARDED", CODE, ("drystone/config/settings.py",)),
    Rule("nothing is left for later", r"\b(TODO|FIXME|XXX|HACK)\b", TEXT, VENDORED),
    Rule("no merge is left half done", r"^(<{7}|>{7}) ", TEXT, VENDORED),
    Rule("no path of somebody's machine", r"(?<![\w.])/(work|root|Users)/|/home/[a-z]+/", TEXT, VENDORED),
    Rule(
        "no address of a package registry: the machine's own settings name it",
        r"pypi\.org|pythonhosted|npmjs\.(org|com)",
        TEXT,
        VENDORED,
    ),
)


def main() -> int:
    files = tracked()
    faults = [fault for rule in RULES for fault in broken(rule, files)] + unpinned()
    print("\n".join(faults) or f"{len(RULES)} rules of the house hold in {len(files)} files")
    return 1 if faults else 0


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    return sorted(name for name in set(listed.stdout.splitlines()) if Path(name).is_file())


def broken(rule: Rule, files: list[str]) -> list[str]:
    found = re.compile(rule.pattern)
    return [
        f"{name}:{number}: {rule.why}: {line.strip()[:80]}"
        for name in files
        if matches(name, rule.where) and not matches(name, rule.unless)
        for number, line in enumerate(Path(name).read_text("utf-8").splitlines(), 1)
        if found.search(line)
    ]


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def unpinned() -> list[str]:
    """Versions asked for that the pins do not hold: somebody forgot `make pins`."""
    faults = []
    for asked in Path("requirements").glob("*.in"):
        pins = asked.with_suffix(".txt").read_text()
        for name, version in re.findall(r"^([\w-]+)(?:\[.*\])?==(\S+)", asked.read_text(), re.MULTILINE):
            if not re.search(rf"^{name}(\[.*\])?=={re.escape(version)} ", pins, re.MULTILINE):
                faults.append(f"{asked}: {name}=={version} is not what {asked.with_suffix('.txt').name} pins")
    return faults


if __name__ == "__main__":
    sys.exit(main())
