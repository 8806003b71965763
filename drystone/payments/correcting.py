"""A visit that turns out to have been otherwise after it was stated: its line is reversed, and made anew once."""

from datetime import datetime

from django.db import transaction

from drystone.deployment import corrections, wording
from drystone.deployment.corrections import Held
from drystone.deployment.models import Visit
from drystone.lifecycle import Refused
from drystone.people.models import Person

from . import due, lines, statements
from .access import only_finance
from .models import DueLine


@transaction.atomic
def correct(line: DueLine, held: Held, *, note: str, by: Person, at: datetime) -> DueLine:
    """The line comes off and the visit as it really was comes on, both on the school's next statement.

    At the prices of the line before, whatever the card or the agreement says now; never more days than were agreed.
    Raises statements.AlreadyReversed, corrections.NotWithinAgreed, and Refused where nothing would change.
    """
    only_finance(by, line.alliance)
    if line.visit is None or line.kind != DueLine.Kind.VISIT:
        raise Refused("Only a visit that took place is put right. Reverse the line instead.")
    (deployment,) = due.locked([line.visit.deployment_id])
    visit = Visit.objects.select_related("deployment__alliance", "alliance").get(pk=line.visit.pk)
    if held == Held(visit.starts_at, visit.ends_at, visit.half_days):
        raise Refused("That is how the visit stands already.")
    statements.credit(line, note=note, by=by, at=at)
    corrections.put_right(visit, held, by=by, at=at)
    agreement = wording.in_force(deployment)
    left = agreement.half_days - due.paid(deployment) if agreement else 0
    made = lines.of_visit(visit, deployment, lines.Price.of(line), left=left, at=at)
    if made is None:
        raise Refused("Nothing is left of what was agreed. Change the agreement first.")
    made.turn = line.turn + 1
    due.keep([made], by, at)
    return made
