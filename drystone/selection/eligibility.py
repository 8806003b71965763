"""Before an application: the quick questions, those of the round itself, and whose school may take part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.people.access import manager
from drystone.people.models import Person
from drystone.questions import answers, forms
from drystone.questions.spec import Form, Question
from drystone.schools import search
from drystone.schools.models import Membership, Organisation

from .models import Round
from .refusals import Refused

FORM, SCHOOL = "eligibility", "school"
MOST = 5
"""So many questions of its own a round may ask: a check takes two minutes."""
WHERE = Question(
    key=SCHOOL,
    wording="Which school do you work at?",
    kind="school",
    hint="This round is for member schools. Type the name, town, postcode or number (URN).",
)


class NoMember(Refused):
    """The round is for member schools, and hers is none; the sentence says so kindly."""


def asked(round_: Round) -> Form:
    """What is asked before anybody applies in this round. Nothing of it is kept."""
    form = forms.current(FORM, round_.alliance_id, stood_at=round_.opens_at).form
    first, *others = form.sections
    own = [
        Question(key=f"own_{number}", wording=wording, kind="yes_no", if_no=kind_word)
        for number, (wording, kind_word) in enumerate(round_.own_questions)
    ]
    where = [WHERE] if round_.members_only else []
    return replace(form, sections=(replace(first, questions=(*where, *first.questions, *own)), *others))


def remarks(round_: Round, given: Mapping[str, Any], *, on: date) -> list[str]:
    """A kind word on each answer that speaks against applying now; nothing for whoever may go on."""
    found = answers.remarks(asked(round_), given)
    if round_.members_only and given.get(SCHOOL) and (said := no_member(round_, given[SCHOOL]["key"], on=on)):
        return [said, *found]
    return found


def no_member(round_: Round, key: str, *, on: date) -> str:
    """Why whoever works at the school of this key cannot apply in the round; nothing if she can."""
    school = search.by_key(key)
    if not round_.members_only or (school and is_member(round_, school, on=on)):
        return ""
    named = search.label(school) if school else "your school"
    return (
        f"This round is for member schools of the Alliance, and {named} is not one yet. Your headteacher may ask us "
        "about joining."
    )


def is_member(round_: Round, school: Organisation, *, on: date) -> bool:
    return Membership.objects.on(on).filter(alliance=round_.alliance_id, organisation=school).exists()


@transaction.atomic
def ask(round_: Round, questions: Iterable[tuple[str, str]], *, by: Person, at: datetime) -> Round:
    """The manager sets the round's own questions, each with the kind word to a no; said again, it is said once."""
    if not manager(by, round_):
        raise NotAllowed(f"{by} may not change the rounds of {round_.alliance}")
    kept = [list(each) for each in whole(questions)][:MOST]
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if locked.own_questions != kept:
        locked.own_questions = kept
        locked.save(update_fields=["own_questions"])
        events.record(locked, "asks_first", by=by, at=at, questions=len(kept))
    return locked


def whole(questions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those with words; a question that says nothing to a no would only be a hurdle."""
    for wording, kind_word in questions:
        if wording.strip():
            yield wording.strip(), kind_word.strip() or "Going by this answer, the round is not for you at present."
