"""Everything held about one person, across all rooms: read from the tables themselves, so that none is forgotten.

A row that names her in any column is hers to see, but for what somebody else wrote about her in confidence; that is
listed as withheld, with the reason (Data Protection Act 2018, Schedule 2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, DateField, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.options import Options

from drystone.deployment.models import MayRead, Review
from drystone.people.models import Person
from drystone.questions import reader, sheets
from drystone.questions.models import AnswerSheet
from drystone.selection.models.reference import OPENED

REFERENCE = "Given in confidence, for an appointment: withheld under Sch 2 para 24. The office can tell you more."
OPINION = "Somebody else's opinion: a person looks at it before it is given out (Sch 2 para 16). Ask for it below."
# A decision is hers from the moment of its release; before that it may still change.
RELEASED = Q(state="released")
# Evidence that is the office's alone is not.
TOLD = Q(may_read__gte=MayRead.PARTIES)
# Rows that are about her without naming her: the way from them to her, why they are withheld, if they are, and which
# of them, if not all.
ABOUT_HER: list[tuple[str, str, str, Q]] = [
    ("selection.Reference", "application__person", "", OPENED),
    ("selection.Reference", "application__person", REFERENCE, ~OPENED),
    ("selection.Assessment", "application__person", OPINION, Q()),
    ("selection.DeclaredConflict", "application__person", OPINION, Q()),
    ("selection.PanelMember", "interview__application__person", OPINION, Q()),
    ("selection.Interview", "application__person", "", Q()),
    ("selection.Decision", "application__person", "", RELEASED),
    ("selection.ApplicationArea", "application__person", "", Q(application__decision__state="released")),
    ("selection.Correction", "decision__application__person", "", RELEASED),
    ("selection.Departure", "designation__person", "", Q()),
    ("selection.Renewal", "designation__person", "", Q()),
    ("selection.RenewalEvidence", "application__person", "", Q()),
    ("register.DesignatedArea", "designation__person", "", Q()),
    ("register.Condition", "designation__person", "", Q()),
    ("register.InductionItem", "designation__person", "", Q()),
    ("register.Pause", "designation__person", "", Q()),
    ("register.WhyAway", "pause__designation__person", "", Q()),
    ("brokering.Enquiry", "designation__person", OPINION, Q()),
    ("brokering.Exclusion", "designation__person", OPINION, Q()),
    ("brokering.Lending", "designation__person", OPINION, Q()),
    ("brokering.PlanLine", "designation__person", OPINION, Q()),
    ("brokering.Pin", "designation__person", OPINION, Q()),
    ("deployment.Evidence", "deployment__leader", "", TOLD),
    ("deployment.Evidence", "deployment__leader", OPINION, ~TOLD),
    ("deployment.Visit", "deployment__leader", "", Q()),
    ("deployment.VisitRecord", "visit__deployment__leader", "", Q()),
    ("deployment.VisitEvaluation", "visit__deployment__leader", "", Q()),
    ("deployment.Review", "deployment__leader", OPINION, Q(kind__in=Review.OF_SCHOOL)),
    ("deployment.Closing", "deployment__leader", OPINION, Q()),
    ("deployment.Why", "deployment__leader", OPINION, Q()),
    ("deployment.Sampled", "record__visit__deployment__leader", OPINION, Q()),
    ("deployment.Reading", "sampled__record__visit__deployment__leader", OPINION, Q()),
    ("deployment.ReaderFeedback", "reading__sampled__record__visit__deployment__leader", "", Q()),
    ("mail.Message", "person_id", "", Q()),
    ("history.Event", "by_id", "", Q()),
]
# Rows that name her and hold somebody else's view of her.
WITHHELD = {"brokering.Conflict": OPINION, "brokering.Borrowing": OPINION}
# Not even that there is one: whoever a concern is about must not learn of it here. A person looks at it before
# anything is given out, as the page says to everybody (Sch 2 para 2 and 16).
UNTOLD = {("deployment.Concern", "about_person")}
# Where she acted, the row is about somebody else: of it she is told that she did, and when.
ACTING = {
    "selection.Assessment": "assessor",
    "selection.PanelMember": "person",
    "history.Event": "by_id",
    "register.InductionItem": "signer",
    "deployment.Reading": "reader",
}
# Keys and secrets: they say nothing about her and would let others in.
SECRET_KINDS = {
    "people.CalendarKey",
    "people.Code",
    "people.LinkKey",
    "account.EmailConfirmation",
    "socialaccount.SocialToken",
}
SECRET_FIELDS = {"password", "data", "token", "digest", "session_key", "message_id", "dedupe", "fence", "lease_until"}

# Sheets about her that somebody else wrote: what is on them for the office alone is not hers, whatever else is.
OTHERS_WROTE = {("selection.Reference", "application__person")}


@dataclass(frozen=True)
class Kept:
    """One kind of row, and the way from it to her; `why` it is withheld, if it is; `which` of its rows."""

    kind: type[Model]
    way: str
    why: str = ""
    which: Q = field(default_factory=Q)

    @property
    def label(self) -> str:
        return name_of(self.kind._meta)

    @property
    def acted(self) -> bool:
        return self.way.endswith("by") or ACTING.get(self.label) == self.way

    @property
    def title(self) -> str:
        noun = str(self.kind._meta.verbose_name_plural)
        role = self.way.rpartition("__")[2].removesuffix("_id").replace("_", " ")
        hers = f"{role} you" if role.endswith("by") else "yours" if role == "person" else f"you as {role}"
        return f"{noun[:1].upper()}{noun[1:]}: {hers}" + (" (about you)" if self.why else "")

    def of(self, person: Person | OuterRef) -> QuerySet:
        whose = person.pk if isinstance(person, Person) else person
        return self.kind._base_manager.filter(self.which, **{self.way: whose}).order_by("pk")

    def told(self, row: Model) -> dict[str, Any]:
        """What she is told of one row."""
        whole = row_of(row, reader.READER if (self.label, self.way) in OTHERS_WROTE else reader.WRITER)
        if not self.acted:
            return whole
        moments = {c.name for c in row._meta.concrete_fields if isinstance(c, DateField)}
        return {name: value for name, value in whole.items() if name in moments | {"id", "verb"}}


@dataclass(frozen=True)
class Section:
    title: str
    number: int
    withheld: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)


def overview(person: Person) -> list[Section]:
    """What there is and how much of it, in one query."""
    kept = list(kinds())
    counts = {f"n{place}": counted(each) for place, each in enumerate(kept)}
    found = Person.objects.filter(pk=person.pk).values(**counts)[0]
    sections = [Section(each.title, found[f"n{place}"], each.why) for place, each in enumerate(kept)]
    return [each for each in sections if each.number]


def counted(kept: Kept) -> Coalesce:
    number = (
        kept.of(OuterRef("pk")).order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def everything(person: Person, *, at: datetime) -> dict[str, Any]:
    """All of it, for her to take away."""
    sections = [Section("You", 1, rows=[row_of(person)])]
    for kept in kinds():
        rows = [] if kept.why else [kept.told(row) for row in kept.of(person)]
        number = kept.of(person).count() if kept.why else len(rows)
        if number:
            sections.append(Section(kept.title, number, kept.why, rows))
    return {
        "made_at": at.isoformat(),
        "sections": [{"title": s.title, "number": s.number, "withheld": s.withheld, "rows": s.rows} for s in sections],
    }


def kinds() -> Iterator[Kept]:
    """Every table with a column that names a person, then those that are about her in another way."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        kind = relation.related_model
        if not isinstance(kind, type) or kind._meta.auto_created:
            continue
        name, way = name_of(kind._meta), relation.field.name  # type: ignore[union-attr]
        if name not in SECRET_KINDS and (name, way) not in UNTOLD:
            yield Kept(kind, way, WITHHELD.get(name, ""))
    for label, way, why, which in ABOUT_HER:
        yield Kept(apps.get_model(label), way, why, which)


def name_of(options: Options) -> str:
    return f"{options.app_label}.{options.object_name}"


def row_of(row: Model, audience: str = reader.WRITER) -> dict[str, Any]:
    """One row in words: its own columns, whom and what it names, and the answers on its sheet, as far as somebody of
    this audience may read them."""
    told: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        if column.name in SECRET_FIELDS:
            continue
        value = getattr(row, column.name)
        if isinstance(value, AnswerSheet):
            told["answers" if column.name == "sheet" else f"{column.name}: answers"] = {
                key: str(answer)
                for key, answer in sheets.values(value).items()
                if reader.may_read(value.form.question(key), audience)
            }
        elif not isinstance(value, bytes | memoryview):
            told[column.name] = value.isoformat() if hasattr(value, "isoformat") else plain(value)
    return told


def plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool | str | list | dict | None) else str(value)
