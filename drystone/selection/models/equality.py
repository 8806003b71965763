"""Equality monitoring, kept apart from every application."""

from django.db import models

from drystone.alliances.models import AllianceOwned

from .round import Round


class EqualityAnswers(AllianceOwned):
    """Equality monitoring of a round, with nothing that says whose: not who, not when, not in which order."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    id = models.UUIDField(primary_key=True)
    answers = models.JSONField()

    def __str__(self) -> str:
        return "equality answers"
