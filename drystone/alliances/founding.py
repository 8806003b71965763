"""Founding an alliance: its name, its contact, and the terms to begin with."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate

from drystone.history import events

from .calendar import academic_year
from .models import Alliance, Term


class NameTaken(Exception):
    """There is an alliance of this name on the installation."""


@transaction.atomic
def found(name: str, *, contact_email: str, contact_name: str = "", at: datetime) -> Alliance:
    """A new alliance with three terms a year for this academic year and the next, to be corrected by its office.

    The first one on an installation is the default: nobody has to choose. Raises NameTaken.
    """
    slug = slugify(name)
    if Alliance.objects.filter(slug=slug).exists():
        raise NameTaken(f"There is an alliance called {name} already.")
    alliance = Alliance.objects.create(
        name=name,
        slug=slug,
        contact_email=contact_email,
        contact_name=contact_name,
        is_default=not Alliance.objects.filter(is_default=True).exists(),
    )
    this_year = academic_year(localdate(at))
    for year in (this_year, this_year + 1):
        usual_terms(alliance, year)
    events.record(alliance, "founded", by=None, at=at)
    return alliance


def usual_terms(alliance: Alliance, year: int) -> list[Term]:
    """Three terms of the academic year that begins in `year`, with half-terms, as most English schools keep them."""
    spring = year + 1
    days = [
        (f"Autumn term {year}", date(year, 9, 2), date(year, 12, 18), date(year, 10, 26)),
        (f"Spring term {spring}", date(spring, 1, 5), date(spring, 3, 26), date(spring, 2, 15)),
        (f"Summer term {spring}", date(spring, 4, 13), date(spring, 7, 20), date(spring, 5, 25)),
    ]
    return [
        Term.objects.create(
            alliance=alliance,
            name=name,
            starts=first,
            ends=last,
            half_term_starts=monday_near(half),
            half_term_ends=monday_near(half) + timedelta(days=4),
        )
        for name, first, last, half in days
    ]


def monday_near(day: date) -> date:
    return day + timedelta(days=(3 - day.weekday()) % 7 - 3)
