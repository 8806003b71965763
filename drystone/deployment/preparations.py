"""Before a visit the school may say what would help most. Nobody waits for it, and nobody is reminded of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays
from drystone.alliances.models import Alliance
from drystone.people import links
from drystone.people.models import Person
from drystone.questions import reader, sheets

from . import emails, records
from .lifecycle import PREPARATION
from .models import PreparationState, Visit, VisitPreparation, VisitState
from .visits import PLANNABLE

PURPOSE, FORM = "before-visit", "before_visit"
WORKING_DAYS_BEFORE = 3
LOOKED_AHEAD = timedelta(days=21)  # three working days, with any holiday between


def ask_ahead(*, at: datetime) -> int:
    """Asks of each visit that is three working days away, once. Returns how many were asked."""
    coming = Visit.objects.filter(state=VisitState.PLANNED, starts_at__gt=at, starts_at__lt=at + LOOKED_AHEAD)
    coming = coming.filter(preparation__isnull=True, deployment__state__in=PLANNABLE)
    rows = coming.select_related("alliance", "deployment__supported", "deployment__receiving_school")
    until = {each.pk: near_until(each, localdate(at)) for each in Alliance.objects.filter(suspended_on=None)}
    near = (each for each in rows.iterator(chunk_size=200) if is_near(each, until))
    return sum(bool(ask(visit, at=at)) for visit in near)


def near_until(alliance: Alliance, today: date) -> date:
    """The last day that is near enough to be asked about; reckoned once for all visits of an alliance."""
    return WorkingDays(alliance).after(today, WORKING_DAYS_BEFORE)


def is_near(visit: Visit, until: Mapping[int, date]) -> bool:
    return visit.alliance_id in until and localdate(visit.starts_at) <= until[visit.alliance_id]


@transaction.atomic
def ask(visit: Visit, *, at: datetime) -> VisitPreparation | None:
    """The colleague helped may say what would help most; where none is named, the headteacher there. Asked once."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    asked = next(iter(records.asked_to_read(visit, at)), None)
    if asked is None or VisitPreparation.objects.filter(visit=visit).exists():
        return None
    made = VisitPreparation.objects.create(
        alliance_id=visit.alliance_id,
        visit=visit,
        sheet=sheets.start(FORM, visit.alliance_id, at=at),
        asked=asked,
        state_since=at,
    )
    link = links.invite(asked, PURPOSE, made, alliance=visit.alliance, days=30, by=None, at=at)
    emails.before_visit(made, link=link, at=at)
    return made


def is_open(preparation: VisitPreparation, at: datetime) -> bool:
    """It may still be said: the visit is to come, and nothing was sent yet."""
    visit = preparation.visit
    waits = preparation.state == PreparationState.ASKED and visit.state == VisitState.PLANNED
    return waits and visit.starts_at > at


def said(visit: Visit) -> list[reader.Line]:
    """What the school said before this visit; nothing if it did not."""
    given = VisitPreparation.objects.filter(visit=visit, state=PreparationState.GIVEN).select_related("sheet__version")
    found = given.first()
    parts = reader.read(found.sheet) if found else []
    return [line for part in parts for line in part.lines if line.answered]


class TooLate(Exception):
    """The visit has begun or does not take place; the sentence is for the school."""


@transaction.atomic
def give(preparation: VisitPreparation, *, by: Person, at: datetime) -> VisitPreparation:
    """What the school says is there for the leader before she comes. Raises TooLate."""
    if preparation.state == PreparationState.ASKED and not is_open(preparation, at):
        raise TooLate("The visit has begun, or does not take place. Tell your System Leader yourself.")
    sheets.seal(preparation.sheet, at=at)
    return PREPARATION.move(preparation, "give", by=by, at=at)
