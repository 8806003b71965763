"""Reading blind: where the round says so, assessors do not see whose application it is before it is sifted.

Everything that an assessor is shown of an application or its references, on a page or on paper, comes from here.
"""

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Concat

from drystone.questions import answers
from drystone.questions.kinds.schools import unlisted_in
from drystone.questions.masks import Mask, mask
from drystone.questions.models import AnswerSheet

from .models import UNSIFTED, Application

OWN_NAMES = ("first_name", "surname")


def read_as(to: str = "") -> Case:
    """What `Application.read_as` begins with, for the database; `to` leads from its rows to the application."""
    nameless = Q(**{f"{to}round__blind": True, f"{to}state__in": UNSIFTED})
    number = Concat(Value("Application "), Cast(f"{to}number", CharField()))
    return Case(When(nameless, then=number), default=F(f"{to}person__name"), output_field=CharField())


def mask_of(application: Application) -> Mask | None:
    """What is to be taken out of all that is written for an application; nothing unless it is read blind.

    Reads the application's answers, references and their referees: prefetch them where there are many.
    """
    if not application.is_nameless:
        return None
    school = application.school
    said = answers.stored(application.sheet)
    named = {str(said[key]) for key in OWN_NAMES if said.get(key)} | set(people_in(application.sheet, said))
    referees = {row.referee.name for row in application.references.all()}
    schools = {school.name, school.trust_name} if school else set()
    if described := unlisted_in(said.get("school")):
        schools.add(described["name"])
    return mask({application.person.name} | named | referees, schools)


def people_in(sheet: AnswerSheet, said: dict[str, Any]) -> list[str]:
    """Whom she named as referees, whether they were asked or not."""
    asked = (said.get(question.key) for question in sheet.form.questions if question.kind == "person")
    return [str(each["name"]) for each in asked if isinstance(each, dict) and each.get("name")]
