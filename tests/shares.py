"""How the suite is shared out between processes: a file to one of them, so that what its tests stand on is made once.

The longest come first, and of those that need the register one, as it is read once while others do something else.
On PostgreSQL only what asks a database is asked again: words, papers and scripts are the same there. In a browser
the journeys walk there too: a single page looks the same, and every address is asked there anyway.
"""

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

from tests import templates

FIRST = [
    "tests/journeys/test_journey.py",
    "tests/selection/test_in_a_browser.py",
    "tests/journeys/test_scanner.py",
    "tests/web/test_every_page.py",
    "tests/journeys/",
    "tests/authz/",
    "tests/jobs/test_killed_worker.py",
]


DATABASE = {"db", "transactional_db", "live_server", "product", "demonstration", "world"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Function]) -> None:
    items.sort(key=lambda item: place(item.nodeid))
    if templates.ON_POSTGRES:
        config.hook.pytest_deselected(items=[item for item in items if not is_asked_again(item)])
        items[:] = [item for item in items if is_asked_again(item)]


def is_asked_again(item: pytest.Function) -> bool:
    """It, or what it stands on, asks a database; or it says by itself on which database it is to run."""
    if "chromium" in item.fixturenames and not item.nodeid.startswith("tests/journeys/"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "skipif"))
    return marked or bool(DATABASE & set(item.fixturenames))


def place(nodeid: str) -> int:
    return next((place for place, long in enumerate(FIRST) if nodeid.startswith(long)), len(FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    config.option.loadscopereorder = False
    return Sharing(config, log)


class Sharing(LoadScopeScheduling):
    """By file; of the journeys each, and the files of one world together."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/journeys/"):
            return nodeid
        file = nodeid.split("::")[0]
        return "the world" if file in WORLD else file


WORLD = {f"tests/authz/test_{name}.py" for name in ("links", "pressing", "walls")}
