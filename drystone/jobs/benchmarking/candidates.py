"""Applications in bulk: a round in each alliance, for which everybody applied who is a leader now."""

from datetime import timedelta

from drystone.questions.models import AnswerSheet
from drystone.register.models import Designation
from drystone.selection.models import Application, Round

from .building import Built, save
from .work import sheets_of


def apply(built: Built, leaders: list[Designation]) -> None:
    rounds = {each.alliance_id: each for each in save(Round, (round_of(built, a.pk) for a in built.alliances))}
    sheets = save(AnswerSheet, sheets_of("application", (d.alliance_id for d in leaders), built.at, sealed=True))
    save(
        Application,
        (
            Application(
                alliance_id=d.alliance_id,
                round=rounds[d.alliance_id],
                person_id=d.person_id,
                sheet=sheet,
                state="submitted",
                state_since=built.at,
                started_at=built.at,
                submitted_at=built.at,
                number=n,
                school_id=d.home_school_id,
                job="Leader of English",
            )
            for n, (d, sheet) in enumerate(zip(leaders, sheets, strict=True), 1)
        ),
    )


def round_of(built: Built, alliance_id: int) -> Round:
    at, day = built.at, built.at.date()
    return Round(
        alliance_id=alliance_id,
        title="This year's round",
        state="published",
        state_since=at,
        opens_at=at - timedelta(days=30),
        closes_at=at + timedelta(days=10),
        references_close_at=at + timedelta(days=17),
        shortlist_by=day + timedelta(days=30),
        interviews_from=day + timedelta(days=40),
        interviews_to=day + timedelta(days=50),
        decisions_by=day + timedelta(days=60),
    )
