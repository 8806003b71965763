"""A report: a small table with a title, of numbers that say what they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from drystone.alliances.calendar import academic_year_days, midnight
from drystone.alliances.models import Alliance


@dataclass(frozen=True)
class Days:
    """An amount of work, in half-days."""

    half_days: int


@dataclass(frozen=True)
class Pence:
    pence: int


Cell = str | int | float | date | Days | Pence | None


@dataclass(frozen=True)
class Bars:
    """What the drawing shows of the table: each bar by name, all of one kind."""

    title: str
    thing: str
    counts: str
    bars: Sequence[tuple[str, Cell]]


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    bars: Bars


@dataclass(frozen=True)
class Report:
    """`about` says in a sentence what one can learn from it; `make` reads it for one academic year."""

    slug: str
    title: str
    about: str
    make: Callable[[Alliance, int], Table]


def counted(rows: QuerySet, by: str) -> Coalesce:
    """How many rows there are of whatever the outer row is, as a column of it."""
    number = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def half_days(rows: QuerySet, by: str) -> Coalesce:
    """Half-days of these rows altogether, in the same way."""
    total = rows.order_by().values(by).annotate(n=Sum("half_days")).values("n")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def year_name(year: int) -> str:
    return f"{year}–{(year + 1) % 100:02}"


def days_in(year: int, field: str) -> Q:
    """Rows whose day lies in an academic year, 1 September to 31 August."""
    first, last = academic_year_days(year)
    return Q(**{f"{field}__gte": first, f"{field}__lte": last})


def moments_in(year: int, field: str) -> Q:
    """Rows whose moment lies in an academic year, by London's clock."""
    first, after = (academic_year_days(each)[0] for each in (year, year + 1))
    return Q(**{f"{field}__gte": midnight(first), f"{field}__lt": midnight(after)})


def days_of(first: date, last: date, field: str) -> Q:
    """Rows whose moment lies between two days by London's clock; both count."""
    return Q(**{f"{field}__gte": midnight(first), f"{field}__lt": midnight_after(last)})


def midnight_after(day: date) -> datetime:
    """The end of a day."""
    return midnight(day + timedelta(days=1))
