"""`manage.py benchmark`: builds a data set of a given size and prints what each main page and job costs, as JSON."""

import gc
import json
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, fields
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from drystone.alliances.models import Alliance
from drystone.deployment.models import Deployment, Visit
from drystone.history.models import Event
from drystone.jobs.benchmarking import dataset, planning, scenes
from drystone.jobs.benchmarking.building import Size
from drystone.register.models import Designation
from drystone.schools.models import Organisation

NAME = "drystone_benchmark"
ROOM_KB = 2_000_000


class Command(BaseCommand):
    help = "Builds a data set in a database of its own, and prints what pages and jobs cost on it, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for field in fields(Size):
            parser.add_argument(f"--{field.name}", type=int, default=field.default, metavar="N")
        parser.add_argument("--times", type=int, default=30, metavar="N", help="how often each page is fetched")
        parser.add_argument(
            "--only",
            default="",
            metavar="NAMES",
            help="parts of the names of pages, divided by commas, or which terms are planned: plan S, plan M, plan L",
        )
        parser.add_argument("--keep", action="store_true", help="keep the database, and use it again next time")
        parser.add_argument("--here", action="store_true", help="fill the database of this installation itself")

    def handle(self, *args: Any, **options: Any) -> None:
        plans = [asdict(each) for each in planning.measured(planning.asked(options["only"]), self.say)]
        if plans and options["only"]:
            self.stdout.write(json.dumps({"plans": plans}, indent=1))
            return
        size = Size(**{field.name: options[field.name] for field in fields(Size)})
        if not options["here"]:
            own_database(keep=options["keep"])
        try:
            with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
                figures = self.run(size, options["times"], options["only"])
            self.stdout.write(json.dumps({"rows": rows(), "figures": figures, "plans": plans}, indent=1))
        finally:
            if not (options["here"] or options["keep"]):
                connection.creation.destroy_test_db(NAME, verbosity=0)

    def run(self, size: Size, times: int, only: str) -> list[dict[str, Any]]:
        at = timezone.now()
        logging.disable(logging.WARNING)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not Alliance.objects.filter(slug="alliance-0000").exists():
            call_command("import_schools", stdout=sys.stderr)
            with roomy():
                dataset.build(size, at=at, say=self.say)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        gc.collect()
        gc.freeze()  # as a web process does when it has started
        return [asdict(figure) for figure in scenes.measured(at, self.say, times, only)]

    def say(self, line: str) -> None:
        self.stderr.write(line)


@contextmanager
def roomy() -> Iterator[None]:
    """While it builds, SQLite may hold what it writes in memory: a million visits in one transaction would be written
    out page by page, again and again. Afterwards it has no more room than an installation has."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{ROOM_KB}")
    yield
    connection.close()


def own_database(*, keep: bool) -> None:
    """A database beside the installation's own."""
    on_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / f"{NAME}.sqlite3") if on_file else NAME
    with redirect_stdout(sys.stderr):  # standard output is the JSON alone
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)


def rows() -> dict[str, int]:
    """What the database really holds."""
    kinds = (Alliance, Organisation, Designation, Deployment, Visit, Event)
    return {str(kind._meta.verbose_name_plural): kind._default_manager.count() for kind in kinds}
