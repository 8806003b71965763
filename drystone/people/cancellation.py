"""The manager of an alliance changes what a visit costs that is called off late."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from drystone.alliances import cancelling
from drystone.alliances.models import Alliance, CancellationTerm, PolicyChange
from drystone.history import events
from drystone.lifecycle import NotAllowed

from .access import alliances_as
from .models import Person
from .roles import MANAGES


@transaction.atomic
def change(alliance: Alliance, lines: Iterable[cancelling.Line], *, within: int = 0, by: Person, at: datetime) -> bool:
    """The table holds for agreements drawn up from now on; those there are keep the one that was agreed.

    A visit that is moved late and by more than `within` days is charged by it when it is called off; 0: it is not.
    Whether anything is different from what stood. Raises NotAllowed.
    """
    if alliance.pk not in alliances_as(by, MANAGES):
        raise NotAllowed(f"{by} may not change the policies of {alliance}")
    kept = Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    was, now = cancelling.table(kept), sorted(list(line) for line in lines)
    far = kept.rearranged_within_days
    if (was, far) == (now, within):
        return False
    Alliance.objects.filter(pk=kept.pk).update(rearranged_within_days=within)
    CancellationTerm.objects.filter(alliance=kept).delete()
    names = ("notice_working_days", "charged_per_cent", "reimbursed_per_cent")
    rows = (CancellationTerm(alliance=kept, **dict(zip(names, line, strict=True))) for line in now)
    CancellationTerm.objects.bulk_create(rows)
    line = PolicyChange.objects.create(alliance=kept, name="cancellation", was={"lines": was, "within": far}, at=at)
    note = f"Calling a visit off: {in_words(was, far)}; now: {in_words(now, within)}"
    events.record(line, "policy_changed", by=by, at=at, about=kept, note=note)
    return True


def in_words(lines: list[list[int]], within: int) -> str:
    """In short, for history."""
    said = [f"under {under} working days {charged} %, {back} % to the home school" for under, charged, back in lines]
    if said and within:
        said.append(f"as called off when moved, if late and by more than {within} days")
    return "; ".join(said) or "costs nothing"
