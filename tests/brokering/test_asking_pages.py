"""The pages of the order of asks: the ten-second link, what comes too late, a list without names, what is undone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from drystone.brokering import enquiries, offers, running_out
from drystone.brokering.models import Enquiry, LateAnswer, Offer
from drystone.mail.models import Message
from tests.clock import NOW
from tests.supporting_pages import account, opened, said

SECRET = "He is needed here."


@pytest.fixture
def office(support):
    return account(support.margaret)


@pytest.fixture
def ann(support):
    """Her browser at the enquiry that she opened from her mail."""
    support.home_asked()
    return opened(support.link(support.ann, "enquiry"))


def test_the_ten_second_page_says_who_where_how_many_days_which_weeks_and_what_is_paid_back(support, ann):
    client, page = ann
    shown = said(client.get(page))
    for words in (
        "Could Tom Raine help Leyburn Primary School?",
        "<strong>3 days</strong> for English, primary, at Leyburn Primary School",
        "Autumn term 2026: 7 weeks, Monday 2 November 2026 to Friday 18 December 2026",
        "Your school is reimbursed <strong>£900</strong>: £300 a day",
        "<strong>0 days</strong> promised, of 6 days; 6 days left",
        "Please answer by <strong>Wednesday 18 November 2026 at 6pm</strong>",
    ):
        assert words in shown
    assert "availability enquiry" not in shown


def test_a_leader_reads_of_no_money(support):
    home = support.home_yes()
    enquiries.ask_leader(home.request, home.designation, **support.office)
    client, page = opened(support.link(support.leader, "enquiry"))
    assert "£" not in said(client.get(page))


def test_half_term_is_said_to_be_none_of_the_weeks(support):
    request = support.accepted()
    request.from_on = request.from_on.replace(month=10, day=19)
    request.save()
    support.home_asked(request)
    client, page = opened(support.link(support.ann, "enquiry"))
    assert (
        "8 weeks, Monday 19 October 2026 to Friday 18 December 2026; not in half-term, 26 Oct 2026 to 30 Oct 2026"
        in (said(client.get(page)))
    )


def test_she_asks_to_be_rung_and_the_office_finds_it_on_its_first_page(support, ann, office):
    client, page = ann
    client.post(page, {"answer": "call", "call_number": "01748 555 010", "reason": SECRET})
    assert "the office rings you" in said(client.get(page))
    assert "Ring Ann Peel 01748 555 010" in said(office.get(reverse("office-home")))
    client.post(page, {"answer": "yes"})
    assert "your answer is “yes”" in said(client.get(page))
    assert "Ring Ann Peel" not in said(office.get(reverse("office-home")))


def test_a_day_that_has_passed_is_no_day_to_ask_after_and_nothing_typed_is_lost(support, ann):
    client, page = ann
    back = client.post(page, {"answer": "not_now", "ask_after": "2026-11-01", "reason": SECRET})
    assert "Choose a day that is still to come" in said(back)
    assert SECRET in said(back)
    assert client.post(page, {"answer": "no", "ask_after": "2026-11-01"}).status_code == 302
    assert Enquiry.objects.get().ask_after is None


def test_she_changes_her_answer_on_the_same_page(support, ann):
    client, page = ann
    client.post(page, {"answer": "no"})
    shown = said(client.get(page))
    assert "Nobody has acted on it yet" in shown
    client.post(f"{page}?change", {"answer": "yes"})
    assert Enquiry.objects.get().state == "yes"


def test_after_the_school_was_asked_she_reads_what_was_done_by_whom_and_whom_to_ring(support):
    support.alliance.contact_phone = "01969 555 000"
    support.alliance.save()
    support.offered()
    client, page = opened(support.link(support.ann, "enquiry"))
    words = "Margaret Alderson put Tom Raine before Leyburn Primary School on Wednesday 11 November 2026 at 10am"
    shown = said(client.get(page))
    assert words in shown
    assert "Ring Margaret Alderson on 01969 555 000" in shown
    client.post(f"{page}?change", {"answer": "no", "reason": SECRET})
    shown = said(client.get(page))
    assert "What you wrote is kept for the office" in shown
    assert SECRET in shown
    assert Enquiry.objects.get(step="home").state == "yes"


def test_what_is_sent_after_it_ran_out_is_kept_and_the_page_says_so(support, ann, clock):
    client, page = ann
    clock.move_to(NOW + timedelta(days=8))
    running_out.expire_late(at=NOW + timedelta(days=8))
    client, page = opened(support.link(support.ann, "enquiry"))
    shown = said(client.get(page))
    assert "This question has run out" in shown
    assert "answer all the same" in shown
    assert client.post(page, {"answer": "yes", "reason": SECRET}).status_code == 302
    shown = said(client.get(page))
    assert "What you wrote is kept for the office" in shown
    assert "You answered “yes”" in shown
    assert LateAnswer.objects.get().text == SECRET


def test_the_office_reads_a_late_answer_lets_it_count_and_asks_on(support, office):
    home = support.home_asked()
    running_out.expire_late(at=NOW + timedelta(days=8))
    late = enquiries.answer(home, "yes", reason=SECRET, by=support.ann, at=NOW + timedelta(days=9))
    assert "answered too late about Leyburn" in said(office.get(reverse("office-home")))
    here = reverse("office-late-answer", args=[late.pk])
    assert SECRET in said(office.get(here))
    for _ in range(2):
        assert office.post(here, {"counts": "yes"}).status_code == 302
    assert Enquiry.objects.get().state == "yes"


def test_the_office_ticks_several_and_each_is_asked(support, office):
    hannah = support.add_leader("Hannah Alderson")
    request = support.accepted()
    page = said(office.get(reverse("office-candidates", args=[request.pk])))
    assert page.count('form="several"') == 2
    here = reverse("office-enquiries", args=[request.pk])
    answer = office.post(here, {"designation": [support.tom.pk, hannah.pk]}, follow=True)
    assert "Ann Peel have been asked" in said(answer) or "Ann Peel has been asked" in said(answer)
    assert Enquiry.objects.count() == 2
    assert "Tick whom you would like to ask about" in said(office.post(here, {}, follow=True))


def test_the_office_asks_again_thanks_and_takes_off_the_list(support, office):
    home = support.home_asked()
    office.post(reverse("office-enquiry-thanks", args=[home.pk]))
    assert Enquiry.objects.get().state == "stood_down"
    page = said(office.get(reverse("office-request", args=[home.request_id])))
    assert "Ask Ann Peel again" in page
    office.post(reverse("office-enquiry-again", args=[home.pk]))
    assert Enquiry.objects.get().state == "asked"
    offer = support.offered()
    here = reverse("office-offer-off", args=[offer.pk])
    assert "Only the office reads this" in said(office.get(here))
    assert office.post(here, {"note": ""}).status_code == 200
    assert office.post(here, {"note": "Inspection"}).status_code == 302
    assert Offer.objects.get().state == "stood_down"


def test_the_office_takes_a_choice_back_until_the_agreement_is_drawn_up(support, office):
    support.drawn_up()
    here = reverse("office-choice-back", args=[Offer.objects.get().pk])
    assert "The agreement has been drawn up" in said(office.post(here, {"note": "Wrong one"}))
    offer = support.chosen()
    office.post(reverse("office-choice-back", args=[offer.pk]), {"note": "Wrong one"})
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_a_school_finds_no_name_anywhere_before_it_has_chosen(support):
    """On no page of hers, in no mail, history, export or answer of the API; after the choice it reads both."""
    support.alliance.offers_without_names = True
    support.alliance.save()
    said_yes = support.leader_yes()
    said_yes.request.alliance.refresh_from_db()
    offer = offers.offer(said_yes.request, [(said_yes.designation, "Leads English.")], **support.office)[0]
    susan = account(support.susan)
    pages = {
        name: susan.get(reverse(name, args=[offer.request_id])).content.decode()
        for name in ("school-choice", "school-request")
    }
    pages["home"] = susan.get(reverse("home")).content.decode()
    pages["tasks"] = susan.get(reverse("api:tasks")).content.decode()
    pages["data"] = susan.get(reverse("my-data")).content.decode()
    letters = Message.objects.filter(to_address=support.susan.email)
    pages["mail"] = "\n".join(f"{each.subject}\n{each.text}" for each in letters)
    assert "System Leader A: English, primary, 7 miles away" in pages["school-choice"]
    for name, page in pages.items():
        for word in ("Raine", "Tom ", "Reeth", "Ann Peel"):
            assert word not in page, f"{name} says {word}"
    susan.post(reverse("school-choice", args=[offer.request_id]), {"choice": str(offer.pk)})
    assert "You have chosen Tom Raine" in said(susan.get(reverse("school-choice", args=[offer.request_id])))


def test_a_request_page_costs_the_same_however_many_were_asked(support, office, django_assert_max_num_queries):
    request = support.accepted()
    counts = []
    for number in range(3):
        support.leader_yes(request, support.add_leader(f"Leader {number}"))
        with django_assert_max_num_queries(15) as queries:
            office.get(reverse("office-request", args=[request.pk]))
        counts.append(len(queries))
    assert len(set(counts)) == 1
