"""The two documents of a visit for paper: made for whoever may read one, and kept nowhere."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from drystone import saying
from drystone.documents import papers
from drystone.questions import reader
from drystone.questions.models import AnswerSheet

from .models import EvaluationLine, RecordLine, Visit, VisitEvaluation, VisitRecord

TABLED = ("actions",)  # stand in a table of their own


def record(about: VisitRecord, *, at: datetime) -> bytes:
    """The visit record with its agreed actions, and what was added to it afterwards."""
    agreed = [{"what": action.what, "who": action.who, "by": action.by_when} for action in about.agreed_actions.all()]
    lines = about.lines.select_related("by")
    words = content(about.visit, about.sheet, lines, but=TABLED if agreed else ()) | {"actions": agreed}
    if names := list(about.files.exclude(kept_at=None).values_list("name", flat=True)):
        words["facts"].append(("Files with it", ", ".join(names)))
    words["facts"].append(("State", about.get_state_display()))
    return papers.make("record", words, title="Visit record", at=at)


def evaluation(about: VisitEvaluation, *, at: datetime) -> bytes:
    """The visit evaluation, and what was added to it afterwards."""
    lines = about.lines.select_related("by")
    return papers.make("record", content(about.visit, about.sheet, lines), title="Visit evaluation", at=at)


def content(
    visit: Visit, sheet: AnswerSheet, lines: Iterable[RecordLine | EvaluationLine], but: tuple[str, ...] = ()
) -> dict[str, Any]:
    deployment = visit.deployment
    answered = [
        {"title": line.wording, "text": line.text.split("\n")}
        for part in reader.read(sheet)
        for line in part.lines
        if line.answered and line.key not in but
    ]
    hours = f"{saying.clock(visit.starts_at)} to {saying.clock(visit.ends_at)}"
    return {
        "alliance": deployment.alliance.letterhead,
        "facts": [
            ("System Leader", deployment.leader.name),
            ("School", deployment.receiving_school.name),
            ("Visit", f"{saying.day(visit.starts_at)}, {hours}"),
            ("Length", saying.days(visit.half_days)),
        ],
        "sections": answered,
        "addenda": [
            {"at": line.at, "name": f"{line.by.name} ({line})", "text": line.text.split("\n")} for line in lines
        ],
    }
