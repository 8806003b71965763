"""Who is kept apart, who is kept off a request, and the lists as they were seen: who reads of it."""

from typing import Any

from drystone.brokering import conflicts, searches
from tests import cast
from tests.clock import NOW

from .rows import OFFICE, SIGNED_IN, Row, at

PAGES = {SIGNED_IN: "leader-conflicts"}
ROWS: dict[str, list[Row]] = {
    **{f"office-{page}": [at("accepted", OFFICE)] for page in ("candidates-seen", "kept-off")},
    "office-let-in": [at("exclusion", OFFICE)],
    "office-leader-conflicts": [at("designation", OFFICE)],
    "office-conflict-end": [at("kept_apart", OFFICE), at("declared", OFFICE)],
    "leader-conflict-end": [at("declared", "leader")],
}
CANARIES: dict[str, frozenset[str]] = {
    "KEPT_OFF": OFFICE,
    "CONFLICT_TOLD": OFFICE,
    "CONFLICT_DECLARED": OFFICE | {"leader"},
    "NOT_THE_FIRST": OFFICE,
}


def keep_apart(helping: Any, request: Any) -> None:
    """Farah is kept off a request; of Tom the office knows of one school, and he says another himself."""
    there, acting = cast.school("Muker Primary School"), helping.office
    told = {"starts": NOW.date(), "note": helping.place.canary("CONFLICT_TOLD")}
    hers = {"starts": NOW.date(), "note": helping.place.canary("CONFLICT_DECLARED")}
    reason = helping.place.canary("KEPT_OFF")
    searches.keep(request, (), chosen=helping.farah, reason=helping.place.canary("NOT_THE_FIRST"), **acting)
    helping.keep(
        exclusion=conflicts.keep_off(request, helping.farah, reason=reason, **acting),
        kept_apart=conflicts.record(helping.tom, there, "inspection", **told, **acting),
        declared=conflicts.record(helping.tom, there, "relative", **hers, **helping.by(helping.leader)),
    )
