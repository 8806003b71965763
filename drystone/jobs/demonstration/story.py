"""The whole demonstration, from the first round to the last statement."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from drystone.alliances.models import Alliance
from drystone.mail.models import Message
from drystone.payments import handover
from drystone.payments.models import Handover
from drystone.people import access
from drystone.people.models import Link, Person
from drystone.reports import waiting

from . import (
    asking,
    cast,
    confiding,
    drawing,
    funding,
    heading,
    learning,
    naming,
    paying,
    planning,
    rechecking,
    renewing,
    selecting,
    supporting,
    triaging,
)

# What waits for a person, and the purpose of the link by which she answers.
PURPOSES = {
    "leaders-to-look-at": "new-head",
    "request-to-send": "request",
    "reference-to-give": "reference",
    "enquiry-to-answer": "enquiry",
    "leader-to-choose": "choice",
    "agreement-to-answer": "consent",
    "record-to-confirm": "visit-record",
    **dict.fromkeys(
        ("evaluation-to-give", "midpoint-to-give", "follow-up-to-give", "reflection-to-give"), "deployment-evaluation"
    ),
    "statement-to-confirm": "statement",
    "check-to-show": "check",
    "self-billing-to-sign": "self-billing",
}


class NotEmpty(Exception):
    """There is an alliance on this installation already."""


@transaction.atomic
def tell(*, at: datetime) -> cast.Company:
    """Makes the demonstration alliance with a year and more of its life. Raises NotEmpty."""
    if Alliance.objects.exists():
        raise NotEmpty("This installation has an alliance already; the demonstration is for an empty one.")
    company = cast.assemble(at=at)
    selecting.select(company, at=at)
    renewing.renew(company, at=at)
    funding.begin(company, at=at)
    supporting.support(company, at=at)
    confiding.confide(company, at=at)
    triaging.triage(company, at=at)
    asking.ask(company, at=at)
    learning.learn(company, at=at)
    naming.name(company, at=at)
    paying.pay(company, at=at)
    rechecking.check(company, at=at)
    heading.head(company, at=at)
    planning.plan(company, at=at)
    drawing.draw(company, at=at)
    post_is_old(at)
    return company


def post_is_old(at: datetime) -> None:
    """What was written in the story's past went out in its past.

    What still asks somebody for an answer goes as soon as the worker starts, so that its link can be followed.
    """
    old = Message.objects.filter(due_at__lte=at, state=Message.State.QUEUED)
    old.exclude(link_id__in=still_asking(at)).update(state=Message.State.SENT, sent_at=F("due_at"))


def still_asking(at: datetime) -> list[int]:
    """The links without account behind which something still waits for the person they went to."""
    links = Link.objects.unfinished().select_related("person")
    waits = {person: open_tasks(person, at) for person in {link.person for link in links}}
    files = {(handover.PURPOSE, pk) for pk in Handover.objects.filter(state="waiting").values_list("pk", flat=True)}
    return [link.pk for link in links if (link.purpose, link.record_id) in waits[link.person] | files]


def open_tasks(person: Person, at: datetime) -> set[tuple[str, int]]:
    reader = access.as_of(person, at.date(), through="demonstration")
    return {(PURPOSES[each.kind], each.pk) for each in waiting.for_person(reader, at=at) if each.kind in PURPOSES}


def people() -> list[Person]:
    """The people as whom one can sign in with one press."""
    return list(Person.objects.filter(is_demonstration=True).order_by("pk"))
