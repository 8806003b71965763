"""The documentation says what is so."""

import re
from pathlib import Path

import pytest

from drystone.lifecycle import LIVES
from drystone.mail import catalogue
from drystone.web import policy
from drystone.web.handbook import PAGES, lives

ROOT = Path(__file__).parents[2]
PAGES_OF_TEXT = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def test_every_setting_is_explained_to_operators() -> None:
    settings = (ROOT / "drystone/config/settings.py").read_text()
    server = (ROOT / "drystone/config/gunicorn.py").read_text()
    read = {f"DRYSTONE_{name}" for name in re.findall(r"env\.(?!prefixed)\w+\(\s*\"(\w+)\"", settings)}
    read |= set(re.findall(r"\"(DRYSTONE_\w+)\"", server))
    explained = set(re.findall(r"`(DRYSTONE_\w+)`", (ROOT / "docs/running.md").read_text()))
    assert explained == read


@pytest.mark.parametrize("page", PAGES_OF_TEXT, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_move_of_every_life_is_drawn() -> None:
    page = PAGES["lifecycles.md"]()
    rows = [
        f"| {lives.words(move.verb)} | {lives.origins(life, move)} | {lives.label(life, move.target)} |"
        for life in LIVES.values()
        for move in life.moves
    ]
    assert [row for row in rows if row not in page] == []


def test_every_address_of_the_policy_has_its_line() -> None:
    page = PAGES["who-sees-what.md"]()
    assert "/–" not in page, "the policy names an address that does not exist"
    assert page.count("| `/") == len(policy.whole())


def test_every_message_stands_there_with_its_subject() -> None:
    page = PAGES["emails.md"]()
    assert [kind.key for kind in catalogue.all_kinds() if f"\n## {kind.key}\n" not in page] == []
