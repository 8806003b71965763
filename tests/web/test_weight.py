"""A first visit costs little: everything that a browser fetches for one page, as it goes over the wire."""

import re
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

BUDGET = 150_000


@pytest.fixture
def collected(settings, tmp_path: Path) -> Path:
    """The static files as the product serves them: named by digest, compressed."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "drystone.web.storage.StaticFiles"}}
    call_command("collectstatic", "--no-input", verbosity=0)
    return tmp_path


def test_a_first_visit_is_within_its_budget(collected: Path) -> None:
    html = render_to_string("errors/404.html")
    fetched = reached(collected, html)
    sizes = {file: wire(collected / file) for file in fetched} | {"the page": len(brotli.compress(html.encode()))}
    assert {Path(file).name.split(".")[0] for file in fetched} >= {"drystone", "start", "govuk-frontend-6", "wall"}
    assert sum(sizes.values()) <= BUDGET, sizes
    assert sum(sizes.values()) == pytest.approx(58_000, rel=0.25)  # what it is; a jump should be seen


def reached(folder: Path, html: str) -> set[str]:
    """Everything that the page names, and what those files name in turn, except what is asked for only when used."""
    waiting, found = re.findall(r'"/static/([^"]+)"', html), set()
    while waiting:
        file = waiting.pop()
        found.add(file)
        text = (folder / file).read_text() if file.endswith((".css", ".js")) else ""
        for name in re.findall(r'url\("?([^")]+)"?\)|\bfrom ?"([^"]+)"', text):
            path = (folder / file).parent.joinpath(next(filter(None, name))).resolve()
            if path.exists() and (inner := str(path.relative_to(folder.resolve()))) not in found:
                waiting.append(inner)
    return found


def wire(file: Path) -> int:
    compressed = file.with_name(file.name + ".br")
    return (compressed if compressed.exists() else file).stat().st_size
