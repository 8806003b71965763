"""A gentle warning of what looks like a pupil's name: it says what to write instead, and stops nobody."""

from typing import Any

from django.contrib import messages

from drystone import saying
from drystone.deployment import pupils
from drystone.deployment.models import Visit
from drystone.questions.spec import Section

from . import answering

INSTEAD = "No pupil is named here: write “a boy in Year 4” or “three pupils” instead."


def say(request: Any, shown: Visit, document: str, section: Section) -> None:
    """After a page was saved: on the page to which one goes on."""
    if request.method != "POST":
        return
    here = {question.key for question in section.questions}
    found = [name for key, names in pupils.noticed(getattr(shown, document)).items() if key in here for name in names]
    warn(request, found)


def warn(request: Any, found: list[str]) -> None:
    if found:
        quoted = saying.listed([f"“{name}”" for name in dict.fromkeys(found)])
        messages.warning(request, f"{quoted} may be the name of a pupil. {INSTEAD}")


def warn_of(request: Any, shown: Visit, text: str) -> None:
    """The same of one text that somebody added."""
    warn(request, pupils.likely(text, pupils.grown_ups(shown)))


def found(shown: Visit, document: str, address: answering.Address) -> list[dict[str, str]]:
    """For check-your-answers: each name once, with the way to change it."""
    form = getattr(shown, document).sheet.form
    section_of = {question.key: section.key for section in form.sections for question in section.questions}
    places = {name: key for key, names in reversed(pupils.noticed(getattr(shown, document)).items()) for name in names}
    return [
        {"name": name, "question": form.question(key).name, "href": f"{address(section_of[key])}#id_{key}"}
        for name, key in places.items()
    ]
