"""Agreed actions: written down when a record is sent, carried from visit to visit until they are done."""

from datetime import date
from typing import Any

from drystone import saying
from drystone.people.models import Person
from drystone.questions import sheets, words

from . import handing_over
from .models import AgreedAction, Deployment, Visit, VisitRecord
from .models.action import AgreedActionQuerySet

# A form of an alliance's own may still ask for three actions one by one.
ONE_BY_ONE = ("action_1", "action_2", "action_3")


def of(deployment: Deployment) -> AgreedActionQuerySet:
    """Those of a deployment, and of all that it takes over from."""
    return AgreedAction.objects.filter(record__visit__deployment__in=handing_over.earlier(deployment))


def carried(visit: Visit) -> dict[str, str]:
    """What earlier visits agreed and is still open, by its number, to be said of now."""
    before = of(visit.deployment).open().filter(record__visit__starts_at__lt=visit.starts_at)
    return {str(action.pk): in_words(action) for action in before}


def in_words(action: AgreedAction) -> str:
    """Plan the next unit together (English lead, by Tuesday 24 November 2026)."""
    day = f"by {saying.day(action.by_when)}" if action.by_when else ""
    more = ", ".join(filter(None, (action.who, day)))
    return action.what + (f" ({more})" if more else "")


def keep(record: VisitRecord) -> None:
    """A record is sent: what it says of earlier actions stands in their rows, and what it agrees becomes rows.

    Where a later visit has spoken already, a record that was late changes nothing.
    """
    said, visit = sheets.values(record.sheet), record.visit
    points = {int(row): parts["point"] for row, parts in (said.get("last_actions") or {}).items() if row.isdigit()}
    standing = of(visit.deployment).filter(pk__in=points)
    spoken = list(standing.exclude(said_in__visit__starts_at__gt=visit.starts_at).select_for_update(of=("self",)))
    for action in spoken:
        action.became, action.said_in = points[action.pk], record
    AgreedAction.objects.bulk_update(spoken, ["became", "said_in"])
    AgreedAction.objects.bulk_create(
        AgreedAction(alliance_id=record.alliance_id, record=record, **row) for row in agreed_in(said)
    )


def agreed_in(said: dict[str, Any]) -> list[dict[str, Any]]:
    """What a record agrees, whichever version of the form asked it."""
    rows = [(row.get("what", ""), row.get("who", ""), row.get("by", "")) for row in said.get("actions") or []]
    rows += [(said.get(key), said.get(f"{key}_who"), said.get(f"{key}_by")) for key in ONE_BY_ONE]
    return [{"what": what, "who": who or "", "by_when": words.day(by or "")} for what, who, by in rows if what]


def still_open(deployment: Deployment, reader: Person, on: date) -> list[AgreedAction]:
    """What is agreed there and not done yet, of the records that she may read, the oldest first; one query."""
    # Of this work's records alone: which of all records she may read is a long question.
    work = handing_over.earlier(deployment)
    read = VisitRecord.objects.visible_to(reader, on=on).filter(visit__deployment__in=work)
    return list(AgreedAction.objects.open().filter(record__in=read).select_related("record__visit"))
