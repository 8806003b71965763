"""The office does without a visit evaluation, for one of a few reasons; such visits are counted apart.

The visit record is asked for all the same: it is what the colleague reads, and what is paid on.
"""

from datetime import datetime

from django.db import transaction

from drystone.people.models import Person

from . import records
from .lifecycle import EVALUATION
from .models import Visit, VisitEvaluation, Waived


@transaction.atomic
def waive(visit: Visit, reason: Waived | str, *, by: Person, at: datetime) -> VisitEvaluation:
    """Nobody is asked or reminded any more. What its leader has typed stays a draft that nobody else reads.

    Raises NotHeld for a visit that has not taken place, NotAllowed to the leader herself, and AlreadyMoved.
    """
    records.check_took_place(visit, at)
    evaluation = records.lay_out(visit, at=at)[1]
    EVALUATION.move(evaluation, "waive", by=by, at=at, waived_for=Waived(reason))
    return evaluation


@transaction.atomic
def ask_after_all(evaluation: VisitEvaluation, *, by: Person, at: datetime) -> VisitEvaluation:
    """It was done without by mistake, and is due again; what was typed is still there."""
    EVALUATION.move(evaluation, "ask_after_all", by=by, at=at, waived_for="")
    return evaluation
