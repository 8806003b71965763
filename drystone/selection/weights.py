"""How often each criterion of a round counts: settled before anybody knows a score."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person
from drystone.questions import forms

from . import criteria
from .assessments import SHEET
from .models import Assessment, AssessmentState, Round
from .refusals import Refused

MOST = 5
"""So many times a criterion may count at most."""


class Settled(Refused):
    """Why the weights stay as they are; the sentence is for the page."""


def weighed(round_: Round) -> list[tuple[str, str, int]]:
    """The criteria on the sheet that assessors get now: key, name, how often each counts."""
    form = forms.current(SHEET, round_.alliance_id, stood_at=round_.opens_at).form
    return [(key, name, round_.weights.get(key, 1)) for key, name in criteria.weighed(form)]


@transaction.atomic
def weigh(round_: Round, counts: Mapping[str, int], *, by: Person, at: datetime) -> Round:
    """The manager says how often each criterion counts, by its key, before anybody knows a score.

    Raises Settled once somebody has locked scores, or when nothing would count.
    """
    kept = Round.objects.select_for_update().get(pk=round_.pk)
    if not manager(by, kept):
        raise NotAllowed(f"{by} may not weigh the criteria of {kept}")
    chosen = {key: number for key, number in counts.items() if number != 1}
    if chosen == kept.weights:
        return kept
    if Assessment.objects.filter(application__round=kept, state=AssessmentState.LOCKED).exists():
        raise Settled("Somebody has locked their scores. What counts how much is settled before that.")
    if not any(counts.values()):
        raise Settled("At least one criterion has to count.")
    kept.weights = chosen
    kept.save(update_fields=["weights"])
    events.record(kept, "weighed", by=by, at=at)
    return kept
