"""Two who change one form at the same moment."""

import pytest

from drystone.history.models import Event
from drystone.questions import drafting, editing, forms
from drystone.questions.models import FormDraft, FormVersion
from tests.clock import NOW

from .conftest import ALLIANCE
from .test_races import at_once
from .test_versions import Officer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
KEY = "support_request_short"


def begin() -> FormDraft:
    return drafting.begin(ALLIANCE, KEY, forms.DEFAULTS[KEY].form, by=Officer(), at=NOW)


def reword(key: str, wording: str) -> FormDraft:
    seen = editing.seen(forms.DEFAULTS[KEY].form.plain.question(key))
    draft = drafting.open_draft(ALLIANCE, KEY)
    assert draft
    return drafting.change(
        draft,
        lambda form: editing.reword(form, key, {"wording": wording}, opened_on=seen),
        wording,
        by=Officer(),
        at=NOW,
    )


def test_begun_at_once_it_is_one_draft_and_changed_at_once_it_has_both_changes(db: None):
    first, second = at_once(begin, begin)
    assert first == second
    assert FormDraft.objects.count() == 1
    at_once(lambda: reword("need", "What is it about?"), lambda: reword("phone", "Your number"))
    draft = FormDraft.objects.get()
    assert [draft.form.question(key).wording for key in ("need", "phone")] == ["What is it about?", "Your number"]
    assert draft.turn == 3


def test_of_two_other_words_for_one_question_at_once_one_stands_and_the_other_is_told(db: None):
    begin()
    results = at_once(lambda: reword("need", "One"), lambda: reword("need", "Two"))
    assert [isinstance(result, editing.Clash) for result in results].count(True) == 1


def test_published_at_once_it_is_published_once(db: None):
    draft = begin()
    turn = reword("need", "What is it about?").turn
    first, second = at_once(*[lambda: drafting.publish(draft, turn=turn, by=Officer(), at=NOW)] * 2)
    assert first == second
    assert FormVersion.objects.filter(alliance_id=ALLIANCE).count() == 1
    assert Event.objects.filter(verb="published").count() == 1
