"""Whom the broker asks of the list: the list is kept as it was seen, with the choice, and why it is not the first."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from drystone import saying
from drystone.lifecycle import Refused
from drystone.people.models import Person
from drystone.register.models import Designation

from . import candidates, enquiries, queries
from .candidates import Candidate
from .models import Enquiry, Search, SupportRequest


class ReasonNeeded(Refused):
    """Somebody stands higher on the list; the sentence is for the office."""


@transaction.atomic
def ask(
    request: SupportRequest,
    leaders: Sequence[Designation],
    *,
    seen: Sequence[Candidate],
    reason: str = "",
    by: Person,
    at: datetime,
) -> list[Enquiry]:
    """Asks the home approvers of some of the list, all or none.

    Raises ReasonNeeded where somebody who is not being asked yet stands higher than they and no reason is given, and
    CannotAsk where a hard rule keeps one of them out.
    """
    chosen, standing = {leader.pk for leader in leaders}, queries.standing_enquiries(request)
    free = [each for each in seen if each.designation_id not in standing]
    higher = [each.name for each in free[: len(chosen)] if each.designation_id not in chosen]
    if higher and not chosen <= standing and not reason.strip():
        asked = saying.listed([leader.person.name for leader in leaders])
        raise ReasonNeeded(f"{saying.listed(higher)} may be asked too. Say why {asked} rather.")
    made = enquiries.ask_homes(request, leaders, by=by, at=at)
    for leader in leaders:
        keep(request, seen, chosen=leader, reason=reason, by=by, at=at)
    return made


def keep(
    request: SupportRequest,
    seen: Sequence[Candidate],
    *,
    chosen: Designation | None = None,
    reason: str = "",
    by: Person,
    at: datetime,
) -> Search:
    """Keeps a list as it was seen, so that the choice can be explained years later.

    The same list and choice of the same person is kept once.
    """
    listed = json.loads(json.dumps([asdict(candidate) for candidate in seen]))
    last = Search.objects.filter(request=request).order_by("-pk").first()
    if last and (last.seen_by_id, last.candidates, last.chosen_id) == (by.pk, listed, chosen and chosen.pk):
        return last
    return Search.objects.create(
        alliance_id=request.alliance_id,
        request=request,
        seen_by=by,
        seen_at=at,
        candidates=listed,
        chosen=chosen,
        reason=reason.strip(),
    )


def up_to(request: SupportRequest, leaders: Sequence[Designation], *, at: datetime) -> list[Candidate]:
    """The list from its head to these leaders, whole pages of it, as it would be seen now."""
    wanted = {leader.pk for leader in leaders}
    seen: list[Candidate] = []
    first: int | None = 0
    while first is not None and not wanted <= {each.designation_id for each in seen}:
        page = candidates.rank(request, on=localdate(at), first=first, many=candidates.PAGE)
        seen, first = [*seen, *page.candidates], page.more
        if len(seen) >= MOST:
            break
    return seen


MOST = 200  # nobody looks further down than that
