"""The year so far: from applications to evaluations, beside the year before."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Aggregate,
    Avg,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.fields import DurationField

from drystone.alliances.models import Alliance
from drystone.brokering.models import KEPT, SupportRequest
from drystone.deployment.models import Review, Visit
from drystone.history.models import Event
from drystone.payments.models import DueLine
from drystone.register.models import Designation, Promise
from drystone.selection.models import Application, ApplicationArea, Decision, Outcome, Reason

from .table import Bars, Cell, Days, Pence, Report, Table, days_in, moments_in, year_name

FIRST_ANSWERS = ("accept", "wait", "redirect", "decline", "merge")
PAID = ("exported", "paid")
DAY = 24 * 60 * 60


Years = tuple[int, ...]
Numbers = dict[str, Cell]
Number = Callable[[Q], Aggregate]
Within = Callable[[int], Q]


def table(alliance: Alliance, year: int) -> Table:
    """Each number for a year and for the one before: ten queries, however much happened."""
    years = (year, year - 1)
    parts = [part(alliance, years) for part in (selecting, register, requests, agreed, delivered, due, evaluating)]
    now, before = ({name: each for part in parts for name, each in part[which].items()} for which in years)
    rows = [(name, now[name], before[name]) for name in now]
    return Table(["Number", year_name(year), year_name(year - 1)], rows, bars(now, year))


def bars(now: Mapping[str, Cell], year: int) -> Bars:
    shown = [(name, now[name]) for name in ("Days agreed", "Days delivered", "Days handed over for payment")]
    return Bars(f"Days of work in {year_name(year)}", "Step", "Days", shown)


def count(rows: QuerySet[Any], years: Years, within: Within, **numbers: Number) -> dict[int, dict[str, Any]]:
    """Every number for every year, in one query."""
    asked = {f"{name}_{year}": number(within(year)) for year in years for name, number in numbers.items()}
    found = rows.filter(reduce(or_, map(within, years))).aggregate(**asked)
    return {year: {name: found[f"{name}_{year}"] for name in numbers} for year in years}


def rows_where(**condition: Any) -> Number:
    return lambda year: Count("pk", year & Q(**condition))


def sum_of(field: str, **condition: Any) -> Number:
    return lambda year: Sum(field, filter=year & Q(**condition), default=0)


def day(field: str) -> Within:
    return lambda year: days_in(year, field)


def moment(field: str) -> Within:
    return lambda year: moments_in(year, field)


def selecting(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    """Applications by what became of them, and why areas were not granted."""
    ended = count(
        Application.objects.filter(alliance=alliance),
        years,
        moment("submitted_at"),
        all=rows_where(),
        not_shortlisted=rows_where(state="not_shortlisted"),
        ineligible=rows_where(state="ineligible"),
        withdrawn=rows_where(state="withdrawn"),
    )
    outcomes = count(
        Decision.objects.filter(alliance=alliance, state="released"),
        years,
        moment("released_at"),
        **{outcome: rows_where(outcome=outcome) for outcome in Outcome.values},
    )
    refused = count(
        ApplicationArea.objects.filter(alliance=alliance, application__decision__state="released"),
        years,
        moment("application__decision__released_at"),
        **{reason: rows_where(reason=reason) for reason in Reason.values},
    )
    return {
        year: {
            "Applications sent in": ended[year]["all"],
            "Applications not shortlisted": ended[year]["not_shortlisted"],
            "Applications found ineligible": ended[year]["ineligible"],
            "Applications withdrawn": ended[year]["withdrawn"],
            **{f"Decisions: {label.lower()}": outcomes[year][outcome] for outcome, label in Outcome.choices},
            **{f"Areas not granted: {first_small(label)}": refused[year][code] for code, label in Reason.choices},
        }
        for year in years
    }


def first_small(label: str) -> str:
    return label[:1].lower() + label[1:]


def register(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    rows = Designation.objects.filter(alliance=alliance)
    begun = count(rows, years, day("starts"), all=rows_where())
    ended = count(rows, years, day("ended_on"), all=rows_where())
    return {
        year: {"Designations begun": begun[year]["all"], "Designations ended": ended[year]["all"]} for year in years
    }


def requests(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    """Schools' calls for help, and how many days on average until the first answer."""
    answer = Event.objects.filter(
        record_type=SupportRequest._meta.label_lower, record_id=OuterRef("pk"), verb__in=FIRST_ANSWERS
    )
    first = Subquery(answer.order_by("id").values("at")[:1], output_field=DateTimeField())
    waited = ExpressionWrapper(F("answered_at") - F("submitted_at"), DurationField())
    found = count(
        SupportRequest.objects.filter(alliance=alliance).annotate(answered_at=first),
        years,
        moment("submitted_at"),
        all=rows_where(),
        answered=rows_where(answered_at__isnull=False),
        met=rows_where(state="met"),
        waited=lambda year: Avg(waited, filter=year),
    )
    return {
        year: {
            "Requests for support": each["all"],
            "Requests answered": each["answered"],
            "Days to the first answer, on average": days_of(each["waited"]),
            "Requests met": each["met"],
        }
        for year, each in found.items()
    }


def days_of(waited: timedelta | None) -> float | None:
    return round(waited.total_seconds() / DAY, 1) if waited else None


def agreed(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    """Work promised out of the release budgets of the year's terms."""
    found = count(
        Promise.objects.filter(alliance=alliance, given_back_at__isnull=True).exclude(for_type=KEPT),
        years,
        day("term__starts"),
        works=lambda year: Count("for_id", year, distinct=True),
        days=sum_of("half_days"),
    )
    return {
        year: {"Deployments agreed or being agreed": each["works"], "Days agreed": Days(each["days"])}
        for year, each in found.items()
    }


def delivered(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    held = Visit.objects.filter(alliance=alliance, state="held")
    found = count(
        held,
        years,
        moment("starts_at"),
        visits=rows_where(),
        days=sum_of("half_days"),
        evaluated=rows_where(evaluation__state="given"),
        without=rows_where(evaluation__state="not_needed"),
    )
    return {
        year: {
            "Visits held": each["visits"],
            "Days delivered": Days(each["days"]),
            "Visits evaluated": each["evaluated"],
            "Visits done without an evaluation": each["without"],
        }
        for year, each in found.items()
    }


def due(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    """What home schools are owed for work of the year, and how much of it finance has; credits taken off."""
    found = count(
        DueLine.objects.for_work().filter(alliance=alliance),
        years,
        day("on"),
        owed=sum_of("reimbursement_pence"),
        days=sum_of("half_days", statement__state__in=PAID),
        paid=sum_of("reimbursement_pence", statement__state__in=PAID),
    )
    return {
        year: {
            "Owed to home schools": Pence(each["owed"]),
            "Days handed over for payment": Days(each["days"]),
            "Handed over for payment": Pence(each["paid"]),
        }
        for year, each in found.items()
    }


def evaluating(alliance: Alliance, years: Years) -> dict[int, Numbers]:
    asked: Any = Review.objects.filter(alliance=alliance, kind=Review.Kind.DEPLOYMENT)
    found = count(asked, years, day("due_on"), asked=rows_where(), given=rows_where(state="given"))
    return {
        year: {"Evaluations due": each["asked"], "Evaluations returned": each["given"]} for year, each in found.items()
    }


REPORT = Report(
    "the-year-so-far",
    "The year so far",
    "Applications, designations, requests, days and pounds of an academic year, beside the year before.",
    table,
)
