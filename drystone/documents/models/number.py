"""The numbers that documents are given."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class Number(models.Model):
    """One row for each number ever given. The database hands out the key, so that two who make documents at
    the same moment never wait for each other; a number whose document was not made in the end stays unused."""

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def take(cls, *, at: datetime) -> str:
        """The next number: DS-2026-000123."""
        return cls.take_many(1, at=at)[0]

    @classmethod
    def take_many(cls, count: int, *, at: datetime) -> list[str]:
        """As many numbers, in one question."""
        rows = Number.objects.bulk_create([Number() for _ in range(count)])
        return [f"DS-{timezone.localtime(at).year}-{row.pk:06}" for row in rows]
