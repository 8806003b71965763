"""`manage.py worker`: runs jobs, sends the mail and does the clock's chores until it is told to stop."""

import signal
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from drystone.jobs import leases
from drystone.jobs.worker import AnotherWorker, Worker


class Command(BaseCommand):
    help = "Runs jobs, sends the mail and does the clock's chores, until SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        seconds = leases.LEASE.total_seconds()
        parser.add_argument(
            "--lease", type=float, default=seconds, help="seconds after which a silent worker counts as dead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(timedelta(seconds=options["lease"]))
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, worker.stop)
        try:
            worker.run()
        except AnotherWorker:
            raise CommandError("Another worker is running; on SQLite there can be only one.") from None
