"""The applications of a round shared out: two readers for each, nobody tied to the applicant, all about as much."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.timezone import localdate

from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person, Post
from drystone.people.roles import Role

from . import assessments, emails, queries
from .independence import ties_between
from .models import ASSESSORS, Application, ApplicationArea, ApplicationState, Assessment, AssessmentState, Round
from .refusals import Refused

MOST = 50
"""Applications in one press; what is over waits for the next."""


class OutOfDate(Refused):
    """Something changed since the plan was shown, so that it is not what would be done."""


@dataclass(frozen=True)
class Share:
    """Who is to read an application now; `lacks` readers more cannot be found."""

    application: Application
    readers: tuple[Person, ...]
    lacks: int


@dataclass(frozen=True)
class Rule:
    """What is shared out among whom: the applications for one area, or all; some of the panel, or everybody."""

    area: int | None = None
    among: frozenset[int] = frozenset()


EVERYTHING = Rule()


def plan(round_: Round, rule: Rule = EVERYTHING, *, on: date) -> list[Share]:
    """Who would read what. Whoever fewest could read is given out first, to those who have least to read.

    Six queries, however many applications wait for a reader and however large the panel is.
    """
    waiting = wanting_readers(round_, rule)
    panel = [each for each in panel_on(round_, on) if not rule.among or each.pk in rule.among]
    tied = ties_between(panel, waiting, on=on)
    load = Counter({person.pk: person.reading for person in panel})
    free = {row.pk: free_for(row, panel, tied) for row in waiting}
    shares = {}
    for row in sorted(waiting, key=lambda row: len(free[row.pk])):
        wanted = ASSESSORS - row.readers
        readers = sorted(free[row.pk], key=lambda person: (load[person.pk], person.name, person.pk))[:wanted]
        load.update(person.pk for person in readers)
        shares[row.pk] = Share(row, tuple(readers), wanted - len(readers))
    return [shares[row.pk] for row in waiting]


def wanting_readers(round_: Round, rule: Rule) -> list:
    """Those sent in that have fewer readers than they need, the longest waiting first."""
    sent_in = Application.objects.filter(round=round_, state=ApplicationState.SUBMITTED, school__isnull=False)
    if rule.area is not None:
        sent_in = sent_in.filter(pk__in=ApplicationArea.objects.filter(area=rule.area).values("application"))
    rows = sent_in.with_readers()
    few = rows.filter(readers__lt=ASSESSORS).order_by("submitted_at", "pk")
    return list(few.select_related("person", "school", "alliance", "round").prefetch_related("assessments")[:MOST])


def panel_on(round_: Round, on: date) -> list:
    """The panel members of that day, with how many applications each still reads."""
    posts = Post.objects.on(on).filter(alliance=round_.alliance_id, role=Role.PANEL)
    return list(queries.panel_of(round_.alliance).filter(pk__in=posts.values("person")))


def free_for(application: Application, panel: Sequence[Person], tied: dict[tuple[int, int], str]) -> list[Person]:
    """Not tied to the applicant, and not asked before: who declared a conflict is not asked again."""
    asked = {row.assessor_id for row in application.assessments.all()}
    return [each for each in panel if each.pk not in asked and (application.pk, each.pk) not in tied]


def mark_of(shares: Sequence[Share]) -> str:
    """By this the page that showed a plan is known again when its button is pressed."""
    pairs = [f"{share.application.pk}:{reader.pk}" for share in shares for reader in share.readers]
    return hashlib.sha256(" ".join(pairs).encode()).hexdigest()[:16]


@transaction.atomic
def share_out(round_: Round, mark: str, rule: Rule = EVERYTHING, *, by: Person, at: datetime) -> int:
    """The office presses the plan that was shown: all are asked, each by one message. Returns how many readings.

    Raises OutOfDate when somebody was quicker, so that nobody is asked whom the office did not see on the page.
    """
    kept = Round.objects.select_for_update().select_related("alliance").get(pk=round_.pk)
    if not office(by, kept):
        raise NotAllowed(f"{by} may not assign assessors")
    shares = plan(kept, rule, on=localdate(at))
    if mark_of(shares) != mark:
        raise OutOfDate("Something changed meanwhile. Look at the plan again before you press.")
    given: Counter[Person] = Counter()
    for share in shares:
        for reader in share.readers:
            assessments.give(share.application, reader, by=by, at=at)
            given[reader] += 1
    for reader, number in given.items():
        emails.assessments_shared_out(kept, reader, number, at=at)
    return given.total()


@dataclass(frozen=True)
class Load:
    """How much of a round one person reads, and how much of it is done."""

    person: Person
    given: int
    locked: int


def loads(round_: Round) -> list[Load]:
    """Everybody who reads in a round, by name; one query."""
    reading = Q(assessments__application__round=round_) & ~Q(assessments__state=AssessmentState.CONFLICT)
    locked = Q(assessments__application__round=round_, assessments__state=AssessmentState.LOCKED)
    people = Person.objects.annotate(
        given=Count("assessments", filter=reading, distinct=True),
        locked=Count("assessments", filter=locked, distinct=True),
    )
    hers = Assessment.objects.standing().filter(application__round=round_)
    found = people.filter(pk__in=hers.values("assessor")).order_by("name", "pk")
    return [Load(person, person.given, person.locked) for person in found]
