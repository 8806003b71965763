"""The form fitted to the round: what is not asked because the round does not take it, and what does not fit.

What does not fit is said on every page while she writes, so that nobody learns it after an hour.
"""

from collections.abc import Iterator
from datetime import date

from drystone.questions import sheets
from drystone.questions.answers import Problem, problem_about
from drystone.questions.models import AnswerSheet
from drystone.questions.spec import LEFT_OUT

from . import eligibility
from .models import Application, Round
from .readings import AREAS

SECOND_REFEREE = "second_referee"


def left_out(round_: Round) -> dict[str, str]:
    """The questions that the round has no use for, each with why: areas beyond its limit, a second referee."""
    beyond = [f"{said}{area}{more}" for area in AREAS[round_.areas_limit :] for said, more in ABOUT_AN_AREA]
    found = dict.fromkeys(beyond, f"The round takes {taken(round_)}")
    return found if round_.second_reference else found | {SECOND_REFEREE: "The round asks for one reference"}


ABOUT_AN_AREA = (("offers_", ""), ("", ""), ("", "_phases"), ("", "_years"))


def taken(round_: Round) -> str:
    return "one area" if round_.areas_limit == 1 else f"{round_.areas_limit} areas"


def fit_begun(round_: Round) -> None:
    """Who has begun is asked what the round asks by now; an area that was asked of her stays on her form."""
    now = left_out(round_)
    changed = []
    for sheet in AnswerSheet.objects.filter(pk__in=round_.applications.values("sheet"), sealed_at=None):
        was = dict(sheet.lists.get(LEFT_OUT, ()))
        kept = {key: why for key, why in now.items() if key in was or key == SECOND_REFEREE}
        if kept.keys() != was.keys():
            sheet.lists = sheet.lists | {LEFT_OUT: [[key, why] for key, why in kept.items()]}
            changed.append(sheet)
    AnswerSheet.objects.bulk_update(changed, ["lists"])


def problems(application: Application, *, on: date) -> list[Problem]:
    """All that is missing or wrong on any page, and what does not fit the round; nothing when it may be sent in."""
    return sheets.problems(application.sheet) + misfits(application, on=on)


def misfits(application: Application, *, on: date) -> list[Problem]:
    """What fits the form and not the round: her school, the number of areas, the second referee."""
    return [problem_about(application.sheet.form, key, text) for key, text in found(application, on)]


def found(application: Application, on: date) -> Iterator[tuple[str, str]]:
    round_, said = application.round, sheets.values(application.sheet)
    if (school := said.get("school")) and (why := eligibility.no_member(round_, school["key"], on=on)):
        yield "school", why
    offered = [key for key in AREAS if said.get(key)]
    if len({said[key]["key"] for key in offered}) > round_.areas_limit:
        yield f"offers_{offered[-1]}", f"This round takes {taken(round_)} of expertise at most. Take one back."
    second = application.sheet.form.by_key.get(SECOND_REFEREE)
    # Where the form itself needs one, it says so.
    if round_.second_reference and second and not second.needed and not said.get(SECOND_REFEREE):
        yield SECOND_REFEREE, "This round asks for a second reference. Name a second referee."
