"""Days of facilitators that stand on registers and do not become due: no rate, or no System Leader on that day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate

from drystone import saying
from drystone.alliances.models import Alliance
from drystone.deployment.models import Unit
from drystone.register.models import Designation, Placement

from . import facilitating
from .models import Rate, RateRole


@dataclass(frozen=True)
class Undue:
    """Lines of registers that wait for the same thing; a `role` waits for its rate, none for a designation."""

    role: str
    count: int
    half_days: int
    first: date

    @property
    def said(self) -> str:
        """As it is counted: 2 meetings facilitated without a rate for a day of a Headteacher."""
        if not self.role:
            return "meetings facilitated by somebody who was no System Leader that day"
        return f"meetings facilitated without a rate for a day of a {RateRole(self.role).label}"

    @property
    def remedy(self) -> str:
        if not self.role:
            return "Correct the register or the designation, if one of them is wrong; nothing is owed if not."
        return f"Give the rate card a row for it that begins on {saying.day(self.first)} or before; then it is due."


def found(alliance: Alliance, since: date | None = None, until: date | None = None) -> list[Undue]:
    """In a period, or ever; by what is missing. One query."""
    rows = undue(alliance)
    rows = rows.filter(day__gte=since) if since else rows
    rows = rows.filter(day__lte=until) if until else rows
    groups: dict[str, list[tuple[date, int]]] = {}
    for role, day, half_days in rows.values_list("role", "day", "facilitated_half_days"):
        groups.setdefault(role, []).append((day, half_days))
    return [
        Undue(role, len(each), sum(half_days for _, half_days in each), min(day for day, _ in each))
        for role, each in sorted(groups.items(), reverse=True)
    ]


def undue(alliance: Alliance) -> QuerySet[Any]:
    """Each with its `day` and the `role` whose rate is missing; no role for who was no System Leader."""
    day = OuterRef("day")
    hers = {"alliance": OuterRef("alliance"), "person": OuterRef("person")}
    there = Placement.objects.on(day).filter(alliance=hers["alliance"], designation__person=hers["person"])  # type: ignore[arg-type]
    designated = Exists(Designation.objects.designated_on(day).filter(**hers))  # type: ignore[arg-type]
    priced = Rate.objects.filter(alliance=OuterRef("alliance"), role=OuterRef("role"), unit=Unit.DAY, since__lte=day)
    rows = facilitating.due(alliance).annotate(
        day=TruncDate("meeting__starts_at"),
        heads=Subquery(there.order_by("-starts").values("is_headteacher")[:1]),
    )
    role = Case(
        When(~Q(designated), then=Value("")),
        When(heads=True, then=Value(RateRole.HEADTEACHER.value)),
        When(heads=False, then=Value(RateRole.SYSTEM_LEADER.value)),
        default=Value(""),
        output_field=CharField(),
    )
    return rows.annotate(role=role).filter(~Exists(priced))
