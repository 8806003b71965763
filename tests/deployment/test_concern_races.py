"""Two who read one concern at the same moment; somebody who presses twice at once."""

import pytest

from drystone.deployment import concerns
from drystone.deployment.concerns import Sorted
from drystone.deployment.models import Concern, ConcernNote
from drystone.history.models import Event
from drystone.mail.models import Message
from tests.deployment.test_races import at_once
from tests.supporting import Support

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORDS = {"summary": "He shouted at Kate.", "urgency": "week", "spoken_to": "no"}


def test_of_two_who_close_a_concern_at_once_one_does_and_one_outcome_stands():
    support = Support()
    told = Sorted("conduct", "leader", person=support.leader)
    quality, deployment = support.quality(), support.agreed()
    concern = concerns.confide(deployment, WORDS, told, **support.by(support.kate))

    def close(who, outcome: str):
        mine = Concern.objects.get(pk=concern.pk)
        return lambda: concerns.resolve(mine, outcome, note=f"It is {outcome}.", **support.by(who))

    became = at_once(close(support.margaret, "put_right"), close(quality, "unfounded"))
    assert sorted(became) == ["done", "too late"]
    kept = Concern.objects.get()
    assert ConcernNote.objects.get().text == f"It is {kept.outcome}."
    assert Event.objects.filter(verb="resolve").count() == 1


def test_told_twice_at_once_it_stands_once_and_so_does_a_note():
    support = Support()
    told = Sorted("conduct", "leader", person=support.leader)
    deployment, kate = support.agreed(), support.by(support.kate)
    assert at_once(*[lambda: concerns.confide(deployment, WORDS, told, **kate)] * 2) == ["done", "done"]
    concern = Concern.objects.get()
    assert Message.objects.filter(kind="deployment.concern_raised").count() == 1
    assert at_once(*[lambda: concerns.note(concern, "Rang Kate.", **support.office)] * 2) == ["done", "done"]
    assert ConcernNote.objects.count() == 1
