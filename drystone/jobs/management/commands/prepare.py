"""`manage.py prepare` brings an installation up to date: before its first start, and after every change of version."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from drystone.alliances.models import Alliance
from drystone.schools.models import Organisation


class Command(BaseCommand):
    help = "Makes or updates the tables and static files; imports the schools that come with it if there are none."

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in (settings.MEDIA_ROOT, settings.SEAL_DIRECTORY):  # a copy of both is made from the first night on
            Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not Organisation.objects.of_register().exists():
            self.stdout.write("Importing the national register of schools ...")
            call_command("import_schools", stdout=StringIO())
            self.stdout.write(f"{Organisation.objects.of_register().count():,} schools are there.")
        if settings.DEMO and not Alliance.objects.exists():
            self.stdout.write("Making an invented alliance ...")
            call_command("demo", stdout=StringIO())  # who is in it is told by `demo --list`
        if not settings.DEVELOPMENT:
            call_command("check", deploy=True)
