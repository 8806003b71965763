"""What the Alliance offers an assessor or panel member to name when she declares a conflict."""

from django.db import models

from .refusals import Refused


class Conflict(models.TextChoices):
    SCHOOL = "school", "We work, or worked lately, at the same school"
    TRUST = "trust", "We work in the same trust"
    LINE = "line", "One of us manages or managed the other"
    FAMILY = "family", "We are related or close friends"
    REFEREE = "referee", "I gave or will give a reference"
    OTHER = "other", "Something else"


class Unexplained(Refused):
    """ "Something else" needs a few words."""


def words_of(choice: str, note: str) -> str:
    """What is kept: the choice in words, and the note. Raises Unexplained."""
    note = " ".join(note.split())
    if choice == Conflict.OTHER and not note:
        raise Unexplained("Say in a few words what the conflict is")
    return f"{Conflict(choice).label}. {note}".strip()[:200]
