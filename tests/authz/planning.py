"""Plans of a term and pins: the office's alone."""

from typing import Any

from drystone.brokering import pins
from drystone.brokering.models import PlanGap, PlanLine, TermPlan
from tests.clock import NOW

from .rows import OFFICE, Row, at

PAGES = {OFFICE: "office-term-plans"}
ROWS: dict[str, list[Row]] = {
    "office-term-plan": [at("term_plan", OFFICE), at("term_under_way", OFFICE)],
    "office-term-plan-unmet": [at("term_plan", OFFICE)],
    "office-term-plan-cancel": [at("term_under_way", OFFICE)],
    "office-term-plan-again": [at("term_plan", OFFICE)],
    "office-term-plan-accept": [at("term_plan", OFFICE)],
    "office-term-plan-line": [at("term_line", OFFICE, verb="=set_aside")],
    "office-pin": [at("accepted", OFFICE)],
    "office-pin-removal": [at("accepted", OFFICE)],
}


def planned(at: Any) -> dict[str, Any]:
    """A plan that is ready, with what it says of those who were asked, and one that is being made."""
    office = at.office
    common = {"alliance": at.alliance, "asked_by": at.margaret, "asked_at": NOW, "state_since": NOW}
    ready = TermPlan.objects.create(term=at.terms[0], state="ready", **common)
    open_ = at.place.records["accepted"]
    line = PlanLine.objects.create(
        alliance=at.alliance, plan=ready, request=open_, designation=at.farah, state_since=NOW, place=1, half_days=6,
        score=1, because=[at.canary("PLAN_BECAUSE")], granted=60, promised=0, planned=6,
    )  # fmt: skip
    PlanGap.objects.create(
        alliance=at.alliance, plan=ready, request=at.place.records["refused_enquiry"].request, code="excluded",
        sentence=at.canary("PLAN_LEFT"),
    )  # fmt: skip
    under_way = TermPlan.objects.create(term=at.terms[1], state="planning", doing=at.canary("PLAN_DOING"), **common)
    pin = pins.pin(open_, at.farah, reason=at.canary("PINNED"), **office)
    return {"term_plan": ready, "term_line": line, "term_under_way": under_way, "pin": pin}
