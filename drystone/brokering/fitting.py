"""What fits the form of a request and cannot be helped with: a school that has closed, days that are over."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from drystone import saying
from drystone.questions import sheets
from drystone.questions.answers import Problem, problem_about
from drystone.questions.models import AnswerSheet
from drystone.register.models import Area
from drystone.schools import search, successors
from drystone.schools.models import Organisation

from . import commissioning
from .models import SupportRequest


def problems(request: SupportRequest, sheet: AnswerSheet, *, on: date) -> list[Problem]:
    """All that is missing or wrong on any page, and what does not fit; nothing when it may be sent."""
    found = misfits(request, sheets.values(sheet), on)
    return sheets.problems(sheet) + [problem_about(sheet.form, key, text) for key, text in found]


def misfits(request: SupportRequest, said: dict[str, Any], on: date) -> Iterator[tuple[str, str]]:
    if (school := said.get("school")) and (why := about_school(request, search.by_key(school["key"]), on)):
        yield "school", why
    area = said.get("area")
    if area and not Area.objects.offered_by(request.alliance_id).filter(code=area["key"]).exists():
        yield "area", f"“{area['label']}” is no longer offered. Choose another area of expertise"
    starts, ends = said.get("from_on"), said.get("until_on")
    if ends and starts and ends < starts:
        yield "until_on", "The last day cannot be before the first"
    elif ends and date.fromisoformat(ends) < on:
        yield "until_on", f"These days are over: {saying.day(date.fromisoformat(ends))} has passed"


def about_school(request: SupportRequest, school: Organisation | None, on: date) -> str:
    """Why help cannot be asked for at this school, or not in this request."""
    if school is None:
        return "Choose the school from the list"
    if not school.is_open:
        return closed(school)
    if request.submitted_at and school.pk != request.school_id:
        return f"The call was for {request.school}. Begin another request for another school"
    body = request.commissioner
    hers = body and request.commissioned_by_id and not request.submitted_at
    if body and hers and not commissioning.answers_for(body, school, request.alliance, on=on):
        return f"{school} is not one of the schools of {body}"
    return ""


def closed(school: Organisation) -> str:
    """That a school has closed, and who carries on: "… has closed. Ask for Gayle Primary School (900004) instead"."""
    after = [f"{each} ({each.key})" for each in successors.current(school)]
    instead = f"Ask for {saying.listed(after)} instead" if after else "No school followed it"
    return f"{school} has closed. {instead}"
