"""Days that go wrong, on the pages: 29 February, a pause too long, a removal while three people are agreeing."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from drystone.deployment.models import Deployment
from drystone.register import designations
from drystone.register.models import Designation, Pause, Removal
from tests.clock import LONDON
from tests.selection.pressing import dated, words
from tests.selection.stage import checked, stage
from tests.signing_in import sign_in
from tests.supporting import Support
from tests.supporting_pages import account, said

pytestmark = pytest.mark.django_db


def test_a_decision_released_on_29_february_gives_four_years_to_the_28th(clock):
    at = stage()
    decision = checked(at)
    clock.move_to(datetime(2028, 2, 29, 9, tzinfo=LONDON))
    office = sign_in(Client(), at.manager)
    assert office.post(reverse("office-decision-release", args=[decision.pk])).status_code == 302
    made = Designation.objects.get()
    period = "Tuesday 29 February 2028 to Saturday 28 February 2032"
    assert period in words(office.get(reverse("office-leader", args=[made.pk])))
    profile = words(sign_in(Client(), made.person).get(reverse("leader-profile")))
    assert "Saturday 28 February 2032" in profile
    past = reverse("office-leader-part", args=[made.pk, "past"])
    clock.move_to(datetime(2032, 3, 1, 9, tzinfo=LONDON))
    designations.expire(at=datetime(2032, 3, 1, 9, tzinfo=LONDON))
    office = sign_in(Client(), at.manager)
    stood = [words(office.get(past, dated(day=day))) for day in ("28 2 2032", "29 2 2032")]
    assert ["Active" in text for text in stood] == [True, False]


def test_a_pause_longer_than_what_is_left_is_refused_where_the_clock_runs_on_and_nothing_typed_is_lost():
    support = Support()
    support.alliance.pause_stops_clock = False
    support.alliance.save()
    office, there = account(support.margaret), reverse("office-leader-pause", args=[support.tom.pk])
    typed = {"reason": "leave", "note": "A year in Malawi"} | dated(starts="1 1 2027", back_on="1 1 2031")
    page = words(office.post(there, typed))
    assert "runs out on Saturday 31 August 2030, before the day back" in page
    assert "A year in Malawi" in page
    assert not Pause.objects.exists()
    assert office.post(there, typed | dated(back_on="1 9 2029")).status_code == 302
    assert Pause.objects.get().back_on.year == 2029


def test_a_leader_who_is_removed_while_three_people_are_agreeing_goes_nowhere_and_each_reads_so():
    support = Support()
    agreement = support.drawn_up()
    support.agree(agreement, "alliance")
    office, second = account(support.margaret), account(support.coordinator())
    notice = {"ground": "conduct", "why": "It was in the paper."} | dated(answer_by="27 11 2026")
    assert office.post(reverse("office-removal-notice", args=[support.tom.pk]), notice).status_code == 302
    removal = Removal.objects.get()
    hers = account(support.tom.person).post(reverse("leader-removal", args=[removal.pk]), {"words": "It was not me."})
    assert hers.status_code == 302
    decide = reverse("office-removal-act", args=[removal.pk, "decide"])
    assert second.post(decide, {"words": "All the same."}).status_code == 302
    signed = {"answer": "agree", "name": "Somebody", "role": "Headteacher"}
    for party, who in (("home", support.ann), ("leader", support.tom.person), ("receiving", support.susan)):
        here = reverse("school-agreement", args=[support.consent(agreement, party).pk])
        browser = account(who)
        for page in (said(browser.get(here)), said(browser.post(here, signed, follow=True))):
            assert "This does not go ahead" in page
            assert "in the paper" not in page
        assert support.consent(agreement, party).state in ("asked", "seen")
    assert Deployment.objects.get().state == "agreeing"
    assert "Stop or hand over what is still under way" not in words(
        office.get(reverse("office-leader", args=[support.tom.pk]))
    )
