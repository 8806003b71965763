"""Visits give way to an inspection, all of them at once: as many questions for ten as for one.

What moves where was found, under the locks of `inspections.call`, to clash with nothing and to lie inside what was
agreed; so none of it is asked again here, and each visit is left as if it had been moved or called off by itself.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from drystone import bulk, saying
from drystone.history import events
from drystone.people.models import Person
from drystone.register import away
from drystone.register.models import SchoolDates
from drystone.register.promises import NotEnoughRelease

from . import calling_off, rearranging
from .lifecycle import VISIT
from .models import Reason, Visit, VisitMove
from .rearranging import Why
from .sides import acting_for
from .visits import CannotPlan

Put = tuple[Visit, datetime, datetime]
"""A visit, and between which moments it is to be from now on."""


def move(puts: Sequence[Put], dates: SchoolDates, *, by: Person, at: datetime) -> list[VisitMove]:
    """Each moves, with its row and its line of history; nobody is told yet. Raises CannotPlan where a term of the
    leader's home school cannot carry the days that move into it."""
    why, made = Why(Reason.INSPECTION, inspection=dates), []
    for visit, starts_at, ends_at in puts:
        was = (visit.starts_at, visit.ends_at)
        visit.starts_at, visit.ends_at, visit.moved = starts_at, ends_at, visit.moved + 1
        made.append(rearranging.row(visit, was, why, by=by, at=at))
    visits = [each.visit for each in made]
    Visit.objects.bulk_update(visits, ["starts_at", "ends_at", "moved"])
    bulk.insert(made)
    told = {each.visit_id: {"party": each.asked_by, "starts_at": each.starts_at.isoformat()} for each in made}
    note = Reason.INSPECTION.label
    events.record_all(visits, "moved", by=by, at=at, note=note, details=lambda visit: told[visit.pk])
    try:
        away.put([stay(visit) for visit in visits], at=at)
    except NotEnoughRelease as short:
        raise CannotPlan(f"The release budget of that term has {saying.days(short.left)} left.") from short
    return made


def stay(visit: Visit) -> away.Stay:
    work = visit.deployment
    return away.Stay(work, visit.pk, work.leader, work.home_school, localdate(visit.starts_at), visit.half_days)


def call_off(visits: Sequence[Visit], *, by: Person, at: datetime) -> None:
    """Each is called off for nothing, and its time is free; nobody is told yet."""

    def changes(visit: Visit) -> dict:
        who = acting_for(by, visit, "")
        due = calling_off.cost(visit, asked_by=who, reason=Reason.INSPECTION, at=at)
        return calling_off.written(visit, Reason.INSPECTION, who, due)

    note = calling_off.said(Reason.INSPECTION)
    VISIT.move_all(visits, "give_way", by=by, at=at, note=note, changes=changes)
    away.take_back_all([(visit.deployment, visit.pk) for visit in visits])
