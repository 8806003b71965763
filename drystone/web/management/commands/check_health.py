"""`manage.py check_health`: what /healthz says, for a machine without a web server in reach."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from drystone.web.public import health


class Command(BaseCommand):
    help = "Says how each part of the installation is; ends with an error when one is ill."

    def handle(self, *args: Any, **options: Any) -> None:
        parts = health.examine(timezone.now())
        for name, state in parts.items():
            self.stdout.write(f"{name}: {state}")
        if set(parts.values()) != {health.WELL}:
            raise CommandError("Something is ill.")
