"""All the help that a school had or asked for, from anybody: requests, work, groups, what others gave. One query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
    F,
    Max,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from drystone.alliances.models import Alliance
from drystone.brokering.models import OutsideSupport, RequestState, ScopingVisit, SupportPlan, SupportRequest
from drystone.deployment.models import Agreement, Deployment, DeploymentState
from drystone.groups.models import Attendance
from drystone.schools.models import Organisation

MOST = 200
EMPTY = Value("", CharField())
WORDS = ("what", "whom", "state")
GIVERS = dict(OutsideSupport.Giver.choices)
STATES = {
    "request": dict(RequestState.choices),
    "deployment": dict(DeploymentState.choices),
    "outside": GIVERS,
    "plan": dict(SupportPlan.State.choices),
}


@dataclass(frozen=True)
class Line:
    """One piece of help: what kind, which record, with what, by whom, from when until when, where it stands."""

    kind: str
    pk: int
    what: str
    whom: str
    starts: date | None
    ends: date | None
    state: str

    def get_state_display(self) -> str:
        """Where it stands, in words."""
        return STATES.get(self.kind, {}).get(self.state, self.state)

    @property
    def by(self) -> str:
        """Who gave it."""
        return self.whom or GIVERS.get(self.state, "")


def of_school(alliance: Alliance, school: Organisation) -> list[Line]:
    """Everything an alliance knows of, the latest first."""
    theirs: dict[str, Any] = {"alliance": alliance}
    area, dates = "area__name", {"starts": "first", "ends": "last"}
    sent = SupportRequest.objects.filter(**theirs, school=school, submitted_at__isnull=False)
    visits = ScopingVisit.objects.filter(**theirs, request__school=school)
    terms = Agreement.objects.filter(deployment=OuterRef("pk")).order_by("-number")
    work = Deployment.objects.filter(**theirs, receiving_school=school).annotate(
        first=Subquery(terms.values("starts")[:1]), last=Subquery(terms.values("ends")[:1])
    )
    plans = SupportPlan.objects.filter(**theirs, school=school)
    came = Attendance.objects.standing().filter(**theirs, school=school, came=True)
    others = OutsideSupport.objects.filter(**theirs, school=school, taken_back_at=None)
    parts = [
        part("request", sent, what=area, whom="contact__name", starts=TruncDate("submitted_at"), state="state"),
        part(
            "scoping", visits, pk="request_id", what=area, whom="visitor__name", starts=Coalesce("held_on", "due_on")
        ),
        part("deployment", work, what=f"request__{area}", whom="leader__name", **dates, state="state"),
        part("plan", plans, what="title", whom="owner__name", starts="starts", ends="ends", state="state"),
        together(came),
        part("outside", others, what="what", whom="giver_name", starts="starts", ends="ends", state="giver"),
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("-l_starts", "l_kind", "-l_pk")[:MOST]
    return [Line(*row) for row in rows]


def part(kind: str, rows: QuerySet, *, pk: str = "pk", starts: Any, ends: Any = None, **words: str) -> QuerySet:
    said = {f"l_{name}": Cast(words[name], CharField()) if name in words else EMPTY for name in WORDS}
    return columns(
        rows.order_by(),
        l_kind=Value(kind, CharField()),
        l_pk=F(pk),
        l_starts=Cast(starts, DateField()) if isinstance(starts, str) else starts,
        l_ends=Cast(ends, DateField()) if ends else Cast(Value(None), DateField()),
        **said,
    )


def columns(rows: QuerySet, **named: Any) -> QuerySet:
    return rows.annotate(**named).values_list("l_kind", "l_pk", "l_what", "l_whom", "l_starts", "l_ends", "l_state")


def together(came: QuerySet) -> QuerySet:
    """One line for each group that colleagues of the school came to: the first time, the last, how often."""
    grouped = came.order_by().values("meeting__group")
    return columns(
        grouped,
        l_kind=Value("group", CharField()),
        l_pk=F("meeting__group"),
        l_what=Cast("meeting__group__name", CharField()),
        l_whom=EMPTY,
        l_starts=Min(TruncDate("meeting__starts_at")),
        l_ends=Max(TruncDate("meeting__starts_at")),
        l_state=Cast(Count("pk"), CharField()),
    )
