"""What waits for the office because it was promised: told apart on the day itself, and not before."""

from datetime import timedelta

import pytest

from drystone.brokering import looking_after, requests, scoping
from tests import cast
from tests.clock import NOW
from tests.reports.test_waiting_of_each_kind import office
from tests.supporting import Support

pytestmark = pytest.mark.django_db


def test_what_was_promised_by_today_is_told_apart():
    support = Support()
    alliance, friday, monday = support.alliance, NOW + timedelta(days=2), NOW + timedelta(days=5)
    asked = support.asked()
    assert [office(alliance, at) for at in (NOW, friday)] == [{"request-to-answer"}, {"answer-late"}]
    visit = scoping.arrange(asked, visitor=support.margaret, due_on=friday.date(), **support.office)
    assert [office(alliance, at) for at in (friday, monday)] == [set(), {"scoping-overdue"}]
    found = {"held_on": NOW.date(), "half_days": 4, "area": cast.area(), "found": "One class."}
    scoping.report(visit, **found, **support.office)
    assert office(alliance) == {"scoping-to-answer"}
    requests.wait(asked, until=friday.date(), note="Nobody is free.", **support.office)
    assert office(alliance) == set()
    requests.look_again_due(at=friday)
    assert office(alliance, friday) == {"request-to-look-at-again"}


def test_a_match_and_the_leaders_first_word_are_promised_while_others_have_their_turn():
    support = Support()
    alliance, friday, later = support.alliance, NOW + timedelta(days=2), NOW + timedelta(days=7)
    accepted = support.accepted()
    assert [office(alliance, at) for at in (NOW, friday)] == [{"request-to-match"}, {"match-late"}]
    support.home_asked(accepted)
    assert [office(alliance, at) for at in (NOW, friday)] == [set(), {"match-late"}]
    chosen = Support(cast.alliance("Wharfedale Alliance", default=False))
    offer = chosen.chosen()
    assert "contact-late" not in office(chosen.alliance, friday)
    assert "contact-late" in office(chosen.alliance, later)
    looking_after.say_in_touch(offer.request, **chosen.office)
    assert "contact-late" not in office(chosen.alliance, later)
