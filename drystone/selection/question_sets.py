"""What a panel asks in each area of expertise, beside the questions that every applicant is asked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from drystone.alliances.models import Alliance
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import office
from drystone.people.models import Person
from drystone.questions import forms
from drystone.questions.spec import Choices
from drystone.register.models import Area

from .models import Application, QuestionSet
from .refusals import CannotInterview

SHEET, QUESTIONS = "interview_sheet", "questions"
MOST, LONGEST = 6, 200


@transaction.atomic
def write(alliance: Alliance, area: Area, questions: Sequence[str], *, by: Person, at: datetime) -> QuestionSet:
    """The office says what is asked in an area. Panels that have their sheets keep the questions they have.

    Raises CannotInterview for more questions, or longer ones, than fit on a sheet.
    """
    if not office(by, QuestionSet(alliance=alliance)):
        raise NotAllowed(f"{by} may not change what panels ask")
    asked = [" ".join(each.split()) for each in questions if each.strip()]
    if len(asked) > MOST or any(len(each) > LONGEST for each in asked):
        raise CannotInterview(f"At most {MOST} questions, none longer than {LONGEST} letters.")
    known, made = QuestionSet.objects.get_or_create(alliance=alliance, area=area, defaults={"questions": asked})
    if made or known.questions != asked:
        QuestionSet.objects.filter(pk=known.pk).update(questions=asked)
        known.questions = asked
        events.record(known, "changed", by=by, at=at, area=area.name)
    return known


def lists(application: Application) -> dict[str, Choices]:
    """The rows that an interview sheet has beside its own, for the areas applied for; nothing where there are none."""
    areas = [row.area for row in application.areas.select_related("area")]
    sets = {
        each.area_id: each for each in QuestionSet.objects.filter(alliance=application.alliance_id, area__in=areas)
    }
    of_areas = tuple(
        (f"area{area.pk}_{place}", f"{area.name}: {question}")
        for area in areas
        for place, question in enumerate(sets[area.pk].questions if area.pk in sets else (), start=1)
    )
    if not of_areas:
        return {}
    asked = forms.current(SHEET, application.alliance_id, stood_at=application.round.opens_at)
    common = asked.form.question(QUESTIONS).rows
    return {QUESTIONS: (*common, *of_areas)}
