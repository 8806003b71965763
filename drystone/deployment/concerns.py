"""Concerns: for the manager and the quality lead alone, and every look at one is written down."""

from datetime import datetime

from django.db import transaction

from drystone.history import events
from drystone.people.models import Person
from drystone.questions import sheets

from . import emails
from .lifecycle import CONCERN
from .models import Concern, Deployment

FORM = "concern"


@transaction.atomic
def raise_(deployment: Deployment, text: str, *, by: Person, at: datetime) -> Concern:
    """Somebody says, in confidence, that something is not right; the manager and the quality lead are told."""
    sheet = sheets.start(FORM, deployment.alliance_id, at=at)
    sheets.prefill(sheet, {"summary": text}, at)
    concern = Concern.objects.create(
        alliance_id=deployment.alliance_id, deployment=deployment, raised_by=by, sheet=sheet, state_since=at
    )
    events.record(concern, "raised", by=by, at=at)
    emails.concern_raised(concern, at=at)
    return concern


def escalate(concern: Concern, *, note: str, by: Person, at: datetime) -> Concern:
    """It goes to whoever stands above: the legal body, the authority; the note says where."""
    return CONCERN.move(concern, "escalate", by=by, at=at, note=note)


def resolve(concern: Concern, *, note: str, by: Person, at: datetime) -> Concern:
    """It is dealt with; the note says how."""
    return CONCERN.move(concern, "resolve", by=by, at=at, note=note)
