"""What keeps an application from being sent in: what its form lacks, and what does not fit this round.

Asked on every page while she writes, so that nobody learns it after an hour.
"""

from collections.abc import Iterator
from datetime import date

from drystone.questions import sheets
from drystone.questions.answers import Problem, problem_about

from . import eligibility
from .models import Application
from .readings import AREAS


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
        most = "one area" if round_.areas_limit == 1 else f"{round_.areas_limit} areas"
        yield f"offers_{offered[-1]}", f"This round takes {most} of expertise at most. Take one back."
    if round_.second_reference and not said.get("second_referee"):
        yield "second_referee", "This round asks for a second reference. Name a second referee."
