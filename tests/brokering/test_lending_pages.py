"""Lending on the pages of two offices: asked, proposed, agreed; and neither reads anything else of the other."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.alliances.models import Alliance
from drystone.brokering.models import Borrowing, Lending
from drystone.web.office.policy_words import PARTS
from tests import cast
from tests.brokering.neighbours import Neighbours
from tests.browsing import DESK, PHONE
from tests.postgres import OPENING
from tests.selection.test_in_a_browser import signed_in
from tests.signing_in import sign_in
from tests.supporting_pages import account, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> Neighbours:
    return Neighbours()


def test_two_offices_from_the_question_to_the_agreement(two: Neighbours):
    here, there = sign_in(Client(), two.here.margaret), sign_in(Client(), two.there.margaret)
    asks = reverse("office-request-borrowing", args=[two.request.pk])
    assert "Wharfedale Alliance" in said(here.get(asks))
    assert "There is a problem" in said(here.post(asks, {"note": "A small school."}))
    page = said(here.post(asks, {"lenders": [two.there.alliance.slug], "note": "A small school."}, follow=True))
    assert "They have been asked." in page
    assert "Waiting for <strong>Wharfedale Alliance to answer" in page
    assert "asks whom you could lend for Leyburn" in said(there.get(reverse("office-home")))
    assert "Leyburn Primary School" in said(there.get(reverse("office-lendings")))
    page = said(there.get(reverse("office-lending", args=[two.lending.pk])))
    for told in ("How writing is taught.", "A small school.", "Wilf Thwaite", "Because: English", "Swaledale"):
        assert told in page
    for hidden in ("Susan", "Margaret Alderson", "Between us", "Tom Raine"):
        assert hidden not in page
    lent = reverse("office-lending", args=[two.lending.pk])
    page = said(there.post(lent, {"designation": two.wilf.pk, "because": "Leads English."}, follow=True))
    assert "Their days are held" in page
    assert "could lend somebody for Leyburn" in said(here.get(reverse("office-home")))
    page = said(here.get(reverse("office-borrowing", args=[two.borrowing.pk])))
    for told in ("Wilf Thwaite", "Leads English.", "Reeth Primary School"):
        assert told in page
    assert "Nell" not in page
    page = said(here.post(reverse("office-borrowing-act", args=[two.borrowing.pk, "agree"]), follow=True))
    assert "Agreed. They ask the home school" in page
    assert "Go on with your own request" in said(there.get(lent))
    assert "Wilf Thwaite" in said(there.get(reverse("office-candidates", args=[two.work.pk])))


def test_neither_office_opens_the_others_pages_and_no_school_opens_either(two: Neighbours):
    two.agreed()
    addresses = [
        reverse("office-borrowing", args=[two.borrowing.pk]),
        reverse("office-lending", args=[two.lending.pk]),
        reverse("office-request", args=[two.work.pk]),
        reverse("office-leader", args=[two.wilf.pk]),
        reverse("office-candidates", args=[two.work.pk]),
    ]
    here, there = sign_in(Client(), two.here.margaret), sign_in(Client(), two.there.margaret)
    assert [here.get(url).status_code for url in addresses] == [200, 404, 404, 404, 404]
    assert [there.get(url).status_code for url in addresses] == [404, 200, 200, 200, 200]
    assert there.get(reverse("office-request", args=[two.request.pk])).status_code == 404
    for person in (two.here.susan, two.there.ann, two.there.leader):
        statuses = {account(person).get(url).status_code for url in addresses}
        assert statuses <= {403, 404}


def test_the_school_reads_nothing_of_who_was_asked_or_proposed_or_why_not(two: Neighbours):
    two.proposed()
    there = sign_in(Client(), two.there.margaret)
    no = reverse("office-lending-no", args=[two.lending.pk])
    assert "no school ever does" in said(there.get(no))
    assert "has been told" in said(there.post(no, {"reason": "CANARY of illness"}, follow=True))
    office = sign_in(Client(), two.here.margaret)
    assert "CANARY of illness" in said(office.get(reverse("office-borrowing", args=[two.borrowing.pk])))
    susan = account(two.here.susan)
    for url in (reverse("home"), reverse("school-request", args=[two.request.pk])):
        page = said(susan.get(url))
        for hidden in ("CANARY", "Wilf", "Wharfedale"):
            assert hidden not in page, url


def test_an_agreement_to_what_is_gone_is_told_so_and_pressed_twice_it_is_once(two: Neighbours):
    two.proposed()
    here = sign_in(Client(), two.here.margaret)
    agree = reverse("office-borrowing-act", args=[two.borrowing.pk, "agree"])
    for _ in range(2):
        assert "Agreed." in said(here.post(agree, follow=True))
    withdraw = reverse("office-borrowing-act", args=[two.borrowing.pk, "withdraw"])
    assert "Withdrawn. They have been told." in said(here.post(withdraw, follow=True))
    assert here.post(agree).status_code == 409
    assert here.post(reverse("office-borrowing-act", args=[two.borrowing.pk, "finish"])).status_code == 404


def test_a_chosen_leader_is_not_withdrawn_by_a_press(two: Neighbours):
    two.chosen()
    here = sign_in(Client(), two.here.margaret)
    page = said(here.post(reverse("office-borrowing-act", args=[two.borrowing.pk, "withdraw"]), follow=True))
    assert "Ask them to call it off first" in page


def test_an_area_that_is_theirs_alone_is_chosen_first(two: Neighbours):
    two.asked()
    Lending.objects.update(area=None, area_name="Writing in the Dales")
    there, url = sign_in(Client(), two.there.margaret), reverse("office-lending", args=[two.lending.pk])
    page = said(there.get(url))
    assert "Which of your areas of expertise is it?" in page
    assert "Wilf" not in page
    with_area = f"{url}?area={cast.area().pk}"
    assert "Wilf Thwaite" in said(there.get(with_area))
    there.post(with_area, {"designation": two.wilf.pk, "because": "Knows it."})
    assert two.lending.area == cast.area()


def test_where_nobody_lends_or_nobody_fits_the_page_says_so(two: Neighbours):
    two.asked()
    two.wilf.state = "paused"
    two.wilf.save()
    there = sign_in(Client(), two.there.margaret)
    page = said(there.get(reverse("office-lending", args=[two.lending.pk])))
    assert "Nobody fits" in page
    Alliance.objects.update(lends=False)
    here = sign_in(Client(), two.here.margaret)
    assert "Nobody lends to you at present" in said(
        here.get(reverse("office-request-borrowing", args=[two.request.pk]))
    )
    assert "No other alliance has asked" in said(here.get(reverse("office-lendings")))


def test_the_manager_says_to_whom_the_alliance_lends(two: Neighbours):
    here, part = sign_in(Client(), two.here.margaret), reverse("office-policy", args=["support"])
    standing = {name: getattr(two.here.alliance, name) for name in PARTS["support"].policies}
    kept = {name: ("no", "yes")[value] if isinstance(value, bool) else value for name, value in standing.items()}
    here.post(part, {**kept, "lends": "yes", "lends_to": [two.there.alliance.slug]})
    two.here.alliance.refresh_from_db()
    assert (two.here.alliance.lends, two.here.alliance.lends_to) == (True, [two.there.alliance.slug])
    assert "Wharfedale Alliance" in said(here.get(reverse("office-policies")))


@pytest.mark.parametrize("number", [1, 4])
def test_pages_of_lending_ask_the_same_number_of_questions_at_any_size(two: Neighbours, number: int, query_count):
    for each in range(number):
        two.there.add_leader(f"Leader {each}")
    two.asked()
    for each in range(number - 1):
        row = two.lending
        row.pk, row.crossing = None, 1_000_000 + each
        row.save()
    first = Lending.objects.order_by("pk")[0]
    there, cost = sign_in(Client(), two.there.margaret), []
    for url in (reverse("office-lendings"), reverse("office-lending", args=[first.pk])):
        there.get(url)
        with query_count() as queries:
            there.get(url)
        cost.append(len(queries))
    assert cost == [4 + OPENING, 9 + OPENING]


def test_on_a_telephone_and_at_a_desk_two_offices_lend(
    two: Neighbours, transactional_db, live_server, open_browser, looks_right
):
    here = signed_in(open_browser(DESK), live_server.url, two.here.margaret).new_page()
    there = signed_in(open_browser(PHONE), live_server.url, two.there.margaret).new_page()
    here.goto(live_server.url + reverse("office-request", args=[two.request.pk]))
    here.get_by_role("link", name="Ask other alliances who could lend").click()
    looks_right(here, "ask")
    here.get_by_label("Wharfedale Alliance").check()
    here.get_by_role("button", name="Ask them").click()
    here.get_by_text("They have been asked.").wait_for()
    looks_right(here, "request")
    there.goto(live_server.url + reverse("office-home"))
    there.get_by_role("link", name="asks whom you could lend").click()
    looks_right(there, "lending")
    there.get_by_label("Wilf Thwaite").check()
    there.get_by_label("Why they fit").fill("Leads English in a small school.")
    there.get_by_role("button", name="Propose").click()
    there.get_by_text("Their days are held").first.wait_for()
    looks_right(there, "proposed")
    here.goto(live_server.url + reverse("office-borrowing", args=[Borrowing.objects.get().pk]))
    looks_right(here, "proposal")
    here.get_by_role("button", name="Agree").click()
    here.get_by_text("Agreed. They ask the home school").wait_for()
    looks_right(here, "agreed")
    there.reload()
    there.get_by_role("link", name="Go on with your own request").click()
    there.get_by_role("heading", name="Leyburn Primary School").wait_for()
    there.goto(live_server.url + reverse("office-lendings"))
    looks_right(there, "list")
    there.goto(live_server.url + reverse("office-lending-no", args=[two.lending.pk]))
    looks_right(there, "no")
