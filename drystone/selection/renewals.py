"""Renewals: who is told that her designation comes to its end, the round in which she may renew it, and her beginning.

Everybody whose designation ends in one school term renews in one round, which the clock opens when the first of them
has twelve months left. From then on it is a round like any other.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.timezone import localdate

from drystone import saying
from drystone.alliances.calendar import WorkingDays, season
from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import either, manager, oneself
from drystone.people.models import Person
from drystone.register.lifecycle import LIVING
from drystone.register.models import Designation, DesignationState, Ending

from . import applications, emails
from .carried import known_of_leader
from .models import Application, ApplicationState, Extension, Renewal, Round, RoundState
from .phases import deadline_for
from .refusals import Refused

AHEAD = relativedelta(months=12)
"""So long before the end the leader, her head and the office know."""
SHORT = timedelta(weeks=6)
"""However late somebody is told, so long she has to write."""
WEEKS_BEFORE = timedelta(weeks=17)
"""So long before the term applications close."""
REMINDED = (timedelta(weeks=12), timedelta(weeks=4), timedelta(weeks=1))
"""So long before applications close whoever has not sent hers in is reminded."""


class NotYet(Refused):
    """Why a designation cannot be renewed, or not now; the sentence is for the page."""


def due(*, on: date) -> QuerySet[Designation]:
    """Designations of which nobody has been told yet that they end within twelve months."""
    near = Designation.objects.filter(state__in=LIVING, ends__gte=on, ends__lte=on + AHEAD, renewal=None)
    return near.filter(alliance__suspended_on=None).select_related("alliance", "person", "home_school")


def announce(*, at: datetime) -> int:
    """Twelve months before the end the leader, her head and the office are told, once each; returns of how many."""
    whose = due(on=localdate(at)).order_by("alliance").values_list("alliance", flat=True).distinct()
    return sum(announce_in(alliance, at=at) for alliance in list(whose))


@transaction.atomic
def announce_in(pk: int, *, at: datetime) -> int:
    """In one alliance; of two clocks at once the second finds nobody left."""
    alliance = one_at_a_time(pk)
    ending = due(on=localdate(at)).filter(alliance=pk).order_by("ends", "person__name", "pk")
    told = [tell(each, at=at) for each in ending]
    if told:
        emails.renewals_announced(alliance, [renewal.designation for renewal in told], at=at)
    return len(told)


def one_at_a_time(pk: int) -> Alliance:
    """Whoever tells, and whoever begins before she was told, waits here first."""
    return Alliance.objects.select_for_update(no_key=True).get(pk=pk)


def tell(designation: Designation, *, at: datetime) -> Renewal:
    """She and her head are told. Told late, she has her own deadline, so that there is time to write."""
    round_ = round_for(designation.alliance, designation.ends, at=at)
    renewal = Renewal.objects.create(
        alliance_id=designation.alliance_id, designation=designation, round=round_, told_at=at
    )
    if round_.closes_at < at + SHORT:
        Extension.objects.get_or_create(
            alliance_id=designation.alliance_id,
            round=round_,
            person=designation.person,
            defaults={"until": end_of(localdate(at) + SHORT), "reason": "Told of the end late."},
        )
    events.record(renewal, "told_of_end", by=None, at=at, ends=designation.ends.isoformat())
    emails.renewal_opened(renewal, at=at)
    emails.head_of_renewal(renewal, at=at)
    return renewal


def round_for(alliance: Alliance, ends: date, *, at: datetime) -> Round:
    """The round of renewals of the term in which a designation ends; opened with the first of them."""
    name, first, last = season(ends)
    one_at_a_time(alliance.pk)
    if standing := Round.objects.filter(alliance=alliance, renewing_from=first).first():
        return standing
    term = name.replace(" term", "").lower()
    opened = Round.objects.create(
        alliance=alliance,
        title=f"Renewals, {term}",
        state=RoundState.PUBLISHED,
        state_since=at,
        renewing_from=first,
        renewing_to=last,
        **dates(alliance, first, at=at),
    )
    events.record(opened, "opened_renewals", by=None, at=at, title=opened.title)
    return opened


def dates(alliance: Alliance, first: date, *, at: datetime) -> dict[str, Any]:
    """When a round of renewals opens and closes: decided two months before the term, where there is time for it; on
    days on which schools are open."""
    today, working = localdate(at), WorkingDays(alliance)
    closes = max(friday(first - WEEKS_BEFORE), friday(today + SHORT))
    ends = lambda weeks: working.on_or_after(closes + timedelta(weeks=weeks))  # noqa: E731
    return {
        "opens_at": timezone.make_aware(datetime.combine(min(today, first - AHEAD), time.min)),
        "closes_at": end_of(ends(0)),
        "references_close_at": end_of(ends(2)),
        "shortlist_by": ends(4),
        "interviews_from": ends(5),
        "interviews_to": ends(7),
        "decisions_by": ends(9),
    }


def friday(day: date) -> date:
    """The Friday of a day's week."""
    return day + timedelta(days=4 - day.weekday())


def end_of(day: date) -> datetime:
    """Five in the afternoon, as deadlines are here."""
    return timezone.make_aware(datetime.combine(day, time(17)))


@transaction.atomic
def begin(designation: Designation, *, by: Person, at: datetime) -> Application:
    """She begins her application for another term, with all that is known filled in. Begun twice, it is the same.

    Raises NotAllowed for anybody else, NotYet before the last twelve months and once it has ended otherwise than by
    its own day, CannotApply like any application.
    """
    if not oneself(by, designation):
        raise NotAllowed(f"{by} may not renew {designation}")
    one_at_a_time(designation.alliance_id)
    designation = Designation.objects.locked(designation.pk)
    if designation.state not in LIVING and designation.ending != Ending.EXPIRED:
        raise NotYet("This designation has ended, and cannot be renewed.")
    opens = designation.ends - AHEAD
    if localdate(at) < opens:
        raise NotYet(f"You can renew it from {saying.day(opens)}.")
    renewal = Renewal.objects.filter(designation=designation).first() or tell(designation, at=at)
    wish(renewal, True, by=by, at=at)
    return applications.start(
        renewal.round, by, renews=designation, known=known_of_leader(designation, on=localdate(at)), by=by, at=at
    )


@transaction.atomic
def wish(renewal: Renewal, wants: bool, *, by: Person, at: datetime) -> Renewal:
    """She says, or the office writes down, that she does not want another term, or does after all. It is asked of
    nobody again, and the designation stands until its own day. Said twice, it is said once."""
    if not either(oneself, manager)(by, renewal.designation):
        raise NotAllowed(f"{by} may not say whether {renewal.designation.person} goes on")
    was = Renewal.objects.filter(pk=renewal.pk, unwanted_at__isnull=wants is False)
    if was.update(unwanted_at=None if wants else at):
        renewal.unwanted_at = None if wants else at
        events.record(renewal, "wants_to_renew" if wants else "does_not_renew", by=by, at=at)
        if not wants:
            emails.renewal_unwanted(renewal, by=by, at=at)
    return renewal


def not_sent_in() -> QuerySet[Renewal]:
    """Those of which nothing has come yet, though she has not said that she does not want to."""
    sent = Application.objects.filter(renews=OuterRef("designation")).exclude(
        state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    )
    return Renewal.objects.filter(~Exists(sent), unwanted_at=None, designation__state__in=LIVING)


def remind(*, at: datetime) -> int:
    """Whoever has not sent in her application is reminded as her own deadline comes near; returns how many were."""
    more_time = Extension.objects.filter(round=OuterRef("round"), person=OuterRef("designation__person"), until__gt=at)
    open_ = Q(round__closes_at__gt=at) | Exists(more_time)
    rows = not_sent_in().filter(open_, round__closes_at__lte=at + REMINDED[0], told_at__lte=at - timedelta(days=3))
    rows = rows.filter(alliance__suspended_on=None).select_related("alliance", "round", "designation__person")
    return sum(remind_one(each, at=at) for each in rows)


def remind_one(renewal: Renewal, *, at: datetime) -> bool:
    """The latest reminder that is due, if it has not gone."""
    closes = deadline_for(renewal.round, renewal.designation.person_id)
    nth = sum(at >= closes - before for before in REMINDED)
    return bool(nth) and emails.renewal_reminded(renewal, nth=nth, at=at)


def told(rows: QuerySet[Designation]) -> Any:  # designations with four things more, which their type cannot say
    """With how far the renewal of each is, in the same query: `standing_of` says it in words."""
    hers = Application.objects.filter(renews=OuterRef("pk")).exclude(state=ApplicationState.WITHDRAWN)
    never_begun = Q(state=DesignationState.ENDED, ended_on__lt=F("starts"))
    after = Designation.objects.filter(~never_begun, renews=OuterRef("pk"))
    return rows.annotate(
        renewal_pk=F("renewal__pk"),
        unwanted_at=F("renewal__unwanted_at"),
        applied_pk=Subquery(hers.values("pk")[:1]),
        applied=Subquery(hers.values("state")[:1]),
        next_starts=Subquery(after.values("starts")[:1]),
    )


def standing_of(row: Any) -> str:
    """How far the renewal is of a designation that `told` read; nothing before anybody was told."""
    if row.next_starts:
        return f"Designated again from {saying.day(row.next_starts)}"
    if row.applied and row.applied != ApplicationState.DRAFT:
        return f"Applied: {ApplicationState(row.applied).label.lower()}"
    if row.unwanted_at:
        return "Does not want another term"
    if row.applied:
        return "Has begun an application"
    return "Has not applied yet" if row.renewal_pk else ""
