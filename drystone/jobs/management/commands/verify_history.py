"""`manage.py verify_history`: whether every sealed row of history is as it was sealed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from drystone.history import seals


class Command(BaseCommand):
    help = "Recomputes the seals over history and tells what is not as it was sealed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--alliance", type=int, help="the number of one alliance; without it, all")
        parser.add_argument("--anchor", default="", help="a digest of this alliance that was noted down earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anchor"] and options["alliance"] is None:
            raise CommandError("--anchor belongs to one alliance; say which with --alliance.")
        chosen = seals.alliances() if options["alliance"] is None else [options["alliance"]]
        broken = 0
        for alliance_id in chosen:
            problems = seals.verify(alliance_id, anchor=options["anchor"])
            self.stdout.write(self.told(alliance_id, problems))
            broken += len(problems)
        if broken:
            raise CommandError("History is not as it was sealed.")

    def told(self, alliance_id: int | None, problems: list[str]) -> str:
        whose = f"alliance {alliance_id}" if alliance_id else "no alliance"
        newest = seals.newest(alliance_id)
        good = f"as sealed, newest digest {newest.digest}" if newest else "nothing sealed yet"
        return f"{whose}: {' '.join(problems) or good}"
