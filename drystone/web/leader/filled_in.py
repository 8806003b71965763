"""What a write-up knows already: facts of the last visit stand in its boxes, judgements only beside them."""

from typing import Any

from django.utils.timezone import localdate

from drystone.deployment import next_visits, records
from drystone.deployment.models import Visit
from drystone.questions import sheets

from ..readings import EVALUATION

FACTS = ("how_met", "people_met", "focus", "activities")


def known(visit: Visit) -> dict[str, Any]:
    """Facts that are mostly the same, while she has said none of them yet; and the next visit, if it is planned."""
    said = sheets.values(visit.record.sheet)
    coming = next_visits.already(visit)
    next_day = {"next_day": localdate(coming.starts_at)} if coming and "next_day" not in said else {}
    if said.keys() & set(FACTS):
        return next_day
    last = records.last_sent(visit)
    before = sheets.values(last.sheet) if last else {}
    facts: dict[str, Any] = {"how_met": "in_person", "people_met": visit.deployment.supported_role}
    aims = list(dict(visit.record.sheet.lists.get("objectives", ())))
    facts |= {"focus": aims} if len(aims) == 1 else {}
    facts |= {key: before[key] for key in FACTS if before.get(key)}
    return facts | next_day


def seen_before(visit: Visit, document: str) -> str:
    """Last time's judgement, in a line: beside the question, never in its boxes."""
    last = records.last_sent(visit)
    if document != EVALUATION or last is None:
        return ""
    sheet = last.visit.evaluation.sheet
    points = {key: text for q in sheet.form.questions if q.key == "progress" for key, text in q.points}
    rated = (sheets.values(sheet).get("progress") or {}).values()
    colours = [points.get(each.get("point", ""), "").partition(":")[0].lower() for each in rated]
    return ", ".join(filter(None, colours))
