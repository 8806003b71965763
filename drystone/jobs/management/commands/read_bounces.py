"""`manage.py read_bounces`: the mail server hands over what came back for the sender's address."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from drystone.mail import bounces, outbox


class Command(BaseCommand):
    help = "Reads mails that came back, from files or (with no file named) one from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        mails = [file.read_bytes() for file in options["files"]] or [sys.stdin.buffer.read()]
        found = sum(self.noted(raw) for raw in mails)
        self.stdout.write(f"{found} of {len(mails)} told of a message that came back")

    def noted(self, raw: bytes) -> bool:
        """Marks our message; anything else somebody wrote to the address is left for people to read."""
        bounce = bounces.read(raw)
        return bool(bounce and outbox.bounced(bounce.message_id, reason=bounce.reason, at=timezone.now()))
