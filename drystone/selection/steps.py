"""At which step each application of a round stands, whom it waits for, since when and until when: one query for all.

The same facts as the sentences of `sentences.py`, asked of the database so that a list can be narrowed and put in
order by them; a test walks an application through its life and holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models import When as Where
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from .models import (
    ASSESSORS,
    OVERTAKEN,
    Application,
    ApplicationState,
    Assessment,
    AssessmentState,
    DecisionState,
    Extension,
    InterviewState,
    Reference,
    ReferenceState,
    Round,
)

A, R, S, I = ApplicationState, ReferenceState, AssessmentState, InterviewState  # noqa: E741
UNGIVEN = (R.WAITING, R.ASKED, R.STARTED)
WHOM = {
    "office": "The office",
    "referee": "A referee",
    "applicant": "The applicant",
    "assessor": "An assessor",
    "panel": "The interview panel",
    "nobody": "Nobody",
}


@dataclass(frozen=True)
class Step:
    """What an application waits for, of whom, and the date of the round by which that is due."""

    label: str
    whom: str
    due: str = ""


STEPS = {
    "to_send_in": Step("To be sent in", "applicant", "closes_at"),
    "not_sent_in": Step("Not sent in by the deadline", "nobody"),
    "to_settle": Step("School to settle", "office", "shortlist_by"),
    "to_confirm": Step("Referee's address to confirm", "office", "references_close_at"),
    "to_refer": Step("Waiting for a reference", "referee", "references_close_at"),
    "to_name": Step("Another referee to be named", "applicant", "references_close_at"),
    "to_assign": Step("Assessors to assign", "office", "shortlist_by"),
    "to_score": Step("To be scored", "assessor", "shortlist_by"),
    "to_moderate": Step("Scores to agree", "office", "shortlist_by"),
    "to_shortlist": Step("To shortlist or not", "office", "shortlist_by"),
    "to_invite": Step("To invite to an interview", "office", "interviews_to"),
    "to_book": Step("Time of interview to be chosen", "applicant", "interviews_to"),
    "to_rearrange": Step("Missed interview to rearrange", "office", "interviews_to"),
    "to_hold": Step("Interview is booked", "nobody"),
    "to_record": Step("Interview to record as held", "office", "interviews_to"),
    "to_mark": Step("Marks of the interview", "panel", "decisions_by"),
    "to_decide": Step("Decision to prepare", "office", "decisions_by"),
    "to_check": Step("Decision to be seen by a second person", "office", "decisions_by"),
    "held_back": Step("Decision held back", "office", "decisions_by"),
    "to_release": Step("Decision to release", "office", "decisions_by"),
    "timed": Step("Decision is released at the set time", "nobody"),
    "decided": Step("Decided", "nobody"),
    "withdrawn": Step("Withdrawn", "nobody"),
}


class Standing(NamedTuple):
    """One application: where it stands, and since when, as the database writes a moment: in order as text.

    To read two thousand moments would take longer than to ask for them; only those that a page shows are read.
    """

    pk: int
    step: str
    written: str
    is_wanted: bool = True

    @property
    def since(self) -> datetime:
        moment = datetime.fromisoformat(self.written)
        return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)


class Rule(NamedTuple):
    """The first rule that holds says at which step an application stands, and what tells since when.

    Where a rule leads to further rules, these stand in place of the moment.
    """

    step: str
    holds: Q
    since: Any


ALWAYS = Q(pk__isnull=False)
SEEN = Q(decision__state=DecisionState.CHECKED)
INTERVIEWED = Q(state=A.INTERVIEWED, interview__isnull=False, interview__agreed__isnull=True)


def rules(round_: Round, at: datetime) -> list[Rule]:
    """In the order of an application's life."""
    more_time = Extension.objects.filter(round=round_, person=OuterRef("person"), until__gt=at)
    in_time = ALWAYS if at < round_.taken_until else Q(Exists(more_time))
    moved = F("state_since")
    return [
        Rule("to_send_in", Q(state=A.DRAFT) & in_time, F("started_at")),
        Rule("not_sent_in", Q(state=A.DRAFT), F("started_at")),
        Rule("withdrawn", Q(state=A.WITHDRAWN), moved),
        Rule("decided", Q(state=A.DECIDED), moved),
        Rule("", Q(state=A.SUBMITTED), reading(moved)),
        Rule("", Q(state=A.SHORTLISTED), interviewing(at, moved)),
        Rule("to_mark", INTERVIEWED, F("interview__state_since")),
        Rule("to_decide", OVERTAKEN, moved),
        Rule("to_check", Q(decision__state=DecisionState.PREPARED), F("decision__state_since")),
        Rule("held_back", Q(decision__held_back__gt=""), F("decision__state_since")),
        Rule("timed", SEEN & Q(round__release_at__isnull=False), F("decision__state_since")),
        Rule("to_release", SEEN, F("decision__state_since")),
        Rule("to_decide", ALWAYS, moved),
    ]


def reading(moved: F) -> list[Rule]:
    """From the references to the shortlist."""
    referred = Reference.objects.filter(application=OuterRef("pk")).order_by("pk")
    first = referred.filter(state__in=UNGIVEN).values("state")[:1]
    asked, given = referred.unanswered(), referred.filter(state=R.GIVEN)
    readings = Assessment.objects.standing().filter(application=OuterRef("pk"))
    unread = readings.exclude(state=S.LOCKED)
    return [
        Rule("to_settle", Q(school__isnull=True), moved),
        Rule("to_confirm", Q(Exact(Subquery(first), R.WAITING)), since(referred, "-state_since", moved)),
        Rule("to_refer", Q(Exists(asked)), since(asked, "asked_at", moved)),
        Rule("to_name", ~Q(Exists(given)), since(referred, "-state_since", moved)),
        # There is one fewer than are needed, or less.
        Rule("to_assign", ~Q(Exists(readings.order_by("pk")[ASSESSORS - 1 :])), since(given, "-given_at", moved)),
        Rule("to_score", Q(Exists(unread)), since(unread, "state_since", moved)),
        Rule("to_moderate", Q(moderation__isnull=True), since(readings, "-state_since", moved)),
        Rule("to_shortlist", ALWAYS, F("moderation__at")),
    ]


def since(rows: QuerySet, order: str, otherwise: F) -> Any:
    """The first moment of these rows in an order, or another where they have none."""
    return Coalesce(Subquery(rows.order_by(order).values(order.removeprefix("-"))[:1]), otherwise)


def interviewing(at: datetime, moved: F) -> list[Rule]:
    """From the shortlist to the interview."""
    passed = Q(interview__slot__starts_at__lte=at)
    since = F("interview__state_since")
    return [
        Rule("to_invite", Q(interview__isnull=True), moved),
        Rule("to_book", Q(interview__state=I.OFFERED), since),
        Rule("to_rearrange", Q(interview__state=I.MISSED), since),
        Rule("to_record", passed, F("interview__slot__starts_at")),
        Rule("to_hold", ALWAYS, since),
    ]


def standings(rows: QuerySet[Application], round_: Round, at: datetime, wanted: Q = ALWAYS) -> list[Standing]:
    """Each of these applications of a round with its step and whether it is wanted; in their order. One query."""
    is_wanted = Case(Where(wanted, then=True), default=False)
    said = rows.annotate(said=first_of(rules(round_, at)), is_wanted=is_wanted)
    return [
        Standing(pk, step, since, wanted)
        for pk, text, wanted in said.values_list("pk", "said", "is_wanted")
        for step, _, since in (text.partition(" "),)
    ]


def first_of(known: Sequence[Rule]) -> Case:
    """The step of the first rule that holds and, after a space, since when: asked in one go."""
    return Case(*(Where(rule.holds, then=written(rule)) for rule in known), output_field=CharField())


def written(rule: Rule) -> Any:
    if isinstance(rule.since, list):
        return first_of(rule.since)
    return Joined(Value(f"{rule.step} "), rule.since, output_field=CharField())


class Joined(Func):
    """A word and a moment as one text. `Concat` would say the same in so many expressions that it took longer to write
    the question down than to ask it."""

    template, arg_joiner = "(%(expressions)s)", " || "


def due(step: str, round_: Round) -> datetime | None:
    """Until when a step is to be done: a moment of the round, or the end of one of its days."""
    name = STEPS[step].due
    value = getattr(round_, name) if name else None
    if value is None or isinstance(value, datetime):
        return value
    return timezone.make_aware(datetime.combine(value, time(23, 59, 59)))
