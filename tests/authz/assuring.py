"""Visit records of the world that are read for quality, with a canary in all that a reader writes."""

from datetime import timedelta
from typing import Any

from drystone.alliances.models import Term
from drystone.deployment import reader_feedback, readings, sampling
from drystone.deployment.models import Reading
from drystone.jobs.demonstration.filling import fill
from tests import cast
from tests.authz.rows import OFFICE, PANEL, QUALITY, SIGNED_IN, at
from tests.clock import NOW

READER = "other panel"
READ_BY = frozenset({READER})
SECTION = {"key": "=record"}
PAGES = {QUALITY: "office-quality", PANEL | OFFICE: "panel-readings", SIGNED_IN: "leader-records-read"}
ROWS = {
    "office-draw-new": [at("quality_term", QUALITY)],
    "office-quality-results": [at("quality_term", QUALITY)],
    **{f"office-draw{more}": [at("draw", QUALITY)] for more in ("", "-readers", "-feedback")},
    "office-reading": [at("given_reading", QUALITY)],
    "office-reading-back": [at("begun_reading", QUALITY)],
    "panel-reading": [at("begun_reading", READER), at("given_reading", READER)],
    "panel-reading-begin": [at("begun_reading", READER)],
    "panel-reading-section": [at("begun_reading", READER, **SECTION)],
    "panel-reading-save": [at("begun_reading", READER)],
    "panel-reading-check": [at("begun_reading", READER)],
    "panel-reading-conflict": [at("begun_reading", READER)],
    "leader-record-answer": [at("told_feedback", "leader")],
}
CANARIES = {
    "SHEET": READ_BY | QUALITY,
    "READ_FEEDBACK": READ_BY | QUALITY,
    "READ_FEEDBACK_TOLD": READ_BY | QUALITY | {"leader"},
}


def everything(place: Any) -> None:
    """One reading is released to the leader, one given and not released, one begun."""
    manager, reader = (cast.acting(place.people[part]) for part in ("manager", READER))
    office = {"by": manager, "at": NOW + timedelta(hours=1)}
    term = Term.objects.filter(alliance=place.alliance)[0]
    draw = sampling.draw(term, per_cent=100, after=0, **office)
    readings.share_out(draw, [reader], due_on=NOW.date() + timedelta(days=14), **office)
    told, given, begun, *_ = Reading.objects.filter(reader=reader, alliance=place.alliance).order_by("pk")
    hers = {"by": reader, "at": NOW}
    for reading, word in ((told, "_TOLD"), (given, ""), (begun, "")):
        started = readings.begin(reading, **hers)
        words = {"comment": place.canary("SHEET"), "feedback": place.canary(f"READ_FEEDBACK{word}")}
        fill(started.sheet, NOW, **words)
        if reading != begun:
            readings.give(started, **hers)
        if reading == told:
            reader_feedback.release(draw, **office)
    place.records |= {
        "quality_term": term,
        "draw": draw,
        "told_feedback": Reading.objects.get(pk=told.pk).feedback,
        "given_reading": given,
        "begun_reading": begun,
    }
