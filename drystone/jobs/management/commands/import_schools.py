"""Brings in the national register of schools from a file, or the one that comes with the product."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from drystone.schools import register
from drystone.schools.intake import report


class Command(BaseCommand):
    help = "Brings in the national register of schools. Without FILE: the register that comes with the product."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="edubasealldata….csv, may be packed")
        parser.add_argument("--links", type=Path, metavar="FILE", help="links_edubasealldata….csv, may be packed")
        parser.add_argument("--force-shrink", action="store_true", help="take a file that lost rows or closes many")
        parser.add_argument("--dry-run", action="store_true", help="report what would change, and change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file, links = options["file"], options["links"]
        if file is None:
            file, links = register.BUNDLED_REGISTER, links or register.BUNDLED_LINKS
        try:
            run = register.bring_in(
                file,
                links,
                by=None,
                at=timezone.now(),
                force_shrink=options["force_shrink"],
                dry_run=options["dry_run"],
                say=(lambda line: None) if options["json"] else self.stdout.write,
            )
        except register.Refused as refusal:
            raise CommandError(f"Refused, and nothing changed. {refusal}") from refusal
        self.stdout.write(json.dumps(run.report, indent=2) if options["json"] else report.text(run.report))
