"""When designations end, term by term: whom the Alliance will have to renew or replace."""

from datetime import date
from typing import Any

from drystone.alliances.calendar import academic_year_days
from drystone.alliances.models import Alliance, Term
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation
from drystone.selection import renewals

from .table import Bars, Report, Table, days_in, year_name

COLUMNS = ["System Leader", "Home school", "Last day", "Ends in", "Begun", "Another term"]
HOLIDAY = "a holiday"


def table(alliance: Alliance, year: int) -> Table:
    """One row a designation that has not ended and does in the year, the earliest last day first: two queries."""
    rows = Designation.objects.filter(days_in(year, "ends"), alliance=alliance, state__in=LIVING)
    rows = renewals.told(rows.select_related("person", "home_school"))
    found: list[Any] = list(rows.order_by("ends", "person__name", "pk"))
    first, last = academic_year_days(year)
    terms = list(Term.objects.filter(alliance=alliance, ends__gte=first, starts__lte=last))
    told = [
        (
            row.person.name,
            row.home_school.name,
            row.ends,
            term_of(row.ends, terms),
            row.starts,
            renewals.standing_of(row) or "–",
        )
        for row in found
    ]
    names = [*(term.name for term in terms), HOLIDAY]
    bars = [(name, sum(row[3] == name for row in told)) for name in names]
    return Table(COLUMNS, told, Bars(f"Designations that end in {year_name(year)}", "Term", "Designations", bars))


def term_of(day: date, terms: list[Term]) -> str:
    return next((term.name for term in terms if term.starts <= day <= term.ends), HOLIDAY)


REPORT = Report(
    "what-ends-when",
    "Designations that end, by term",
    "Whose designation ends in a year, and in which term, so that renewals and new rounds are in time.",
    table,
)
