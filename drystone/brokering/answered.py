"""What was answered on the form of a request: sealed, what was told in confidence apart, and what rules need of it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from drystone.alliances.models import Alliance
from drystone.people import people
from drystone.people.models import Person
from drystone.questions import reader, sheets
from drystone.questions.models import AnswerSheet
from drystone.register.answers import chosen
from drystone.schools import search

from . import fitting
from .models import Confidence, SupportRequest


def seal(request: SupportRequest, sheet: AnswerSheet, *, by: Person, at: datetime) -> dict[str, Any]:
    """The form is closed; what is for the office alone leaves it for a row of its own. Returns the other answers.

    Raises questions' Unfinished when something is missing, wrong or does not fit.
    """
    if not sheet.is_sealed:
        if found := fitting.problems(request, sheet, on=localdate(at)):
            raise sheets.Unfinished(found)
        apart = list(in_confidence(sheet))
        sheets.seal(sheet, at, apart=[line.key for line in apart])
        keep_apart(request, apart, by=by)
    return sheets.values(sheet)


def in_confidence(sheet: AnswerSheet) -> Iterable[reader.Line]:
    lines = (line for part in reader.read(sheet, reader.OFFICE) for line in part.lines)
    return (line for line in lines if line.confidential and line.answered)


def keep_apart(request: SupportRequest, told: list[reader.Line], *, by: Person) -> None:
    """In the row that the office alone reads; what was told before stands above it."""
    if not told:
        return
    said = [line.text for line in told] if len(told) == 1 else [f"{line.wording} {line.text}" for line in told]
    row, is_new = Confidence.objects.get_or_create(
        alliance_id=request.alliance_id, request=request, defaults={"author": by}
    )
    row.text = "\n\n".join([*([] if is_new else [row.text]), *said])
    row.save(update_fields=["text"])


def taken_from(answers: dict[str, Any], alliance: Alliance) -> dict[str, Any]:
    """What rules and lists need of the answers."""
    return {
        "need": answers.get("need") or "",
        "area": chosen(answers.get("area"), alliance.pk),
        "phase": answers.get("phase") or "",
        "half_days": answers.get("days") or None,
        "from_on": day(answers.get("from_on")),
        "until_on": day(answers.get("until_on")),
        "urgency": answers.get("urgency") or "",
        "after_inspection": "ofsted" in (answers.get("why_now") or []),
    }


def day(answer: str | None) -> date | None:
    return date.fromisoformat(answer) if answer else None


def who_and_where(request: SupportRequest, answers: dict[str, Any]) -> dict[str, Any]:
    """Whom the office speaks to, the head where that is somebody else, and the school."""
    contact = person(request, answers.get("contact"), phone=answers.get("phone") or "")
    school = search.by_key(answers["school"]["key"]) if answers.get("school") else None
    return {
        "contact": contact or request.contact,
        "head": person(request, answers.get("headteacher")),
        "school": school or request.school,
    }


def person(request: SupportRequest, named: dict[str, str] | None, *, phone: str = "") -> Person | None:
    if not named:
        return None
    also = (request.contact, request.head)
    return people.known(named["name"], named["email"], request.alliance, phone=phone[:40], also=also)


def of(request: SupportRequest) -> dict[str, Any]:
    """All that was answered: on the form, or in a call and on the form after it."""
    rest = sheets.values(request.rest) if request.rest and request.rest.is_sealed else {}
    return sheets.values(request.sheet) | rest
