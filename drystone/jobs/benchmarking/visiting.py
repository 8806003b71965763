"""Visits in bulk, with both documents where they were held and written up; of the first deployment very many."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from drystone.deployment.models import Visit, VisitEvaluation, VisitRecord
from drystone.questions.models import AnswerSheet
from drystone.register.models import Away

from .building import Built, Worked, batches, save
from .learning import answer
from .reviewing import SAID
from .work import sheets_of

MANY = 40  # visits of the first deployment: a year and a half of fortnights

Place = tuple[Worked, int]  # a visit: of which deployment, and which of its visits, the latest first


def visit(built: Built, deployments: list[Worked], number: int) -> None:
    """So many visits, a batch at a time: the rows of a batch are forgotten before the next is made."""
    worked = [each for each in deployments if each.state in ("under_way", "closed", "evaluation_due")]
    for places in batches(shared_out(worked, number)):
        visits = save(Visit, (visit_row(each, which, built.at) for each, which in places))
        save(Away, (away(each, visit) for (each, _), visit in zip(places, visits, strict=True)))
        write_up(built, [visit for visit in visits if visit.state == "held"])


def shared_out(worked: list[Worked], number: int) -> Iterator[Place]:
    first, *others = worked
    many = min(MANY, number)
    yield from ((first, n) for n in range(many))
    yield from ((others[n % len(others)], n // len(others)) for n in range(number - many))


def write_up(built: Built, held: list[Visit]) -> None:
    """What an evaluation says is written in the first alliance alone."""
    at, first = built.at, built.alliances[0].pk
    whose = [v.alliance_id for v in held]
    records = save(AnswerSheet, sheets_of("visit_record", whose, at, sealed=True))
    evaluations = save(AnswerSheet, sheets_of("visit_evaluation", whose, at, sealed=False))
    save(
        VisitRecord,
        (
            VisitRecord(
                alliance_id=v.alliance_id, visit=v, sheet=s, state="confirmed", state_since=at, sent_at=v.ends_at
            )
            for v, s in zip(held, records, strict=True)
        ),
    )
    save(
        VisitEvaluation,
        (
            VisitEvaluation(
                alliance_id=v.alliance_id, visit=v, sheet=s, state="given", state_since=at, given_at=v.ends_at
            )
            for v, s in zip(held, evaluations, strict=True)
        ),
    )
    said = SAID["visit_evaluation"]
    answer(built, ((s, said if s.alliance_id == first else {}) for s in evaluations))


def visit_row(deployment: Worked, which: int, at: datetime) -> Visit:
    """Where work is under way the latest one is to come, and the one before it took place and is not written up."""
    is_under_way = deployment.state == "under_way"
    starts = at + timedelta(days=3 - 14 * which if is_under_way else -30 - 14 * which)
    return Visit(
        alliance_id=deployment.alliance_id,
        deployment_id=deployment.pk,
        state="planned" if is_under_way and which < 2 else "held",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        half_days=1,
        state_since=at,
    )


def away(deployment: Worked, visit: Visit) -> Away:
    return Away(
        alliance_id=visit.alliance_id,
        person_id=deployment.leader_id,
        home_school_id=deployment.home_school_id,
        on=visit.starts_at.date(),
        half_days=visit.half_days,
        for_type="deployment.deployment",
        for_id=visit.deployment_id,
        stay=visit.pk,
        used=visit.state == "held",
    )
