"""Who sees the pages of visits: planned, moved, called off, missed, received."""

from typing import Any

from drystone.deployment import arrangements
from tests.authz.rows import OFFICE, SIGNED_IN, Row, at
from tests.authz.working import rested

PAGES = {SIGNED_IN: "leader-visits", OFFICE: "office-visits office-visits-file"}
GOING = ("leader", "helped head", "home head", OFFICE)
ACTING, HOME = ("leader", "helped head", OFFICE), frozenset({"home head"})
ACTS = ("assurance", "move", "missed", "objection", "keeping", "inspection", "pack", "pack-paper")
PLANS = ("visits-several", "inspection", "closed-days")
RECEIVES = ("arrangements", "closed-days")

ROWS: dict[str, list[Row]] = {
    "leader-deployment": [at("deployment", "leader"), at("refused_deployment", "leader")],
    "leader-visit": [at("going_visit", "leader")],
    "leader-addendum": [at("visit", "leader")],
    "leader-visit-plan": [at("going", "leader")],
    "leader-visits-several": [at("going", "leader")],
    "leader-inspection": [at("going", "leader")],
    "leader-visit-move": [at("planned", "leader")],
    "leader-visit-cancel": [at("planned", "leader")],
    **{f"school-visit{page}": [at("planned", *GOING)] for page in ("", "-agreement", "-calendar", "-cancellation")},
    **{f"school-visit-{page}": [at("planned", *ACTING, known=HOME)] for page in ACTS},
    **{f"school-visit-{page}": [at("planned", "helped head", OFFICE, known=HOME | {"leader"})] for page in RECEIVES},
    "school-arrangements": [at("arrangements", "receiving head", OFFICE, known=frozenset({"leader"}))],
    **{
        f"office-{page}": [at("going", OFFICE)]
        for page in ("visit-plan", "visits-several", "inspection", "closed-days")
    },
}


def going_on(at: Any) -> dict[str, Any]:
    """Work that rests; and what visitors to a school that was helped should know."""
    return rested(at) | {"arrangements": arrangements.of(at.leyburn, at.alliance)}
