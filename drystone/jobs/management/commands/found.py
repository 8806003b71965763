"""`manage.py found NAME ADDRESS`: founds an alliance; `manage.py account open` then gives it its first manager."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from drystone.alliances import founding
from drystone.alliances.calendar import academic_year
from drystone.payments import rates


class Command(BaseCommand):
    help = "Founds an alliance with its contact address, the usual terms, and the usual rates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("address", help="where schools write to")
        parser.add_argument("--contact", default="", help="who answers there")

    def handle(self, *args: Any, name: str, address: str, contact: str, **options: Any) -> None:
        at = timezone.now()
        try:
            alliance = founding.found(name, contact_email=address, contact_name=contact, at=at)
        except founding.NameTaken as taken:
            raise CommandError(str(taken)) from taken
        rates.begin(alliance, since=date(academic_year(timezone.localdate(at)), 9, 1), by=None, at=at)
        self.stdout.write(f"{alliance} is founded. Its short name is {alliance.slug}. Now give it a manager:")
        self.stdout.write(f"  manage.py account open NAME ADDRESS --manager-of {alliance.slug}")
