"""Appeals: against a no, within the time for it, decided by somebody who did not decide before, and nobody else's."""

from datetime import date, timedelta

import pytest

from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.selection import appeals, decisions
from drystone.selection.appeals import CannotAppeal
from drystone.selection.independence import Tied
from drystone.selection.models import Appeal, Decision
from tests import cast
from tests.clock import NOW
from tests.selection.pressing import not_shortlisted, with_reference
from tests.selection.stage import DECIDED, Stage, checked

pytestmark = pytest.mark.django_db


def released_no(at: Stage) -> Decision:
    decision = checked(at, not_shortlisted(at, with_reference(at)), "unsuccessful", feedback="More evidence.")
    return decisions.release(decision, by=at.manager, at=DECIDED)


def test_an_appeal_within_ten_working_days_decided_by_others(at: Stage):
    decision = released_no(at)
    who = cast.acting(decision.application.person)
    assert appeals.last_day(decision) == date(2027, 1, 13)
    appeal = appeals.open(decision, "process", "Nobody read page 3.", by=who, at=DECIDED + timedelta(days=5))
    assert appeals.open(decision, "process", "again", by=who, at=DECIDED + timedelta(days=6)) == appeal
    for judge in (at.manager, at.second):
        with pytest.raises(Tied):
            appeals.decide(appeal, "uphold", "Yes.", by=judge, at=DECIDED + timedelta(days=7))
    third = cast.officer(at.alliance, "Nell Spence")
    with pytest.raises(CannotAppeal):
        appeals.decide(appeal, "uphold", " ", by=third, at=DECIDED + timedelta(days=7))
    appeals.decide(appeal, "uphold", "You are right.", by=third, at=DECIDED + timedelta(days=7))
    assert (appeal.state, appeal.answer) == ("upheld", "You are right.")
    assert Message.objects.get(kind="selection.appeal_decided").to_name == who.name


def test_no_appeal_after_the_time_or_by_somebody_else_or_against_a_yes(at: Stage):
    decision = released_no(at)
    who = cast.acting(decision.application.person)
    with pytest.raises(CannotAppeal, match="over"):
        appeals.open(decision, "process", "Late.", by=who, at=DECIDED + timedelta(days=30))
    with pytest.raises(NotAllowed):
        appeals.open(decision, "process", "For her.", by=at.heads[0], at=DECIDED)
    with pytest.raises(CannotAppeal):
        appeals.open(decision, "process", " ", by=who, at=DECIDED)
    assert Appeal.objects.count() == 0


def test_an_appeal_is_seen_by_her_and_by_the_office_of_her_alliance(at: Stage):
    decision = released_no(at)
    who = cast.acting(decision.application.person)
    appeals.open(decision, "process", "Nobody read page 3.", by=who, at=DECIDED)
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Wendy Metcalfe")
    everybody = (who, at.manager, at.heads[0], at.panel[2], elsewhere)
    seen = [Appeal.objects.visible_to(person, on=NOW.date()).exists() for person in everybody]
    assert seen == [True, True, False, False, False]
