"""The register of concerns: what few read, what the directors read too, and what they alone read."""

from typing import Any

from drystone.deployment import concerns
from drystone.deployment.concerns import Sorted
from tests import cast
from tests.authz.rows import OFFICE, QUALITY, Row, at
from tests.clock import NOW

FURTHER = QUALITY | {"director"}
HELPED = ("helped", "receiving head", OFFICE)
PAGES = {FURTHER: "office-concerns"}
ROWS: dict[str, list[Row]] = {
    "office-concern": [at("concern", QUALITY), at("further", FURTHER), at("of_manager", "director")],
    "office-concern-move": [at("concern", QUALITY, verb="=resolve"), at("of_manager", "director", verb="=note")],
    "office-concern-new": [at("deployment", OFFICE)],
    "school-visit-confidence": [at("planned", "helped head", OFFICE, known=frozenset({"leader", "home head"}))],
    "school-record-confidence": [
        at("record", *HELPED, known=frozenset({"leader", "home head", "other panel", "panel"}))
    ],
}
CANARIES: dict[str, frozenset[str]] = {
    "CONCERN": QUALITY,
    "CONCERN_NOTE": QUALITY,
    "CONCERN_FURTHER": FURTHER,
    "CONCERN_WHY": FURTHER,
    "CONCERN_OF_MANAGER": frozenset({"director"}),
    "CONCERN_NOTE_OF_MANAGER": frozenset({"director"}),
}


def everything(place: Any) -> None:
    """One is taken to the directors; one is about the manager, and the directors' alone from the beginning."""
    deployment, people = place.records["deployment"], place.people
    helped, quality, director = (cast.acting(people[part]) for part in ("helped", "quality", "director"))
    concerns.note(place.records["concern"], place.canary("CONCERN_NOTE"), by=quality, at=NOW)
    further = confided(place, Sorted("conduct", "leader", person=deployment.leader), "CONCERN_FURTHER", helped)
    concerns.escalate(further, note=place.canary("CONCERN_WHY"), by=quality, at=NOW)
    of_manager = confided(place, Sorted("conduct", "office", person=people["manager"]), "CONCERN_OF_MANAGER", helped)
    concerns.note(of_manager, place.canary("CONCERN_NOTE_OF_MANAGER"), by=director, at=NOW)
    place.records |= {"further": further, "of_manager": of_manager}


def confided(place: Any, said: Sorted, word: str, by: Any) -> Any:
    words = {"summary": place.canary(word), "urgency": "week", "spoken_to": "no"}
    return concerns.confide(place.records["deployment"], words, said, by=by, at=NOW)
