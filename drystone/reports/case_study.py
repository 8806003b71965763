"""A case study of a deployment on a page: put together anew each time from what was allowed to be told, no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from drystone import saying
from drystone.deployment import wording
from drystone.deployment.models import Deployment, Evidence, MayRead, Objective, Review, ReviewState, VisitState
from drystone.documents import papers, word_files
from drystone.questions import reader, sheets

from . import said
from .said import NAMED, UNNAMED, Said

MOST = 3  # pieces of evidence: more do not fit on a page
MAY_BE_USED = ("anonymous", "named")  # what a leader says to “May we make a case study of it?” beside no
REFLECTED = (("asked_and_done", "What we did"), ("impact", "What changed, as the leader saw it"))


class NotAllowed(Exception):
    """Nothing may be told of this work, or not by name; the sentence says why, and what would have to come first."""


@dataclass(frozen=True)
class CaseStudy:
    """What may be told. Without names neither school nor leader stand in it, but where a text names them."""

    title: str
    facts: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    chapters: tuple[tuple[str, tuple[str, ...]], ...]

    def words(self, deployment: Deployment) -> dict[str, Any]:
        """As a dossier, for paper and for Word."""
        parts: list[dict[str, Any]] = []
        if self.outcomes:
            rows = [list(row) for row in self.outcomes]
            parts.append({"title": OUTCOMES, "table": {"columns": list(COLUMNS), "rows": rows}})
        parts += [{"title": title, "text": list(texts)} for title, texts in self.chapters]
        return {"alliance": deployment.alliance.letterhead, "facts": list(self.facts), "parts": parts}


OUTCOMES, COLUMNS = "What was to change, and how far it did", ("Aim", "The school says")


def assemble(deployment: Deployment, *, named: bool) -> CaseStudy:
    """From the school's evaluation and its follow-ups, the leader's reflection where she allowed that, the evidence.

    Raises NotAllowed where the school said no, or not by name.
    """
    spoken = said.read(given(deployment))
    evaluation = next((each for each in spoken if each.sheet.kind == said.EVALUATION), None)
    check(deployment, evaluation, named)
    assert evaluation  # noqa: S101 it was checked above
    reflection = reflected(deployment)
    chapters = [
        *((title, (reflection[key],)) for key, title in REFLECTED if reflection.get(key)),
        ("In the school’s words", tuple(quoted(spoken, deployment, named))),
        ("What shows it", tuple(shown(deployment, named))),
    ]
    area = deployment.request.area or "Support"
    return CaseStudy(
        title=f"{area}: {whose(deployment, named)}",
        facts=tuple(facts(deployment, named, reflection)),
        outcomes=tuple(outcomes(deployment, evaluation)),
        chapters=tuple((title, texts) for title, texts in chapters if texts),
    )


def given(deployment: Deployment) -> list[said.Sheet]:
    rows = deployment.reviews.filter(kind__in=(said.EVALUATION, said.FOLLOW_UP), state=ReviewState.GIVEN)
    columns: Any = rows.order_by("given_at").values_list("kind", "sheet", "deployment", "given_at")
    return [said.Sheet(*row) for row in columns]


def check(deployment: Deployment, evaluation: Said | None, named: bool) -> None:
    school = deployment.receiving_school
    if evaluation is None:
        raise NotAllowed(f"{school} has not given its evaluation yet. In it the school says what may be told.")
    allowed = evaluation.values.get("quotable")
    if allowed not in (NAMED, UNNAMED):
        raise NotAllowed(f"{school} said in its evaluation that it may not be quoted.")
    if named and allowed != NAMED:
        raise NotAllowed(f"{school} may be quoted without its name only.")


def reflected(deployment: Deployment) -> dict[str, Any]:
    """The leader's reflection, if she lets it be used."""
    kind = Review.Kind.REFLECTION
    review = deployment.reviews.filter(kind=kind, state=ReviewState.GIVEN).select_related("sheet").first()
    values = sheets.values(review.sheet) if review else {}
    return values if values.get("case_study") in MAY_BE_USED else {}


def whose(deployment: Deployment, named: bool) -> str:
    """The school; without its name what kind of school it is."""
    school = deployment.receiving_school
    if named:
        return school.name
    phase = school.phase.lower() if school.phase_code not in ("", "0") else ""
    kind = f"{phase} school".strip()
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def facts(deployment: Deployment, named: bool, reflection: dict[str, Any]) -> Iterator[tuple[str, str]]:
    held = deployment.visits.filter(state=VisitState.HELD).order_by("starts_at")
    days = [(localdate(visit.starts_at), visit.half_days) for visit in held]
    agreement = wording.in_force(deployment)
    yield "School", whose(deployment, named)
    named_too = named and reflection.get("case_study") == "named"
    leader = f"{deployment.leader}, {deployment.home_school}" if named_too else "a leader of another school"
    yield deployment.alliance.word("system_leader"), leader
    if days:
        half_days = sum(each for _, each in days)
        visits = f"{len(days)} visit{'' if len(days) == 1 else 's'}"
        yield "Support", f"{saying.days(half_days)} in {visits}, {span(days[0][0], days[-1][0])}"
    if agreement and agreement.kinds:
        yield "In what way", saying.listed([wording.KINDS.get(kind, kind) for kind in agreement.kinds])


def span(first: date, last: date) -> str:
    """Months, so that no day gives the school away."""
    begun, ended = saying.month(first), saying.month(last)
    return begun if begun == ended else f"{begun} to {ended}"


def outcomes(deployment: Deployment, evaluation: Said) -> Iterator[tuple[str, str]]:
    question = evaluation.form.question("objectives")
    if not reader.may_read(question, reader.READER):
        return
    rated, points = evaluation.values.get("objectives") or {}, dict(question.points)
    for aim in Objective.objects.filter(deployment=deployment).order_by("pk"):
        point = (rated.get(str(aim.pk)) or {}).get("point")
        if point in points:
            yield aim.text, points[point]


def quoted(spoken: list[Said], deployment: Deployment, named: bool) -> Iterator[str]:
    """What may be quoted, with the school's name where it is told and this very sentence may carry it."""
    for each in spoken:
        text, may = each.text(said.QUOTED.get(each.sheet.kind, "")), each.values.get("quotable")
        if text and may in (NAMED, UNNAMED) and not (named and may == UNNAMED):
            when = "" if each.sheet.kind == said.EVALUATION else ", later"
            by = deployment.receiving_school.name if named else "the school"
            yield f"“{text}” – {by}{when}"


def shown(deployment: Deployment, named: bool) -> Iterator[str]:
    """Evidence that anybody may read; a link would give the school's name away, and stands only beside it."""
    lowest = MayRead.WITH_NAME if named else MayRead.WITHOUT_NAMES
    for each in Evidence.objects.filter(deployment=deployment, may_read__gte=lowest)[:MOST]:
        title = f"{each.title}: " if named else ""
        link = f" ({each.url})" if named and each.url else ""
        yield f"{each.get_kind_display()}. {title}{each.says}{figures(each)}{link}"


def figures(piece: Evidence) -> str:
    if piece.pupils is None:
        return ""
    return f" Before: {piece.before_percent} %; after: {piece.after_percent} %, of {piece.pupils} pupils."


def pdf(deployment: Deployment, study: CaseStudy, *, at: datetime) -> bytes:
    """The page as a PDF, made anew each time."""
    return papers.make("dossier", study.words(deployment), title=study.title, at=at)


def word_file(deployment: Deployment, study: CaseStudy) -> bytes:
    """The same for Word, to go on writing in."""
    return word_files.docx_bytes(study.words(deployment), title=study.title)
