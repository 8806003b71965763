"""Gaps: what schools asked for and the Alliance could not give, by area and reason."""

from django.db.models import Count

from drystone.alliances.models import Alliance
from drystone.brokering.models import SupportRequest, Unmet

from .table import Bars, Report, Table, moments_in, year_name

COLUMNS = ["Area", "What was missing", "Requests"]
LABELS = dict(Unmet.choices)


def table(alliance: Alliance, year: int) -> Table:
    """One row for each area and reason, the widest gap first: one query."""
    closed = SupportRequest.objects.filter(moments_in(year, "state_since"), alliance=alliance, state="closed_unmet")
    found = closed.order_by().values_list("area__name", "reason_code").annotate(n=Count("pk"))
    rows = [(area or "Not settled", str(LABELS.get(code, code)), number) for area, code, number in found]
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    bars = [(f"{area}: {reason[:1].lower()}{reason[1:]}", number) for area, reason, number in rows[:15]]
    return Table(COLUMNS, rows, Bars(f"Requests closed unmet in {year_name(year)}", "Gap", "Requests", bars))


REPORT = Report(
    "what-could-not-be-given",
    "What could not be given",
    "Requests that were closed unmet, by area of expertise and by what was missing: whom to look for next.",
    table,
)
