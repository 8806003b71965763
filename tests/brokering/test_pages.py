"""The pages of brokering: the office's queue, an enquiry by link, the choice, the request followed."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.brokering import enquiries
from drystone.brokering.models import Enquiry, Offer, SupportRequest
from drystone.history.models import Event
from tests import cast
from tests.postgres import OPENING
from tests.supporting import Support
from tests.supporting_pages import account, opened, said


@pytest.fixture
def office(support):
    return account(support.margaret)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_as_much_for_three_requests_as_for_one(office, support, django_assert_max_num_queries, rows):
    for _ in range(rows):
        support.leader_yes(support.accepted(half_days=1))
    with django_assert_max_num_queries(12) as queries:
        page = said(office.get(reverse("office-requests")))
    assert page.count("the office to offer Tom Raine to the school") == rows
    assert len(queries) == 10 + OPENING


def test_a_request_page_says_whose_turn_it_is_in_few_queries(office, support, django_assert_max_num_queries):
    offer = support.offered()
    with django_assert_max_num_queries(15):
        page = said(office.get(reverse("office-request", args=[offer.request_id])))
    assert "Waiting for <strong>the headteacher of Leyburn Primary School to choose</strong>" in page


def test_the_office_asks_from_the_list_of_candidates_and_presses_twice(office, support):
    request = support.accepted()
    here = reverse("office-candidates", args=[request.pk])
    assert "Tom Raine" in said(office.get(here))
    for _ in range(2):
        office.post(reverse("office-enquiries", args=[request.pk]), {"designation": support.tom.pk})
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("verb", "given", "state"),
    [
        ("decline", {"reason": "other", "note": "Not now."}, "declined"),
        ("wait", {"until_0": "8", "until_1": "1", "until_2": "2027", "note": "Nobody is free."}, "waiting"),
        ("redirect", {"reason": "hub", "note": "The English Hub."}, "redirected"),
        ("close_unmet", {"reason": "no_days", "note": "Nobody."}, "closed_unmet"),
        ("withdraw", {"note": "By phone."}, "withdrawn"),
    ],
)
def test_the_office_ends_a_request_with_its_reason(office, support, verb, given, state):
    request = support.asked()
    here = reverse("office-request-move", args=[request.pk, verb])
    assert office.get(here).status_code == 200
    assert office.post(here, {}).status_code == 200
    if verb == "wait":
        given = {"until": "2027-01-08", **given}
    assert office.post(here, given).status_code == 302
    assert SupportRequest.objects.get().state == state


def test_the_office_accepts_with_what_was_talked_through(office, support):
    request = support.asked()
    given = {
        "need": "How writing is taught.",
        "area": cast.area().pk,
        "half_days": "2.5",
        "from_on": "2026-11-16",
        "until_on": "2026-12-18",
    }
    assert office.post(reverse("office-request-accept", args=[request.pk]), given).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.half_days, request.owner) == ("accepted", 5, support.margaret)


def test_a_request_whose_leader_is_chosen_says_what_comes_first(office, support):
    offer = support.chosen()
    page = office.post(reverse("office-request-move", args=[offer.request_id, "withdraw"]), {"note": "x"})
    assert "The office calls that off first." in said(page)


def test_a_head_answers_an_enquiry_from_her_e_mail_in_one_press(support):
    support.home_asked()
    client, page = opened(support.link(support.ann, "enquiry"))
    shown = said(client.get(page))
    assert "Could Tom Raine help Leyburn Primary School?" in shown
    assert "Between us" not in shown
    assert client.post(page, {}).status_code == 200
    assert Enquiry.objects.get().state == "asked"
    for _ in range(2):
        assert client.post(page, {"answer": "yes"}).status_code == 302
    assert Enquiry.objects.get().state == "yes"
    assert "your answer is “yes”" in said(client.get(page))


def test_opening_an_enquiry_changes_nothing(support):
    support.home_asked()
    before = Event.objects.count()
    client, page = opened(support.link(support.ann, "enquiry"))
    client.get(page)
    assert (Enquiry.objects.get().state, Event.objects.count()) == ("asked", before)


def test_a_link_to_one_enquiry_opens_no_other(support):
    support.home_asked()
    client, page = opened(support.link(support.ann, "enquiry"))
    other = support.home_asked(support.accepted(half_days=1))
    elsewhere = reverse("school-enquiry", args=[other.pk])
    assert page != elsewhere
    assert client.get(elsewhere).status_code in (302, 403, 404)


def test_an_enquiry_page_costs_little(support, django_assert_max_num_queries):
    support.home_asked()
    client, page = opened(support.link(support.ann, "enquiry"))
    client.get(page)
    with django_assert_max_num_queries(12):
        client.get(page)


def test_the_receiving_head_chooses_from_her_e_mail(support):
    offer = support.offered()
    client, page = opened(support.link(support.susan, "choice"))
    assert "Leads English at Reeth." in said(client.get(page))
    assert client.post(page, {}).status_code == 200
    for _ in range(2):
        client.post(page, {"choice": str(offer.pk)})
    assert Offer.objects.get().state == "chosen"
    assert "You have chosen Tom Raine" in said(client.get(page))


def test_none_of_these_sends_the_office_looking_further(support):
    support.offered()
    client, page = opened(support.link(support.susan, "choice"))
    client.post(page, {"choice": "none", "note": "Early years, please"})
    assert "We are looking further" in said(client.get(page))


def test_no_page_the_receiving_school_can_open_shows_a_refusal(support):
    home = support.home_asked()
    enquiries.answer(home, "no", reason="He is needed here.", **support.by(support.ann))
    susan = account(support.susan)
    followed = said(susan.get(reverse("school-request", args=[home.request_id])))
    assert "We are looking for the right System Leader" in followed
    for word in ("Tom Raine", "Ann Peel", "Reeth", "needed here", "refus"):
        assert word not in followed
    for name, pk in (
        ("school-enquiry", home.pk),
        ("office-enquiry-reason", home.pk),
        ("office-request", home.request_id),
    ):
        assert susan.get(reverse(name, args=[pk])).status_code in (403, 404)


def test_the_office_reads_a_private_reason_and_that_is_written_down(office, support):
    home = support.home_asked()
    enquiries.answer(home, "no", reason="He is needed here.", **support.by(support.ann))
    page = office.get(reverse("office-enquiry-reason", args=[home.pk]))
    assert "He is needed here." in said(page)
    assert Event.objects.filter(verb="looked", record_id=home.pk, by_id=support.margaret.pk).count() == 1


def test_the_office_records_asks_and_offers(office, support):
    home = support.home_asked()
    office.post(reverse("office-enquiry-answer", args=[home.pk]), {"answer": "yes", "note": "By phone"})
    office.post(reverse("office-enquiry-leader", args=[home.pk]))
    enquiry = Enquiry.objects.get(step="leader")
    enquiries.answer(enquiry, "yes", **support.by(support.leader))
    here = reverse("office-shortlist", args=[home.request_id])
    assert "Choose one, two or three" in said(office.post(here, {"go": "1"}))
    given = {f"offer_{support.tom.pk}": "on", f"because_{support.tom.pk}": "Leads English."}
    assert office.post(here, given).status_code == 302
    assert Offer.objects.get().because == "Leads English."


def test_the_school_follows_and_withdraws_its_request_by_link(support):
    request = support.asked()
    client, page = opened(support.link(support.susan, "request"))
    assert "We have your request" in said(client.get(page))
    away = reverse("school-request-withdrawal", args=[request.pk])
    client.post(away)
    assert SupportRequest.objects.get().state == "submitted"
    client.post(away, {"sure": "yes"})
    assert SupportRequest.objects.get().state == "withdrawn"


def test_a_head_finds_on_her_own_page_what_her_school_asked_for_and_where_it_stands(support):
    susan = account(support.susan)
    support.offered()
    assert "How writing is taught." in (words := said(susan.get(reverse("home"))))
    assert "Waiting for you to choose your System Leader." in words


def test_once_a_leader_helps_no_page_says_that_one_is_sought(support):
    deployment = support.agreed()
    susan = account(support.susan)
    for page in (reverse("home"), reverse("school-request", args=[deployment.request_id])):
        words = said(susan.get(page))
        assert "Tom Raine is your System Leader: agreed." in words
        assert "We are looking" not in words


def test_anybody_may_ask_for_support_in_ninety_seconds(support):
    client = Client()
    here = reverse("ask-for-support")
    assert client.get(here).status_code == 200
    assert client.post(here, {}).status_code == 200
    assert not SupportRequest.objects.exists()


def test_another_alliances_office_finds_nothing(support):
    request = support.accepted()
    there = cast.alliance("Wensleydale Alliance", default=False)
    stranger = account(cast.officer(there, "Ruth Kearton"))
    for name in ("office-request", "office-candidates", "office-shortlist", "office-request-accept"):
        assert stranger.get(reverse(name, args=[request.pk])).status_code == 404


def test_two_alliances_do_not_mix_in_one_queue(support, office):
    support.asked()
    other = Support(cast.alliance("Wensleydale Alliance", default=False))
    other.asked()
    assert said(office.get(reverse("office-requests"))).count("Leyburn Primary School") == 1
