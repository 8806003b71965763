"""Asking: the home approver before the leader, privately, and without counting a no against anybody."""

from datetime import date, timedelta

import pytest

from drystone.brokering import enquiries, offers, running_out
from drystone.brokering.models import Enquiry, EnquiryReason, SupportRequest
from drystone.history import events
from drystone.lifecycle import NotAllowed
from drystone.mail.models import Message
from drystone.people.roles import Role
from tests import cast
from tests.clock import NOW


def test_the_leader_is_not_asked_before_her_home_school_said_yes(support):
    request = support.accepted()
    with pytest.raises(enquiries.CannotAsk, match="home school has not said yes"):
        enquiries.ask_leader(request, support.tom, **support.office)
    home = support.home_asked(request)
    with pytest.raises(enquiries.CannotAsk):
        enquiries.ask_leader(request, support.tom, **support.office)
    assert not Message.objects.filter(to_address=support.leader.email).exists()
    enquiries.answer(home, "no", **support.by(support.ann))
    with pytest.raises(enquiries.CannotAsk):
        enquiries.ask_leader(request, support.tom, **support.office)


def test_a_head_who_leads_herself_is_released_by_her_chair(support):
    chair = cast.person("Brian Outhwaite", account=False)
    cast.post(chair, Role.CHAIR, support.alliance, support.reeth)
    ann = support.add_leader("Joan Calvert")
    cast.post(ann.person, Role.HEAD, support.alliance, support.reeth, since=date(2020, 9, 1))
    assert support.home_asked(who=ann).asked == chair


def test_nobody_is_asked_for_a_request_that_is_not_accepted(support):
    with pytest.raises(enquiries.CannotAsk, match="Accept the request first"):
        support.home_asked(support.asked())


def test_asked_twice_it_is_one_enquiry_and_one_message(support):
    request = support.accepted()
    assert support.home_asked(request) == support.home_asked(request)
    assert Message.objects.filter(kind="brokering.home_asked").count() == 1


def test_a_reason_stands_in_a_row_apart_and_in_no_message_and_no_history(support):
    home = support.home_asked()
    enquiries.answer(home, "no", reason="She is on leave from May.", **support.by(support.ann))
    assert EnquiryReason.objects.get().text == "She is on leave from May."
    assert not Message.objects.filter(text__contains="on leave").exists()
    assert "on leave" not in str(list(events.of(home.request).values()))


def test_a_refusal_is_the_offices_and_hers_and_nobody_elses(support):
    home = support.home_asked()
    enquiries.answer(home, "no", **support.by(support.ann))
    people = (support.margaret, support.ann, support.susan, support.leader, support.kate)
    sees = [p.name for p in people if Enquiry.objects.visible_to(p, on=cast.TODAY).exists()]
    assert sees == ["Margaret Alderson", "Ann Peel"]


def test_an_answer_is_given_by_whoever_was_asked_or_recorded_by_the_office(support):
    home = support.home_asked()
    for stranger in (support.susan, support.leader):
        with pytest.raises(NotAllowed):
            enquiries.answer(home, "yes", **support.by(stranger))
    recorded = enquiries.record(home, "yes", note="By phone, Tuesday", **support.office)
    assert (recorded.state, recorded.recorded_by) == ("yes", support.margaret)


def test_a_head_who_takes_her_yes_back_stands_her_leader_down(support):
    home = support.home_yes()
    asked = enquiries.ask_leader(home.request, support.tom, **support.office)
    enquiries.answer(home, "not_now", ask_after=date(2027, 1, 4), **support.by(support.ann))
    assert Enquiry.objects.get(pk=asked.pk).state == "stood_down"
    assert Enquiry.objects.get(pk=home.pk).ask_after == date(2027, 1, 4)


def test_an_enquiry_nobody_answers_expires_after_its_day_and_only_then(support):
    home = support.home_asked()
    assert home.answer_by == date(2026, 11, 18)
    assert running_out.expire_late(at=NOW + timedelta(days=7)) == 0
    assert running_out.expire_late(at=NOW + timedelta(days=8)) == 1
    assert running_out.expire_late(at=NOW + timedelta(days=8)) == 0
    assert Enquiry.objects.get().state == "expired"


def test_of_a_chosen_shortlist_the_others_are_thanked(support):
    hannah = support.add_leader("Hannah Alderson")
    request = support.accepted()
    for who in (support.tom, hannah):
        support.leader_yes(request, who)
    first, second = offers.offer(request, [(support.tom, "a"), (hannah, "b")], **support.office)
    offers.choose(first, **support.by(support.susan))
    second.refresh_from_db()
    assert second.state == "not_chosen"
    left = Enquiry.objects.filter(designation=hannah).values_list("state", flat=True)
    assert set(left) == {"stood_down"}
    with pytest.raises(Exception, match="cannot choose"):
        offers.choose(second, **support.by(support.susan))


def test_a_leader_is_offered_only_after_both_have_said_yes(support):
    home = support.home_yes()
    with pytest.raises(offers.CannotOffer, match="both say yes first"):
        offers.offer(home.request, [(support.tom, "x")], **support.office)


def test_at_most_three_leaders_stand_before_the_school(support):
    request = support.accepted()
    four = [support.tom, *(support.add_leader(f"Leader {n}") for n in range(3))]
    for who in four:
        support.leader_yes(request, who)
    offers.offer(request, [(who, "x") for who in four[:2]], **support.office)
    with pytest.raises(offers.CannotOffer, match="one to 3"):
        offers.offer(request, [(who, "x") for who in four[2:]], **support.office)


def test_none_of_these_said_twice_is_said_once(support):
    offer = support.offered()
    request = offer.request
    offers.ask_for_others(request, note="Somebody for early years", **support.by(support.susan))
    offers.ask_for_others(request, note="Somebody for early years", **support.by(support.susan))
    assert Message.objects.filter(kind="brokering.others_asked_for").count() == 1
    assert SupportRequest.objects.get().state == "accepted"
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"stood_down"}


def test_only_the_receiving_side_or_the_office_chooses(support):
    offer = support.offered()
    for stranger in (support.ann, support.leader):
        with pytest.raises(NotAllowed):
            offers.choose(offer, **support.by(stranger))
