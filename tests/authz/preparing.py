"""What a school said before a visit, in the world of these tests."""

from datetime import timedelta
from typing import Any

from drystone.deployment import preparations
from drystone.deployment.models import Visit, VisitPreparation
from drystone.jobs.demonstration.filling import fill
from tests.clock import NOW


def prepared_by(at: Any, visit: Visit) -> VisitPreparation:
    """What the colleague said before this visit, while it was still to come."""
    to_come = {"starts_at": NOW + timedelta(hours=1), "ends_at": NOW + timedelta(hours=4)}
    Visit.objects.filter(pk=visit.pk).update(state="planned", **to_come)
    made = preparations.ask(Visit.objects.get(pk=visit.pk), at=NOW)
    assert made
    fill(made.sheet, NOW, helps_most=at.canary("BEFORE"))
    preparations.give(made, **at.by(at.kate))
    Visit.objects.filter(pk=visit.pk).update(state=visit.state, starts_at=visit.starts_at, ends_at=visit.ends_at)
    return made
