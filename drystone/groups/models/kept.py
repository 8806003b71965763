"""A file that somebody gave: only ever sent as a download."""

import secrets
from typing import Any

from django.db import models

FOLDER = "materials"


def unguessable(record: Any, name: str) -> str:
    """Where a file lies: nothing of its name, and nothing that can be guessed."""
    token = secrets.token_urlsafe(32)
    return f"{FOLDER}/{token[:2]}/{token}"


class Kept(models.Model):
    """A link or a file: one of the two."""

    title = models.CharField(max_length=160)
    url = models.URLField(max_length=300, blank=True)
    file = models.FileField(upload_to=unguessable, max_length=120, blank=True)
    file_name = models.CharField(max_length=120, blank=True, help_text="The name it came with, made safe.")
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


LINK_OR_FILE = models.Q(url="") & ~models.Q(file="") | ~models.Q(url="") & models.Q(file="")
