"""How a process that presses papers beside us begins. It imports nothing that asks for Django to be ready."""

from pathlib import Path

import django
from django.conf import settings


def begin(seals: Path) -> None:
    """From now on it seals with the key of the process that asked for it."""
    django.setup()
    settings.SEAL_DIRECTORY = seals
