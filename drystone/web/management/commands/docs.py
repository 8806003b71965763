"""`manage.py docs` draws the generated pages of docs/; `--check` only says whether they are what would be drawn."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from drystone.web.handbook import PAGES

DOCS = Path(__file__).parents[4] / "docs"


class Command(BaseCommand):
    help = "Draws docs/lifecycles.md, docs/emails.md and docs/who-sees-what.md from the product's own tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when a page is stale.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        drawn = {DOCS / name: page() for name, page in PAGES.items()}
        stale = [file for file, text in drawn.items() if not file.exists() or file.read_text("utf-8") != text]
        if check and stale:
            names = ", ".join(f"docs/{file.name}" for file in stale)
            raise CommandError(f"{names}: not what the tables say now. Run: make docs")
        for file in stale:
            file.write_text(drawn[file], "utf-8")
            self.stdout.write(f"drawn: docs/{file.name}")
