"""Reads across the records of selection, each a fixed number of queries whatever the size of the round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, prefetch_related_objects

from drystone.alliances.models import Alliance
from drystone.documents.models import Paper
from drystone.history.events import kind_of
from drystone.mail.models import Message
from drystone.people import links
from drystone.people.models import Link, Person
from drystone.people.roles import Role
from drystone.register.certificates import CERTIFICATE
from drystone.register.models import Area

from . import emails
from .models import (
    Application,
    ApplicationArea,
    ApplicationState,
    Assessment,
    Decision,
    Extension,
    PanelMember,
    Reference,
    ReferenceState,
    Round,
)

READ = ("person", "school", "moderation", "interview__slot", "decision__prepared_by", "decision__appeal")
READ_BY = Prefetch("assessments", Assessment.objects.select_related("assessor"))
ASKED_FOR = Reference.objects.exclude(state=ReferenceState.REPLACED).select_related("referee")
SEATED = PanelMember.objects.select_related("person")


def with_all(
    rows: QuerySet[Application],
    assessments: Prefetch = READ_BY,
    references: QuerySet[Reference] = ASKED_FOR,
    panel: QuerySet[PanelMember] = SEATED,
) -> QuerySet[Application]:
    """With everything that a sentence about each needs; five queries however many applications."""
    more_time = Extension.objects.filter(round=OuterRef("round"), person=OuterRef("person"))
    return (
        rows.annotate(more_time_until=Subquery(more_time.values("until")[:1]))
        .select_related("round", "alliance", *READ)
        .prefetch_related(
            Prefetch("references", references),
            assessments,
            Prefetch("interview__panel", panel),
            Prefetch("areas", ApplicationArea.objects.select_related("area")),
        )
    )


def within(round_: Round, rows: QuerySet[Application]) -> list[Application]:
    """Applications of one round, with all; the round and its alliance are read once and not with each."""
    found = list(rows.select_related(None).select_related(*READ))
    for row in found:
        row.round, row.alliance = round_, round_.alliance
    return found


def with_scores(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With all, and what every assessor scored, for a page that lays the scores side by side."""
    scored = Assessment.objects.select_related("assessor", "sheet__version").prefetch_related("sheet__answers")
    return with_all(rows, Prefetch("assessments", scored))


FUNNEL = (
    ("Drafts", ApplicationState.DRAFT),
    ("Sent in", ApplicationState.SUBMITTED),
    ("Shortlisted", ApplicationState.SHORTLISTED),
    ("Not shortlisted", ApplicationState.NOT_SHORTLISTED),
    ("Ineligible", ApplicationState.INELIGIBLE),
    ("Interviewed", ApplicationState.INTERVIEWED),
    ("Read, no interview", ApplicationState.READ),
    ("Decided", ApplicationState.DECIDED),
    ("Withdrawn", ApplicationState.WITHDRAWN),
)

FREE = "free time"


def whole(application: Application) -> Application:
    """Once more, with all that anybody wrote for it or about it, whoever may read that; six queries."""
    read = Prefetch("assessments", Assessment.objects.select_related("assessor", "sheet__version"))
    references, panel = ASKED_FOR.select_related("sheet__version"), SEATED.select_related("sheet__version")
    rows = Application.objects.select_related("sheet__version", "moderation__by", "decision__checked_by")
    found = with_all(rows, read, references, panel).get(pk=application.pk)
    written: list[Any] = [found, *found.references.all(), *found.assessments.all()]
    members = found.interview.panel.all() if hasattr(found, "interview") else ()
    prefetch_related_objects([row.sheet for row in (*written, *members)], "answers")
    return found


@dataclass(frozen=True)
class Stage:
    """One step of the funnel: how many are there now."""

    name: str
    state: str
    number: int


@dataclass(frozen=True)
class Funnel:
    """How many applications of a round stand where, how many decisions wait to be released, which times are free."""

    stages: list[Stage]
    to_release: int
    free_times: int

    def number(self, state: str) -> int:
        """How many applications are in a state."""
        return sum(stage.number for stage in self.stages if stage.state == state)


def funnel(round_: Round, *, at: datetime) -> Funnel:
    """What is to be released is what a second person has seen and nobody holds back. One query."""
    ready = Count("pk", filter=Q(decision__in=Decision.objects.ready()))
    stood = round_.applications.order_by().values_list("state").annotate(number=Count("pk"), ready=ready)
    times = round_.slots.free(at).order_by().annotate(state=Value(FREE)).values_list("state")
    counted = list(stood.union(times.annotate(number=Count("pk"), ready=Value(0)), all=True))
    numbers = {state: number for state, number, _ in counted}
    spared = (ApplicationState.READ,) if not round_.is_of_renewals else ()
    stages = [Stage(name, state, numbers.get(state, 0)) for name, state in FUNNEL if state not in spared]
    return Funnel(stages, sum(number for _, _, number in counted), numbers.get(FREE, 0))


@dataclass(frozen=True)
class Taking:
    """What the applications of a round are for, and who reads them: numbers and names, by name."""

    areas: list[tuple[int, str]]
    assessors: list[tuple[int, str]]


def taking_part(round_: Round) -> Taking:
    """The areas that somebody applied for in a round, and its assessors. One query for both."""
    asked = ApplicationArea.objects.filter(application__round=round_)
    reading = Assessment.objects.standing().filter(application__round=round_)
    areas = Area.objects.filter(pk__in=asked.values("area")).annotate(what=Value("area"))
    people = Person.objects.filter(pk__in=reading.values("assessor")).annotate(what=Value("assessor"))
    columns = ("what", "name", "pk")
    both = areas.order_by().values_list(*columns).union(people.order_by().values_list(*columns)).order_by("name", "pk")
    found: dict[str, list[tuple[int, str]]] = {"area": [], "assessor": []}
    for what, name, pk in both:
        found[what].append((pk, name))
    return Taking(found["area"], found["assessor"])


def areas_of(round_: Round) -> list[tuple[int, str]]:
    """The areas that somebody applied for in a round: number and name, by name."""
    asked = ApplicationArea.objects.filter(application__round=round_)
    return list(Area.objects.filter(pk__in=asked.values("area")).order_by("name").values_list("pk", "name"))


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

    @property
    def is_readable(self) -> bool:
        """Hers to read: given openly, and all is over."""
        return self.reference.is_open_to_applicant


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
    sent = Link.objects.filter(record_type=kind_of(Reference()), record_id__in=numbers, purpose=emails.PURPOSE)
    known = {(link.record_id, link.person_id): link for link in sent.order_by("id")}
    link_now = {row.pk: known.get((row.pk, row.referee_id)) for row in rows}
    return [Progress(row, *standing(row, row.pk in bounced, link_now[row.pk])) for row in rows]


def standing(reference: Reference, bounced: bool, link: Link | None) -> tuple[str, str]:
    if reference.state == ReferenceState.ASKED and bounced:
        return "The e-mail came back", "stop"
    if reference.state == ReferenceState.ASKED and link and link.revoked_because == links.NOT_HER:
        return SAID[ReferenceState.WRONG_PERSON]
    if reference.state == ReferenceState.ASKED and link and link.begun_at:
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
