"""A plan that was made is written down: its lines, what it leaves and why, its figures."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from drystone import saying

from ..models import Enquiry, EnquiryState, PlanGap, PlanLine, TermPlan
from ..planning.apart import Made
from ..planning.plan import Served
from . import gathering
from .gathering import Gathered
from .wording import Words

AT_ONCE = 500  # rows in one statement


def keep(plan: TermPlan, gathered: Gathered, made: Made, *, at: datetime) -> None:
    """All rows of the plan. Lines whose leader is being asked already are accepted from the start."""
    words = Words(gathered, made.plan.served)
    PlanLine.objects.bulk_create(lines(plan, gathered, words, made.plan.served, at), batch_size=AT_ONCE)
    PlanGap.objects.bulk_create(gaps(plan, gathered, words, made), batch_size=AT_ONCE)


def outcome(plan: TermPlan, gathered: Gathered, made: Made) -> dict[str, Any]:
    """What is written with the plan itself when it is ready."""
    words, requests = Words(gathered, made.plan.served), gathered.known.requests
    broken = [requests[int(pk)] for pk in sorted(made.plan.pins_broken, key=int)]
    return {
        "value": made.plan.value,
        "bound": made.plan.bound,
        "figures": {name: asdict(getattr(made, name)) for name in ("planned", "now", "by_hand")},
        "pins_broken": [{"request": each.pk, "school": each.school.name, "why": words.pin(each)} for each in broken],
    }


def lines(plan: TermPlan, gathered: Gathered, words: Words, served: Served, at: datetime) -> list[PlanLine]:
    """What changed first, then by home school and leader, the most urgent request of each first."""
    known, before = gathered.known, planned_before(plan)
    asked = living(plan)
    made = []
    for pk, parts in served.items():
        request, leader = known.requests[int(pk)], known.leaders[int(parts[0][0])]
        enquiry = asked.get((request.pk, leader.pk))
        changed = plan.after_id is not None and before.get(request.pk) != leader.pk
        line = PlanLine(
            alliance_id=plan.alliance_id,
            plan=plan,
            request=request,
            designation=leader,
            state=PlanLine.State.ACCEPTED if enquiry else PlanLine.State.PROPOSED,
            state_since=at,
            half_days=request.half_days or 1,
            is_changed=changed,
            enquiry_id=enquiry,
            **asdict(words.line(request, leader)),
        )
        made.append((not changed, leader.home_school.name, leader.person.name, leader.pk, request.priority, line))
    made.sort(key=lambda each: (*each[:5], each[5].request_id))
    for place, each in enumerate(made, 1):
        each[5].place = place
    return [each[5] for each in made]


def planned_before(plan: TermPlan) -> dict[int, int]:
    """Whom the plan before proposed, by request; also what the office set aside, so that only news are news."""
    if plan.after_id is None:
        return {}
    rows = PlanLine.objects.filter(plan=plan.after_id).order_by("request")
    return dict(rows.values_list("request", "designation"))


def lines_before(plan: TermPlan) -> Any:
    """The lines of the plan before that the office did not set aside."""
    rows = PlanLine.objects.filter(plan=plan.after_id).exclude(state=PlanLine.State.SET_ASIDE)
    return rows.order_by("request")


def living(plan: TermPlan) -> dict[tuple[int, int], int]:
    """The home approvers' enquiries that stand, by request and leader."""
    rows = Enquiry.objects.filter(
        alliance_id=plan.alliance_id, step=Enquiry.Step.HOME, state__in=(EnquiryState.ASKED, EnquiryState.YES)
    )
    return {(request, leader): pk for request, leader, pk in rows.values_list("request", "designation", "pk")}


def gaps(plan: TermPlan, gathered: Gathered, words: Words, made: Made) -> list[PlanGap]:
    known, before = gathered.known, planned_before(plan)
    left = {int(pk): words.gap(known.requests[int(pk)], why) for pk, why in made.plan.unserved.items()}
    rows = [
        PlanGap(
            alliance_id=plan.alliance_id,
            plan=plan,
            request=known.requests[pk],
            code=why.code,
            sentence=why.sentence,
            would_change=why.would_change,
            is_changed=pk in before,
        )
        for pk, why in left.items()
    ]
    for request in known.open.values():
        if gathering.is_over(known, request):
            sentence = f"Its dates were over on {saying.day(request.period(known.on)[1])}."
            change = ["Later dates are agreed with the school."]
            rows.append(
                PlanGap(
                    alliance_id=plan.alliance_id, plan=plan, request=request, code="dates", sentence=sentence,
                    would_change=change,
                )
            )  # fmt: skip
    return sorted(rows, key=lambda row: (row.request.priority, row.request.school.name, row.request_id))
