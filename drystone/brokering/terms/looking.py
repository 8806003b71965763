"""A plan as its page shows it: how many lines stand how, and what the people who were asked have said since."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from drystone.alliances.models import Alliance

from ..models import Enquiry, EnquiryState, Offer, PlanLine, RequestState, SupportRequest, TermPlan

NOT_THEN = (EnquiryState.NO, EnquiryState.NOT_NOW)
State = PlanLine.State


def lines(plan: TermPlan) -> QuerySet[PlanLine]:
    """The lines with what a page shows of them."""
    shown = ("request__school", "request__area", "designation__person", "designation__home_school", "enquiry__asked")
    return plan.lines.select_related(*shown)


def refused(rows: QuerySet[PlanLine]) -> QuerySet[PlanLine]:
    """Those that were accepted, and where the home approver or the leader could not say yes."""
    said = Enquiry.objects.filter(request=OuterRef("request"), designation=OuterRef("designation"), state__in=NOT_THEN)
    return rows.filter(Exists(said), state=State.ACCEPTED)


def counts(plan: TermPlan) -> dict[str, int]:
    """How many lines there are, are only proposed, accepted, set aside, other than before."""
    proposed, accepted, aside = (Q(state=state) for state in (State.PROPOSED, State.ACCEPTED, State.SET_ASIDE))
    return plan.lines.aggregate(
        all=Count("pk"),
        left=Count("pk", filter=proposed),
        accepted=Count("pk", filter=accepted),
        aside=Count("pk", filter=aside),
        changed=Count("pk", filter=Q(is_changed=True)),
    )


def with_answers(shown: Iterable[PlanLine]) -> list[PlanLine]:
    """Each accepted line with the enquiry that is furthest on, the leader's where she was asked; one query."""
    rows = list(shown)
    asked = {row.request_id for row in rows if row.state == State.ACCEPTED}
    found: dict[tuple[int, int], Any] = {}
    if asked:
        # The leader's enquiry is made after her home approver's.
        for each in Enquiry.objects.filter(request__in=asked).select_related("asked").order_by("pk"):
            found[each.request_id, each.designation_id] = each
    for row in rows:
        row.answer = found.get((row.request_id, row.designation_id))  # type: ignore[attr-defined]
    return rows


def waiting(alliance: Alliance) -> int:
    """How many requests were accepted and have nobody chosen."""
    chosen = Offer.objects.filter(request=OuterRef("pk"), state=Offer.State.CHOSEN)
    rows = SupportRequest.objects.filter(alliance=alliance, state=RequestState.ACCEPTED)
    return rows.filter(~Exists(chosen)).count()
