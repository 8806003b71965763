"""Equality monitoring: given after an application was sent in, kept so that nobody can tell whose it is."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from .models import EqualityAnswers, Round

FORM = "equality"


def give(round_: Round, answers: Mapping[str, Any]) -> EqualityAnswers:
    """Somebody who applied in this round answers: no person, no time, no order, and nothing in history."""
    given = {key: value for key, value in answers.items() if value is not None}
    return EqualityAnswers.objects.create(pk=uuid4(), alliance_id=round_.alliance_id, round=round_, answers=given)
