"""What schools said of the work, in bulk: an evaluation and a follow-up of all that is over in the first alliance."""

from typing import Any

from drystone.deployment.models import Review
from drystone.questions.models import AnswerSheet

from .building import Built, Worked, save
from .learning import answer
from .work import sheets_of

RATED = {"1": {"point": "fully"}, "2": {"point": "mostly"}}
SAID: dict[str, dict[str, Any]] = {
    "deployment_evaluation": {
        "objectives": RATED,
        "effectiveness": {row: {"point": "good"} for row in ("expertise", "relationships", "communication")},
        "difference": ["leader", "team"],
        "use_again": "yes",
        "quote": "She listened first, and then she asked the one question.",
        "quotable": "school",
        "to_alliance": "It began late.",
    },
    "follow_up": {"lasted": "all", "objectives": RATED, "shows": "The books show it.", "quotable": "anonymous"},
    "visit_evaluation": {"progress": {"1": {"point": "green"}, "2": {"point": "amber"}}, "comment": "It goes well."},
}
KINDS = {"deployment": "deployment_evaluation", "follow_up": "follow_up"}


def review(built: Built, deployments: list[Worked]) -> int:
    """Says how many were given."""
    first = built.alliances[0].pk
    over = [each for each in deployments if each.alliance_id == first and each.state == "closed"]
    for kind, form in KINDS.items():
        sheets = answered(built, form, len(over))
        save(Review, (given(built, kind, *pair) for pair in zip(over, sheets, strict=True)))
    return len(over) * len(KINDS)


def answered(built: Built, form: str, number: int) -> list[AnswerSheet]:
    sheets = save(AnswerSheet, sheets_of(form, [built.alliances[0].pk] * number, built.at, sealed=False))
    answer(built, ((sheet, SAID[form]) for sheet in sheets))
    return sheets


def given(built: Built, kind: str, deployment: Worked, sheet: AnswerSheet) -> Review:
    return Review(
        alliance_id=deployment.alliance_id,
        deployment_id=deployment.pk,
        kind=kind,
        months=6 if kind == "follow_up" else 0,
        asked_id=built.heads[deployment.receiving_school_id],
        due_on=built.at.date(),
        sheet=sheet,
        state="given",
        state_since=built.at,
        given_at=built.at,
    )
