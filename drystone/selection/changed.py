"""What changed since she was designated: beside an application for another term, for whoever reads it.

Never that she was away, nor why: nobody is judged by it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from drystone import saying
from drystone.register import past, placements
from drystone.register.models import Designation

from . import references
from .models import Application, Reference, ReferenceState


class Changed(NamedTuple):
    """One thing: how it was when the designation began, and how it is in the application."""

    what: str
    then: str
    now: str


def since(application: Application) -> list[Changed]:
    """Only what is not as it was, in the order of a person's working life; nothing of a first application."""
    return list(found(application, application.renews)) if application.renews else []


def found(application: Application, was: Designation) -> Iterator[Changed]:
    there = placements.on(was, was.starts)
    if there and application.school_id and there.school_id != application.school_id:
        yield Changed("School", str(there.school), str(application.school))
    if there and application.job and there.job_title and there.job_title != application.job:
        yield Changed("Role", there.job_title, application.job)
    if there and there.is_headteacher != application.is_headteacher:
        yield Changed("Headteacher", *("No", "Yes") if application.is_headteacher else ("Yes", "No"))
    before, wanted = areas_then(was), {str(row.area) for row in application.areas.all()}
    if wanted and before != wanted:
        yield Changed("Areas", saying.listed(sorted(before)) or "None", saying.listed(sorted(wanted)))
    yield from days(application, was)


def areas_then(was: Designation) -> set[str]:
    return {each.name for each in past.areas_on(was, was.starts, set())}


def days(application: Application, was: Designation) -> Iterator[Changed]:
    """What her school said then and now, in half-days a year."""
    given = Reference.objects.filter(application__decision__designation=was, state=ReferenceState.GIVEN, supports=True)
    then = given.exclude(half_days_a_year=None).values_list("half_days_a_year", flat=True).first()
    now = references.support(application)
    if then and now and then != now.half_days_a_year:
        yield Changed("Days a year", saying.days(then), saying.days(now.half_days_a_year or 0))
