"""Visit records of one term, sent and evaluated, in bulk; and what it costs to draw from them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance, Term
from drystone.deployment import sampling
from drystone.deployment.models import Deployment, Visit, VisitEvaluation, VisitRecord
from drystone.people.models import Person
from drystone.questions.models import Answer, AnswerSheet

from .building import batches, save
from .measuring import page, undone
from .work import sheets_of

Scene = tuple[str, Callable[[], Any]]
RECORDS = 20_000
POINTS = ("green", "amber", "green", "green", "red")
ODD = timedelta(seconds=30)  # no other visit of the data set begins then


def fill(alliance: Alliance, number: int, at: datetime) -> None:
    """So many visits of the last weeks, one a minute, each with both documents given on the same day."""
    worked = Deployment.objects.filter(alliance=alliance, state__in=("under_way", "closed", "evaluation_due"))
    turns = cycle(worked.order_by("pk").values_list("pk", flat=True))
    for minutes in batches(range(number)):
        rows = (held(alliance.pk, next(turns), at - timedelta(hours=5, minutes=n) - ODD) for n in minutes)
        write_up(save(Visit, rows), at)


def held(alliance: int, deployment: int, starts: datetime) -> Visit:
    return Visit(
        alliance_id=alliance, deployment_id=deployment, state="held", starts_at=starts,
        ends_at=starts + timedelta(hours=3), half_days=1, state_since=starts,
    )  # fmt: skip


def write_up(visits: list[Visit], at: datetime) -> None:
    whose = [visit.alliance_id for visit in visits]
    for kind, form, state, moment in (
        (VisitRecord, "visit_record", "confirmed", "sent_at"),
        (VisitEvaluation, "visit_evaluation", "given", "given_at"),
    ):
        sheets = save(AnswerSheet, sheets_of(form, whose, at, sealed=False))
        if kind is VisitEvaluation:
            said = zip(sheets, cycle(POINTS), strict=False)
            save(Answer, (Answer(sheet=s, key="progress", value={"1": {"point": p}}, saved_at=at) for s, p in said))
        AnswerSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(sealed_at=at, digest="0" * 64)
        save(kind, (
            kind(
                alliance_id=visit.alliance_id, visit=visit, sheet=sheet, state=state, state_since=at,
                **{moment: visit.ends_at},
            )
            for visit, sheet in zip(visits, sheets, strict=True)
        ))  # fmt: skip


def scenes(office: Client, manager: Person, alliance: Alliance, at: datetime) -> Iterator[Scene]:
    """In the term that is running: the page on which it is pressed, and the press."""
    term = Term.objects.filter(alliance=alliance, starts__lte=at.date()).order_by("starts").last()
    if term is None:
        return

    def drawn() -> None:
        sampling.draw(term, per_cent=10, each_leader=True, after=0, by=manager, at=at)

    yield "sampling: what a press would draw", page(office, reverse("office-draw-new", args=[term.pk]))
    yield "sampling: a draw from the records of a term", undone(drawn)
    yield "sampling: office-quality", page(office, reverse("office-quality"))
