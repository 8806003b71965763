"""`manage.py given_up`: the jobs that were given up after four tries; lets them try again, or forgets them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from drystone.jobs import leases
from drystone.jobs.models import Job


class Command(BaseCommand):
    help = "Lists the jobs that were given up, with what went wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", action="store_true", help="let them try again")
        parser.add_argument("--forget", action="store_true", help="they are not needed any more")

    def handle(self, *args: Any, **options: Any) -> None:
        for job in Job.objects.filter(state=Job.State.DEAD):
            what = job.error.split("\n")[0]
            self.stdout.write(f"{job.pk} {job.task} {job.arguments} on {job.finished_at:%d %B at %H:%M}: {what}")
            if options["retry"]:
                leases.retry(job, at=timezone.now())
            elif options["forget"]:
                leases.forget(job)
