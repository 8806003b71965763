"""Reads across the records of selection, each a fixed number of queries whatever the size of the round."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from drystone.alliances.models import Alliance
from drystone.documents.models import Paper
from drystone.history.events import kind_of
from drystone.mail.models import Message
from drystone.people.models import Link, Person
from drystone.people.roles import Role
from drystone.register.designations import CERTIFICATE

from . import emails
from .decisions import DECIDABLE
from .models import (
    ASSESSORS,
    Application,
    ApplicationArea,
    ApplicationState,
    Assessment,
    AssessmentState,
    Decision,
    PanelMember,
    Reference,
    ReferenceState,
    Round,
)

READ_BY = Prefetch("assessments", Assessment.objects.select_related("assessor"))


def with_all(rows: QuerySet[Application], assessments: Prefetch = READ_BY) -> QuerySet[Application]:
    """With everything that a sentence about each needs; five queries however many applications."""
    return rows.select_related(
        "round",
        "person",
        "school",
        "alliance",
        "moderation",
        "interview__slot",
        "decision__prepared_by",
        "decision__appeal",
    ).prefetch_related(
        Prefetch("references", Reference.objects.exclude(state=ReferenceState.REPLACED).select_related("referee")),
        assessments,
        Prefetch("interview__panel", PanelMember.objects.select_related("person")),
        Prefetch("areas", ApplicationArea.objects.select_related("area")),
    )


def with_scores(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With all, and what every assessor scored, for a page that lays the scores side by side."""
    scored = Assessment.objects.select_related("assessor", "sheet__version").prefetch_related("sheet__answers")
    return with_all(rows, Prefetch("assessments", scored))


@dataclass(frozen=True)
class Stage:
    """One step of the funnel: how many are there now."""

    name: str
    state: str
    number: int


FUNNEL = (
    ("Drafts", ApplicationState.DRAFT),
    ("Sent in", ApplicationState.SUBMITTED),
    ("Shortlisted", ApplicationState.SHORTLISTED),
    ("Not shortlisted", ApplicationState.NOT_SHORTLISTED),
    ("Ineligible", ApplicationState.INELIGIBLE),
    ("Interviewed", ApplicationState.INTERVIEWED),
    ("Decided", ApplicationState.DECIDED),
    ("Withdrawn", ApplicationState.WITHDRAWN),
)


def funnel(round_: Round) -> list[Stage]:
    """How many applications of a round stand where. One query."""
    counted = dict(round_.applications.order_by().values_list("state").annotate(Count("pk")))
    return [Stage(name, state, counted.get(state, 0)) for name, state in FUNNEL]


def to_release(round_: Round) -> dict[str, int]:
    """Decisions of a round by state; what can be released is what a second person has seen."""
    rows = Application.objects.filter(round=round_, decision__isnull=False).order_by()
    return dict(rows.values_list("decision__state").annotate(Count("pk")))


FILTERS: dict[str, tuple[str, Q]] = {
    "all": ("All", ~Q(state=ApplicationState.WITHDRAWN)),
    "no_reference": (
        "Without a reference",
        Q(state=ApplicationState.SUBMITTED) & ~Q(references__state=ReferenceState.GIVEN),
    ),
    "address": ("Referee's address to confirm", Q(references__state=ReferenceState.WAITING)),
    "to_assign": ("To assign", Q(state=ApplicationState.SUBMITTED, readers__lt=ASSESSORS)),
    "to_moderate": (
        "To moderate",
        Q(state=ApplicationState.SUBMITTED, assessments__state=AssessmentState.LOCKED, moderation__isnull=True),
    ),
    "shortlisted": ("Shortlisted", Q(state=ApplicationState.SHORTLISTED)),
    "to_decide": (
        "To decide",
        Q(state__in=DECIDABLE, decision__isnull=True),
    ),
    "to_check": ("Decisions to be seen", Q(decision__state="prepared")),
    "decided": ("Decided", Q(state=ApplicationState.DECIDED)),
    "withdrawn": ("Withdrawn", Q(state=ApplicationState.WITHDRAWN)),
}


def filtered(round_: Round, word: str) -> QuerySet[Application]:
    """Applications of a round, narrowed by a filter of the list; drafts are the applicants' own business."""
    rows = Application.objects.filter(round=round_).exclude(state=ApplicationState.DRAFT)
    matching = rows.with_readers().filter(FILTERS.get(word, FILTERS["all"])[1]).order_by().values("pk")
    return rows.filter(pk__in=matching)


def panel_of(alliance: Alliance) -> QuerySet[Person]:
    """Everybody with an open post as panel member of an alliance, with how many applications she still reads."""
    reading = Q(assessments__alliance=alliance, assessments__state__in=("assigned", "scored"))
    open_post = Q(posts__alliance=alliance, posts__role=Role.PANEL, posts__ends__isnull=True)
    people = Person.objects.filter(pk__in=Person.objects.filter(open_post).values("pk"), is_active=True)
    return people.annotate(reading=Count("assessments", filter=reading, distinct=True)).order_by("reading", "name")


@dataclass(frozen=True)
class Progress:
    """How far one reference is, for the applicant: never what it says."""

    reference: Reference
    state: str
    tone: str

    @property
    def is_open(self) -> bool:
        return self.reference.state in (ReferenceState.ASKED, ReferenceState.STARTED)


SAID = {
    ReferenceState.WAITING: ("We confirm the address first", "wait"),
    ReferenceState.ASKED: ("Asked", "wait"),
    ReferenceState.STARTED: ("Started", "now"),
    ReferenceState.GIVEN: ("Given", "good"),
    ReferenceState.DECLINED: ("Declined", "stop"),
    ReferenceState.WRONG_PERSON: ("Not the right person", "stop"),
}


def progress(references: Iterable[Reference]) -> list[Progress]:
    """A line per reference: asked, opened, started, given, declined, bounced. Two queries for all."""
    rows = [row for row in references if row.state != ReferenceState.REPLACED]
    numbers = [row.pk for row in rows if row.state == ReferenceState.ASKED]
    mail = Message.objects.filter(
        about_type=kind_of(Reference()), about_id__in=numbers, kind__startswith="selection.reference_"
    )
    bounced = set(mail.undelivered().values_list("about_id", flat=True))
    begun = Link.objects.filter(
        record_type=kind_of(Reference()), record_id__in=numbers, purpose=emails.PURPOSE, begun_at__isnull=False
    )
    opened = set(begun.values_list("record_id", flat=True))
    return [Progress(row, *standing(row, row.pk in bounced, row.pk in opened)) for row in rows]


def standing(reference: Reference, bounced: bool, opened: bool) -> tuple[str, str]:
    if reference.state == ReferenceState.ASKED and bounced:
        return "The e-mail came back", "stop"
    if reference.state == ReferenceState.ASKED and opened:
        return "Opened", "now"
    return SAID[ReferenceState(reference.state)]


def letters(application: Application) -> QuerySet[Paper]:
    """The papers of an application: its decision letter."""
    return Paper.objects.of(application)


def papers_for_applicant(decision: Decision) -> QuerySet[Paper]:
    """Her letter, and her certificate once there is one."""
    hers = Q(about_type=kind_of(decision.application), about_id=decision.application_id)
    if decision.designation:
        hers |= Q(about_type=kind_of(decision.designation), about_id=decision.designation.pk, kind=CERTIFICATE)
    return Paper.objects.filter(hers, alliance_id=decision.alliance_id)
