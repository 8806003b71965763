"""A school's call for help: what the office does with it, and what happens to those who were asked."""

from datetime import date

import pytest

from drystone.brokering import calls, enquiries, offers, requests
from drystone.brokering.models import Confidence, Enquiry, Offer, SupportRequest
from drystone.brokering.sentences import for_school, waiting_for
from drystone.history import events
from drystone.lifecycle import AlreadyMoved, NotAllowed
from drystone.mail.models import Message
from tests import cast
from tests.clock import NOW


def test_a_request_sent_is_told_to_the_school_and_to_the_office(support):
    asked = support.asked()
    assert (asked.state, asked.submitted_at, asked.half_days, str(asked.area)) == ("submitted", NOW, 6, "English")
    sent = Message.objects.order_by("pk").values_list("kind", "to_address")
    assert list(sent) == [
        ("brokering.request_received", support.susan.email),
        ("brokering.request_arrived", support.margaret.email),
    ]


def test_what_was_told_in_confidence_stands_in_a_row_apart(support):
    asked = support.asked()
    assert Confidence.objects.get().text == "Between us: two colleagues are leaving."
    assert asked.need == "How writing is taught."


def test_every_move_of_a_request_has_one_line_of_history(support):
    asked = support.accepted()
    requests.withdraw(asked, **support.by(support.susan))
    verbs = list(events.record_of(asked).values_list("verb", flat=True))
    assert verbs == ["started", "submit", "accept", "withdraw"]


def test_sent_twice_a_request_is_sent_once(support):
    asked = support.asked()
    with pytest.raises(AlreadyMoved):
        requests.submit(SupportRequest.objects.get(pk=asked.pk), **support.by(support.susan))
    assert Message.objects.filter(kind="brokering.request_received").count() == 1


def test_nobody_but_the_office_accepts(support):
    asked = support.asked()
    terms = {"area": cast.area(), "half_days": 6, "from_on": date(2026, 11, 2), "until_on": date(2026, 12, 18)}
    with pytest.raises(NotAllowed):
        requests.accept(asked, **terms, need="x", **support.by(support.ann))


def test_the_school_reads_why_it_waits_and_until_when(support):
    asked = requests.wait(support.asked(), until=date(2027, 1, 8), note="Nobody is free.", **support.office)
    letter = Message.objects.get(kind="brokering.request_waits")
    assert "Nobody is free." in letter.text
    assert "Friday 8 January 2027" in letter.text
    assert waiting_for(asked) == "Friday 8 January 2027, when the office looks again"
    assert for_school(asked) == "Your request is on our waiting list. We look again on Friday 8 January 2027."


def test_a_request_withdrawn_thanks_everybody_who_was_asked(support):
    said = support.leader_yes()
    requests.withdraw(said.request, **support.by(support.susan))
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"stood_down"}
    thanked = Message.objects.filter(kind="brokering.enquiry_stood_down").values_list("to_address", flat=True)
    assert set(thanked) == {support.ann.email, support.leader.email}


def test_a_request_declined_takes_its_shortlist_back(support):
    offer = support.offered()
    requests.decline(offer.request, reason="other", note="We cannot help now.", **support.office)
    assert Offer.objects.get().state == "stood_down"


def test_a_request_whose_leader_is_chosen_does_not_end_before_that_is_called_off(support):
    offer = support.chosen()
    with pytest.raises(requests.Chosen):
        requests.withdraw(offer.request, **support.by(support.susan))
    assert SupportRequest.objects.get().state == "accepted"


def test_two_requests_of_one_school_become_one(support):
    first, second = support.asked(), support.asked()
    requests.merge(second, first, **support.office)
    assert SupportRequest.objects.get(pk=second.pk).merged_into == first


def test_requests_of_different_schools_are_not_merged(support):
    first = support.asked()
    other = requests.start(support.alliance, support.reeth, support.ann, **support.by(support.ann))
    with pytest.raises(ValueError, match="same school"):
        requests.merge(first, other, **support.office)


def test_a_call_without_account_reaches_the_queue_once_however_often_it_is_pressed(support):
    answers = {
        "school": {"key": support.leyburn.urn, "name": "Leyburn"},
        "contact": {"name": "Paul Dent", "email": "paul@leyburn.example", "role": "Deputy"},
        "phone": "01632 960999",
        "need": "Somebody to think with about phonics.",
    }
    first = calls.call(support.alliance, answers, at=NOW)
    second = calls.call(support.alliance, answers, at=NOW)
    assert first == second
    assert (first.state, first.contact.name, first.school) == ("submitted", "Paul Dent", support.leyburn)


def test_a_request_is_seen_by_its_office_its_asker_and_the_head_of_its_school_only(support):
    asked = support.accepted()
    elsewhere = cast.officer(cast.alliance("Wensleydale Alliance", default=False), "Ruth Kearton")
    new_head = support.another_head(support.leyburn, "Neil Prudhoe")
    sees = [
        person.name
        for person in (support.margaret, support.susan, new_head, support.ann, support.leader, elsewhere, support.kate)
        if SupportRequest.objects.visible_to(person, on=cast.TODAY).filter(pk=asked.pk).exists()
    ]
    assert sees == ["Margaret Alderson", "Susan Iveson", "Neil Prudhoe"]


def test_the_page_says_whose_turn_it_is_at_every_step(support):
    accepted = support.accepted()
    assert waiting_for(accepted) == "the office to find a System Leader"
    home = support.home_asked(accepted)
    assert waiting_for(SupportRequest.objects.get()) == "Ann Peel to answer"
    enquiries.answer(home, "yes", **support.by(support.ann))
    assert waiting_for(SupportRequest.objects.get()) == "the office to ask Tom Raine"
    asked = enquiries.ask_leader(accepted, support.tom, **support.office)
    assert waiting_for(SupportRequest.objects.get()) == "Tom Raine to answer"
    enquiries.answer(asked, "yes", **support.by(support.leader))
    assert waiting_for(SupportRequest.objects.get()) == "the office to offer Tom Raine to the school"
    offer = offers.offer(accepted, [(support.tom, "x")], **support.office)[0]
    assert waiting_for(SupportRequest.objects.get()) == "the headteacher of Leyburn Primary School to choose"
    offers.choose(offer, **support.by(support.susan))
    assert waiting_for(SupportRequest.objects.get()) == "the agreement with Tom Raine"
