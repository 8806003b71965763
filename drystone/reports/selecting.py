"""What waits for the office between a round's first application and the last condition of a designation."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.register.conditions import AHEAD
from drystone.register.models import Condition
from drystone.register.pauses import coming_back
from drystone.selection.models import (
    ASSESSORS,
    DECIDABLE,
    OVERTAKEN,
    Appeal,
    Application,
    Assessment,
    Correction,
    Decision,
    Interview,
    Reference,
    Round,
)

from .parts import apart, part

JUDGED = {"pk": "application_id", "who": "application__person__name", "where": "application__round__title"}
CORRECTED = {"who": "decision__application__person__name", "where": "decision__application__round__title"}


def selecting(alliance: Alliance, at: datetime) -> list[Any]:
    return [*referring(alliance), *judging(alliance, at), *interviewing(alliance, at), *deciding(alliance, at)]


def referring(alliance: Alliance) -> list[Any]:
    """References that do not come by themselves."""
    theirs = Reference.objects.filter(alliance=alliance)
    waiting = Q(state="waiting")
    gone = Q(state__in=["declined", "wrong_person"], application__state__in=["submitted", "shortlisted"])
    kinds = apart({"reference-to-confirm": waiting}, other="reference-declined")
    seen = {"pk": "application_id", "who": "application__person__name", "where": "referee__name"}
    return [part(kinds, theirs.filter(waiting | gone), **seen)]


def judging(alliance: Alliance, at: datetime) -> list[Any]:
    """Applications between the deadline, until which they may still be changed, and the end of their interview."""
    theirs = Application.objects.filter(alliance=alliance)
    submitted = theirs.filter(state="submitted")
    read = submitted.filter(pk__in=read_by_all(alliance).values("application"))
    agreed = apart({"application-to-moderate": Q(moderation__isnull=True)}, other="application-to-shortlist")
    few = submitted.with_readers().filter(readers__lt=ASSESSORS)
    lacking = few.filter(round=OuterRef("pk")).order_by("state_since", "pk")
    sharing = Round.objects.filter(Exists(lacking), alliance=alliance, closes_at__lte=at)
    sharing = sharing.annotate(oldest=Subquery(lacking.values("state_since")[:1]))
    uninvited = Q(interview__isnull=True) | Q(interview__state="called_off")
    undecided = theirs.filter(Q(decision=None) | OVERTAKEN & ~Q(decision__state="released"))
    seen = {"who": "person__name", "where": "round__title"}
    return [
        part("round-to-share-out", sharing, who="title", since="oldest"),
        part(agreed, read, **seen),
        part("interview-to-offer", theirs.filter(uninvited, state="shortlisted"), **seen),
        part("application-to-decide", undecided.filter(state__in=DECIDABLE), **seen),
    ]


def read_by_all(alliance: Alliance) -> Any:
    """Applications whose readers have all given their scores, and are enough: counted for all of them at once."""
    rows = Assessment.objects.standing().filter(alliance=alliance).order_by().values("application")
    rows = rows.annotate(readers=Count("pk"), ready=Count("pk", filter=Q(state="locked")))
    return rows.filter(readers__gte=ASSESSORS, ready=F("readers"))


def interviewing(alliance: Alliance, at: datetime) -> list[Any]:
    """From the shortlist to the day after the interview: what only the office can do."""
    theirs = Interview.objects.filter(alliance=alliance)
    return [
        part("times-wanted", theirs.filter(state="offered", wish__gt=""), **JUDGED | {"pk": "application__round_id"}),
        part("panel-to-name", theirs.filter(state="booked").exclude(panel__conflict=""), **JUDGED),
        part("interview-to-record", theirs.filter(state="booked", slot__ends_at__lte=at), **JUDGED),
        part("interview-missed", theirs.filter(state="missed", application__state="shortlisted"), **JUDGED),
    ]


def deciding(alliance: Alliance, at: datetime) -> list[Any]:
    """Decisions, corrections of them, appeals, and what a designation depends on."""
    return [*decisions(alliance), *appealing(alliance, at), *conditions(alliance, at), pausing(alliance, at)]


def decisions(alliance: Alliance) -> list[Any]:
    theirs, corrected = Decision.objects.filter(alliance=alliance), Correction.objects.filter(alliance=alliance)
    next_step = apart({"correction-to-check": Q(state="prepared")}, other="correction-to-release")
    return [
        part(next_step, corrected.filter(state__in=["prepared", "checked"]), **CORRECTED),
        part("decision-to-check", theirs.waiting().filter(state="prepared"), **JUDGED),
        part("decision-to-release", theirs.ready().filter(application__round__release_at=None), **JUDGED),
    ]


def appealing(alliance: Alliance, at: datetime) -> list[Any]:
    """Appeals to be answered, by their day; upheld ones, until a correction is prepared or she is interviewed."""
    theirs, today = Appeal.objects.filter(alliance=alliance), localdate(at)
    begun = Correction.objects.filter(appeal=OuterRef("pk")).exclude(state="dropped")
    upheld = theirs.filter(~Exists(begun), state="upheld", decision__application__state__in=["decided", "interviewed"])
    late = apart({"appeal-overdue": Q(answer_by__lt=today)}, other="appeal-to-decide")
    return [
        part(late, theirs.filter(state="open"), **CORRECTED),
        part("appeal-upheld", upheld, **CORRECTED | {"pk": "decision__application_id"}),
    ]


def conditions(alliance: Alliance, at: datetime) -> list[Any]:
    """Conditions and support plans a fortnight before their day, and after it; areas that were not earned."""
    theirs, today = Condition.objects.live().filter(alliance=alliance), localdate(at)
    still = theirs.filter(state="open")
    whose = {"pk": "designation_id", "who": "designation__person__name", "where": "area__name"}
    return [
        part("condition-near", still.filter(due_on__gte=today, due_on__lte=today + AHEAD), **whose),
        part("condition-overdue", still.filter(due_on__lt=today), **whose, since="due_on"),
        part("condition-missed", theirs.unmet().filter(state="not_met"), **whose),
    ]


def pausing(alliance: Alliance, at: datetime) -> Any:
    """Pauses a fortnight before the day back, and after it, until somebody says that she is back, or later."""
    soon = coming_back(on=localdate(at)).filter(alliance=alliance)
    return part("pause-over", soon, pk="designation_id", who="designation__person__name", since="starts")
