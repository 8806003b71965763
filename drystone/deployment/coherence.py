"""What does not fit together in the work of an alliance: each kind of it one query, however much there is.

Nothing is put right here; the office decides, and each kind has a page on which it does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate

from drystone.alliances.calendar import WorkingDays, midnight
from drystone.alliances.models import Alliance
from drystone.people.models import Post
from drystone.people.roles import Role
from drystone.register.models import DesignationState, Promise

from . import queries
from .models import (
    Agreement,
    Consent,
    ConsentState,
    Deployment,
    DeploymentState,
    Pause,
    Review,
    Visit,
    VisitEvaluation,
    VisitRecord,
    VisitState,
)

MOST = 1000  # counted, of a kind
LOOKED_BACK = timedelta(days=400)  # so far back visits are looked at
UNWRITTEN = timedelta(days=183)  # so far back records are asked for
QUIET = timedelta(days=42)  # nothing planned for so long
VERY_LATE = timedelta(days=21)  # after the day on which an evaluation was due
S, V, Party = DeploymentState, VisitState, Consent.Party
STANDING = (S.AGREED, S.UNDER_WAY, S.PAUSED)
ENDED = (S.EVALUATION_DUE, S.CLOSED, S.REFUSED, S.CANCELLED, S.STOPPED, S.HANDED_OVER)
WORK = "agreement__deployment"  # of a consent
GIVEN = ("given", "not_needed")


@dataclass(frozen=True)
class Asked:
    """Of which alliance, as of which moment."""

    alliance: Alliance
    at: datetime

    @property
    def today(self) -> date:
        return localdate(self.at)

    def work(self, *states: str) -> QuerySet[Deployment]:
        return Deployment.objects.filter(alliance=self.alliance, state__in=states)


def visited(asked: Asked, which: str, *states: str) -> QuerySet[Deployment]:
    """Work that stands or ended lately, with the moment and the day of its first or its last visit in these states."""
    rows = Visit.objects.filter(deployment=OuterRef("pk"), state__in=states).order_by(which).values("starts_at")[:1]
    lately = Q(state__in=STANDING) | Q(state__in=ENDED, state_since__gte=asked.at - LOOKED_BACK)
    work = Deployment.objects.filter(lately, alliance=asked.alliance).annotate(visited_at=Subquery(rows))
    return work.filter(visited_at__isnull=False).annotate(on=TruncDate("visited_at"))


def visit_before_agreement(asked: Asked) -> QuerySet:
    """On the day of its first visit no version stood to which everybody had agreed by then."""
    too_late = Consent.objects.filter(agreement=OuterRef("pk"), state_since__gt=OuterRef(OuterRef("visited_at")))
    stood = queries.in_force("pk").filter(starts__lte=OuterRef("on")).filter(~Exists(too_late.order_by()))
    return visited(asked, "starts_at", V.HELD).filter(~Exists(stood.order_by()))


def visit_after_end(asked: Asked) -> QuerySet:
    """Its last visit, planned or held, is on a day after the last day of every version to which everybody agreed."""
    versions = queries.in_force("pk").order_by()
    rows = visited(asked, "-starts_at", V.PLANNED, V.HELD)
    return rows.filter(~Exists(versions.filter(ends__gte=OuterRef("on"))), Exists(versions))


def record_missing(asked: Asked) -> QuerySet:
    """It took place, or should have, and nobody sent both documents in the working days that the Alliance allows."""
    alliance = asked.alliance
    last = WorkingDays(alliance).after(asked.today, -alliance.visit_record_working_days)
    sent = VisitRecord.objects.filter(visit=OuterRef("pk"), state__in=VisitRecord.SENT).order_by()
    given = VisitEvaluation.objects.filter(visit=OuterRef("pk"), state__in=GIVEN).order_by()
    rows = Visit.objects.filter(alliance=alliance, state__in=(V.PLANNED, V.HELD))
    late = rows.filter(starts_at__gte=asked.at - UNWRITTEN, starts_at__lt=midnight(last))
    return late.filter(~Exists(sent) | ~Exists(given))


def leader_gone(asked: Asked) -> QuerySet:
    """The work stands, and the designation of its leader has ended."""
    return asked.work(S.PROPOSED, S.AGREEING, *STANDING).filter(designation__state=DesignationState.ENDED)


def leader_away(asked: Asked) -> QuerySet:
    """The leader's designation is paused, the work is not."""
    return asked.work(S.AGREED, S.UNDER_WAY).filter(designation__state=DesignationState.PAUSED)


def newest(asked: Asked) -> QuerySet[Consent]:
    """The consents to the newest version, where the work stands or is being agreed."""
    later = Agreement.objects.filter(deployment=OuterRef(WORK), number__gt=OuterRef("agreement__number"))
    of_work = {f"{WORK}__alliance": asked.alliance, f"{WORK}__state__in": (S.AGREEING, *STANDING)}
    return Consent.objects.filter(**of_work).filter(~Exists(later.order_by()))


def consent_too_old(asked: Asked) -> QuerySet:
    """Somebody agreed before the version was drawn up, or the work stands on no version that all agreed to."""
    none = Q(**{f"{WORK}__state__in": STANDING}) & ~Exists(queries.in_force(WORK).order_by())
    before = Q(state=ConsentState.AGREED, carried_from=None, state_since__lt=F("agreement__drawn_up_at"))
    return newest(asked).filter(before | Q(party=Party.RECEIVING) & none)


def party_left(asked: Asked) -> QuerySet:
    """Who agreed, or is asked, for a school has no post there any more that lets her."""
    today, hers = asked.today, {"alliance": asked.alliance, "person": OuterRef("person")}
    posts = Post.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today, **hers).order_by()
    receives = posts.filter(role=Role.HEAD, organisation=OuterRef(f"{WORK}__receiving_school"))
    at_home = Q(role__in=(Role.HEAD, Role.CHAIR), organisation=OuterRef(f"{WORK}__home_school"))
    releases = posts.filter(at_home | Q(role=Role.TRUST_CEO))
    helped, home = Q(party=Party.RECEIVING) & ~Exists(receives), Q(party=Party.HOME) & ~Exists(releases)
    return newest(asked).filter(party__in=(Party.RECEIVING, Party.HOME)).filter(helped | home)


def evaluation_missing(asked: Asked) -> QuerySet:
    """Long after the end nobody has said what changed."""
    kind, last = Review.Kind.DEPLOYMENT, asked.today - VERY_LATE
    return Review.objects.filter(alliance=asked.alliance, state__in=Review.OPEN, due_on__lt=last, kind=kind)


def nothing_planned(asked: Asked) -> QuerySet:
    """Agreed or under way, and for weeks no visit was, and none is planned."""
    lately = Visit.objects.filter(deployment=OuterRef("pk"), state=V.HELD, starts_at__gte=asked.at - QUIET)
    planned = Visit.objects.filter(deployment=OuterRef("pk"), state=V.PLANNED)
    quiet = asked.work(S.AGREED, S.UNDER_WAY).filter(state_since__lt=asked.at - QUIET)
    return quiet.filter(~Exists(lately.order_by()), ~Exists(planned.order_by()))


def planned_where_none_is_due(asked: Asked) -> QuerySet:
    """Planned in work that has ended, or for a day on which it rests."""
    rests = Pause.objects.open().filter(deployment=OuterRef("deployment"), until__gt=OuterRef("on"))
    ahead = Q(deployment__state=S.PAUSED, starts_at__gt=asked.at) & Exists(rests.order_by())
    rows = Visit.objects.filter(alliance=asked.alliance, state=V.PLANNED, starts_at__gte=asked.at - LOOKED_BACK)
    return rows.annotate(on=TruncDate("starts_at")).filter(Q(deployment__state__in=ENDED) | ahead)


def days_differ(asked: Asked) -> QuerySet:
    """What the release budgets hold for the work is not what was agreed, less what a pause gave back."""
    of_work = {"for_type": "deployment.deployment", "for_id": OuterRef("pk"), "given_back_at": None}
    held = Promise.objects.filter(**of_work).order_by().values("for_id").annotate(sum=Sum("half_days")).values("sum")
    back = Pause.objects.open().filter(deployment=OuterRef("pk")).order_by().values("given_back")[:1]
    number = {"output_field": IntegerField()}
    rows = asked.work(*STANDING).annotate(
        held=Coalesce(Subquery(held), 0, **number), back=Coalesce(Subquery(back), 0, **number),
        agreed=Subquery(queries.in_force("pk").values("half_days")[:1], **number),
    )  # fmt: skip
    return rows.exclude(agreed=F("held") + F("back"))


def home_changed(asked: Asked) -> QuerySet:
    """The leader works at another school by now, which has agreed to nothing."""
    rows = asked.work(S.PROPOSED, S.AGREEING, *STANDING).exclude(home_school=F("designation__home_school"))
    return rows.exclude(designation__state=DesignationState.ENDED)


KINDS: dict[str, Callable[[Asked], QuerySet]] = {
    "visit-before-agreement": visit_before_agreement,
    "visit-after-end": visit_after_end,
    "record-missing": record_missing,
    "leader-gone": leader_gone,
    "leader-away": leader_away,
    "consent-too-old": consent_too_old,
    "party-left": party_left,
    "home-changed": home_changed,
    "planned-in-vain": planned_where_none_is_due,
    "nothing-planned": nothing_planned,
    "days-differ": days_differ,
    "evaluation-missing": evaluation_missing,
}
# From a row of a kind to its deployment.
WAY = {Deployment: "", Visit: "deployment", Consent: WORK, Review: "deployment"}


class Counted(Subquery):
    """How many rows there are, as far as they are counted."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def count(alliance: Alliance, *, at: datetime) -> dict[str, int]:
    """How many there are of each kind, a thousand at most; one query for all."""
    asked = Asked(alliance, at)
    counts = {
        f"n{number}": Counted(rows(asked).order_by().values("pk")[: MOST + 1])
        for number, rows in enumerate(KINDS.values())
    }
    found: Any = Alliance.objects.filter(pk=alliance.pk).order_by().values_list(*counts.values()).get()
    return dict(zip(KINDS, found, strict=True))


def rows_of(kind: str, alliance: Alliance, *, at: datetime) -> QuerySet:
    """The rows of a kind with the leader and the school of each, to be shown page by page."""
    rows = KINDS[kind](Asked(alliance, at))
    way = WAY[rows.model]
    named = ("leader", "receiving_school")
    return rows.select_related(*(f"{way}__{name}" if way else name for name in named))


def work_of(row: Any) -> Deployment:
    """The deployment to which a row belongs."""
    for name in filter(None, WAY[type(row)].split("__")):
        row = getattr(row, name)
    return row
