"""Where each objective stood over time: as the leader saw it after each visit, and as the school said afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from drystone.people.models import Person
from drystone.questions import reader
from drystone.questions.models import Answer, AnswerSheet, FormVersion

from .access import office
from .models import Deployment, EvaluationState, Objective, Review, ReviewState, VisitEvaluation

RATED = ("progress", "objectives")  # the questions that rate each objective
SUMMARY = (Review.Kind.DEPLOYMENT, Review.Kind.FOLLOW_UP)  # of these the leader reads the ratings


@dataclass(frozen=True)
class Stand:
    """Where one objective stood: in the words of the form, and from 0, the lowest of its points, to 1."""

    said: str
    height: float


@dataclass(frozen=True)
class Moment:
    """One form that rated objectives, on the day that it tells of."""

    on: date
    title: str
    by_school: bool
    stands: Mapping[int, Stand]


@dataclass(frozen=True)
class Impact:
    """The objectives that were rated, and the moments in their order."""

    aims: tuple[Objective, ...]
    moments: tuple[Moment, ...]

    def of(self, aim: Objective) -> list[tuple[Moment, Stand]]:
        """The moments at which this objective was rated."""
        return [(moment, moment.stands[aim.pk]) for moment in self.moments if aim.pk in moment.stands]


def read(deployment: Deployment, person: Person, *, on: date) -> Impact:
    """As far as this person may read the forms in which it stands; five queries, however many visits there were."""
    found = [*visits(deployment, person, on), *reviews(deployment, person, on)]
    audience = reader.OFFICE if office(person, deployment) else reader.READER
    ratings = read_ratings([sheet for _, _, _, sheet in found], audience)
    aims = {aim.pk: aim for aim in deployment.objectives.all()}
    moments = [
        Moment(day, title, by_school, {pk: stand for pk, stand in ratings[sheet.pk].items() if pk in aims})
        for day, title, by_school, sheet in found
        if ratings.get(sheet.pk)
    ]
    moments.sort(key=lambda moment: (moment.on, moment.by_school))
    rated = {pk for moment in moments for pk in moment.stands}
    return Impact(tuple(aim for pk, aim in aims.items() if pk in rated), tuple(moments))


Found = tuple[date, str, bool, AnswerSheet]


def visits(deployment: Deployment, person: Person, on: date) -> Iterator[Found]:
    rows = VisitEvaluation.objects.visible_to(person, on=on).filter(visit__deployment=deployment)
    for each in rows.filter(state=EvaluationState.GIVEN).select_related("visit", "sheet").order_by("visit__starts_at"):
        yield localdate(each.visit.starts_at), "Visit", False, each.sheet


def reviews(deployment: Deployment, person: Person, on: date) -> Iterator[Found]:
    """What she may read whole; of the leader's own work also what its summary says."""
    whole = Q(pk__in=Review.objects.visible_to(person, on=on).order_by().values("pk"))
    summed = Q(kind__in=SUMMARY, deployment__leader=person)
    rows = deployment.reviews.filter(whole | summed, state=ReviewState.GIVEN).exclude(kind=Review.Kind.REFLECTION)
    for each in rows.select_related("sheet").order_by("given_at"):
        yield localdate(given(each)), each.title, each.kind in Review.OF_SCHOOL, each.sheet


def given(review: Review) -> datetime:
    assert review.given_at  # noqa: S101 a constraint of the database holds it
    return review.given_at


def read_ratings(sheets: list[AnswerSheet], audience: str) -> dict[int, dict[int, Stand]]:
    """By sheet and objective, of questions that are not kept from these readers. Two queries."""
    versions = {version.pk: version.form for version in FormVersion.objects.filter(sheets__in=sheets).distinct()}
    of_sheet = {sheet.pk: sheet for sheet in sheets}
    found: dict[int, dict[int, Stand]] = {}
    for answer in Answer.objects.filter(sheet__in=sheets, key__in=RATED):
        form = versions[of_sheet[answer.sheet_id].version_id]
        question = form.by_key.get(answer.key)
        if question and reader.may_read(question, audience) and isinstance(answer.value, dict):
            found.setdefault(answer.sheet_id, {}).update(stands(question.points, answer.value))
    return found


def stands(points: Any, value: dict[str, Any]) -> Iterator[tuple[int, Stand]]:
    """Each row that is an objective; the first point of a form is its highest."""
    order, words = [key for key, _ in points], dict(points)
    for row, kept in value.items():
        key = kept.get("point") if isinstance(kept, dict) else None
        if key in words and row.isdigit():
            yield int(row), Stand(words[key], 1 - order.index(key) / max(1, len(order) - 1))
