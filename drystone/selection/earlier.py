"""Starting from an earlier application: what is taken over, and what is to be given anew."""

from dataclasses import dataclass
from typing import Any

from drystone.people.models import Person
from drystone.questions import sheets
from drystone.questions.spec import Form

from .models import Application, Round

MOST_OFFERED = 5
ANEW = ("person",)
"""Who speaks for her is named anew each time: heads move, and a reference is of its round."""


def offered_to(person: Person, round_: Round) -> list[Application]:
    """Her applications to this alliance whose answers we still hold, sent in or not; the latest first."""
    hers = Application.objects.filter(alliance=round_.alliance_id, person=person, sheet__erased_at__isnull=True)
    return list(hers.select_related("round", "sheet__version").order_by("-started_at", "-pk")[:MOST_OFFERED])


def carried(application: Application, form: Form) -> dict[str, Any]:
    """The answers of an earlier application that this form still asks for: never referees, nor what is signed."""
    return sheets.carried(application.sheet, form, without=ANEW)


@dataclass(frozen=True)
class Left:
    """What she answered then and has not answered now, by name."""

    anew: list[str]
    gone: list[str]


def left_behind(application: Application) -> Left | None:
    """What was not taken over and still is to be given, and what is not asked any more; nothing for a fresh one."""
    then = application.copied_from
    if then is None:
        return None
    form, now = application.sheet.form, sheets.values(application.sheet)
    was = [then.sheet.form.question(key) for key in sheets.values(then.sheet)]
    asked = {question.key for question in form.asked(now)}
    return Left(
        anew=[form.question(q.key).name for q in was if q.key in asked and q.key not in now],
        gone=[q.name for q in was if q.key not in form.by_key],
    )
