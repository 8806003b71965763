"""`manage.py daily`: does the chores that are due, without a worker; or as of another moment."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from drystone.jobs import clock
from drystone.jobs.daily import LONDON


def moment(words: str) -> datetime:
    """2026-11-24T07:00, in London unless it says otherwise."""
    at = datetime.fromisoformat(words)
    return at if at.tzinfo else at.replace(tzinfo=LONDON)


class Command(BaseCommand):
    help = "Does the chores that are due and not yet done, one line for each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=moment, help="as of this moment, for example 2026-11-24T07:00")

    def handle(self, *args: Any, **options: Any) -> None:
        for line in clock.do_now(options["at"] or timezone.now()):
            self.stdout.write(line)
