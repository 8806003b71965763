"""Thanks to home schools: at the end of a term whoever releases its System Leaders is told what the school gave."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min, Sum
from django.utils.timezone import localdate

from drystone.alliances.models import Term
from drystone.history import events
from drystone.mail.models import Message
from drystone.people import posts
from drystone.register.models import Designation

from . import emails
from .models import Visit, VisitState

LAST_DAYS = timedelta(days=6)  # of a term: in them it is as good as over
KEPT_UP = timedelta(days=42)  # how long after a term a clock that stood still makes up for it


@dataclass(frozen=True)
class Gave:
    """A home school in a term: one of those who went out from there, and half-days of all of them.

    Those who head the school stand apart: somebody else releases them.
    """

    school: int
    is_headteacher: bool
    designation: int
    half_days: int

    def key(self, term: Term) -> str:
        return f"{term.pk}/{self.school}/{'head' if self.is_headteacher else 'staff'}"


def thank_due(*, at: datetime) -> int:
    """Every home school from which somebody went out in a term is thanked for it, once; returns how many were told."""
    today = localdate(at)
    over = Term.objects.filter(ends__lte=today + LAST_DAYS, ends__gt=today - KEPT_UP, alliance__suspended_on=None)
    told = 0
    for term in over.select_related("alliance").order_by("ends", "pk"):
        sent = Message.objects.filter(dedupe__startswith=f"{emails.THANKED}/{term.pk}/")
        known = set(sent.values_list("dedupe", flat=True))
        due = (gave for gave in given(term) if f"{emails.THANKED}/{gave.key(term)}" not in known)
        told += sum(thank(term, gave, at=at) for gave in due)
    return told


def given(term: Term) -> list[Gave]:
    """What was given in a term by those whose home the school still is; one query."""
    held = Visit.objects.filter(
        alliance=term.alliance_id, state=VisitState.HELD, starts_at__date__gte=term.starts,
        starts_at__date__lte=term.ends, deployment__designation__home_school=F("deployment__home_school"),
    )  # fmt: skip
    whose = ("deployment__home_school", "deployment__designation__is_headteacher")
    rows = held.order_by(*whose).values_list(*whose)
    return [Gave(*row) for row in rows.annotate(first=Min("deployment__designation"), sum=Sum("half_days"))]


@transaction.atomic
def thank(term: Term, gave: Gave, *, at: datetime) -> bool:
    """Whoever approves the release has the page of the term by link; on a working morning, once for each term."""
    designation = Designation.objects.select_related("alliance", "person", "home_school").get(pk=gave.designation)
    head = posts.approver_for(designation.person, term.alliance, designation.home_school, localdate(at))
    if head is None or not head.email:
        return False
    if not emails.thanked(designation, term, head, gave.half_days, once=gave.key(term), at=at):
        return False
    events.record(designation, "thanked", by=None, at=at, note=f"{designation.home_school}, {term}")
    return True
