"""`manage.py demo`: makes the demonstration alliance; `--list` names the people one can sign in as."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from drystone.jobs.demonstration import story


class Command(BaseCommand):
    help = "Makes a demonstration alliance: invented people on real schools, with a year of work behind them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="Only name the people one can sign in as.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO and settings.DEVELOPMENT):
            raise CommandError("The demonstration needs DRYSTONE_DEMO=1 and DRYSTONE_DEVELOPMENT=1.")
        if not options["list"]:
            try:
                story.tell(at=timezone.now())
            except story.NotEmpty as no:
                raise CommandError(str(no)) from no
        for person in story.people():
            self.stdout.write(f"{person.name}: {person.demonstration_note}")
