"""The work of one leader from one day to another: at which schools, for how many days, in what."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Subquery
from django.utils.timezone import localdate

from drystone.alliances.calendar import academic_year
from drystone.deployment import queries
from drystone.deployment.models import DeploymentState, Visit
from drystone.register.models import Designation
from drystone.register.phases import Phase

from .table import days_of

OVER = (DeploymentState.EVALUATION_DUE, DeploymentState.CLOSED)
UNDER_WAY = (DeploymentState.UNDER_WAY, DeploymentState.AGREEING, DeploymentState.PAUSED)


@dataclass(frozen=True)
class Deployed:
    """Work at one school: days agreed and held, from the first of them to the last, and whether it is over."""

    pk: int
    school: str
    area: str
    phase: str
    first: date
    last: date
    agreed: int | None
    held: int
    state: str

    @property
    def stands(self) -> str:
        """Whether it is over. That work was stopped early, and why, is not told: it says nothing of the leader."""
        if self.state in OVER:
            return "Finished"
        return "Under way" if self.state in UNDER_WAY else "Ended"


def held(designation: Designation, first: date, last: date) -> list[dict[str, Any]]:
    """The visits that took place, the earliest first, each with its deployment and the days that were agreed.

    Work that was refused or called off before it began has no visit, and so does not stand here. One query.
    """
    visits = Visit.objects.filter(
        days_of(first, last, "starts_at"),
        alliance=designation.alliance_id,
        deployment__leader=designation.person_id,
        state="held",
    )
    rows = visits.annotate(
        school=F("deployment__receiving_school__name"),
        area=F("deployment__request__area__name"),
        phase=F("deployment__request__phase"),
        stands=F("deployment__state"),
        agreed=Subquery(queries.in_force("deployment").values("half_days")[:1]),
    ).order_by("starts_at", "pk")
    columns = ("deployment", "school", "area", "phase", "stands", "agreed", "starts_at", "half_days")
    return [row | {"on": localdate(row["starts_at"])} for row in rows.values(*columns)]


def deployed(visits: Iterable[dict[str, Any]]) -> tuple[Deployed, ...]:
    """Each deployment with its visits added up, the latest first."""
    by_deployment: dict[int, list[dict[str, Any]]] = {}
    for visit in visits:
        by_deployment.setdefault(visit["deployment"], []).append(visit)
    made = [
        Deployed(
            pk,
            rows[0]["school"],
            rows[0]["area"] or "",
            dict(Phase.choices).get(rows[0]["phase"], ""),
            rows[0]["on"],
            rows[-1]["on"],
            rows[0]["agreed"],
            sum(row["half_days"] for row in rows),
            rows[0]["stands"],
        )
        for pk, rows in by_deployment.items()
    ]
    return tuple(sorted(made, key=lambda each: (each.last, each.pk), reverse=True))


def by_year(visits: Iterable[dict[str, Any]]) -> dict[tuple[str, int], int]:
    """Half-days by area and school year."""
    days = Counter[tuple[str, int]]()
    for visit in visits:
        days[visit["area"] or "", academic_year(visit["on"])] += visit["half_days"]
    return dict(days)
