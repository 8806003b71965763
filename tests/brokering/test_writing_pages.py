"""The pages of asking: by account, by link, by the office, by an authority; the request followed."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from drystone.brokering import enquiries, requests
from drystone.brokering.models import SupportRequest
from drystone.mail.models import Message
from drystone.questions import exports
from drystone.register import release
from drystone.schools.models import Organisation, SchoolLink
from tests import cast
from tests.brokering.writing import SECRET, authority, commissioned, drafted
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, opened, said

NEED: dict[str, Any] = {
    "need": "How writing is taught.", "area": "english", "phase": "primary", "supported_role": "A new English lead",
    "why_now": ["data"], "success_1": "The team plans together.",
}  # fmt: skip
HELP: dict[str, Any] = {
    "kinds_of_support": ["peer_coaching"], "days": "3", "from_on_day": "16", "from_on_month": "11",
    "from_on_year": "2026", "until_on_day": "18", "until_on_month": "12", "until_on_year": "2026",
    "urgency": "term", "place": "in_person",
}  # fmt: skip
PAGES = (("need", NEED), ("help", HELP), ("paying", {"payer": "own_budget", "needs_order": "no"}))


def at(name: str, request: SupportRequest, *more: Any) -> str:
    return reverse(name, args=[request.pk, *more])


def fill_in(client: Client, request: SupportRequest) -> None:
    """Page by page, as a browser would, from the first with something to say to the check of all answers."""
    here = client.get(client.get(at("school-request", request)).context["next"]).request["PATH_INFO"]
    for key, given in (*PAGES, ("besides", {"confidence": SECRET})):
        assert here == at("school-request-section", request, key)
        answer = client.post(here, given)
        assert answer.status_code == 302, said(answer)
        here = answer["Location"]
    assert here == at("school-request-check", request)


def test_a_head_asks_from_her_own_page_and_is_asked_nothing_that_is_known(support):
    cast.area()
    susan = account(support.susan)
    assert reverse("school-asking") in said(susan.get(reverse("home")))
    answer = susan.post(reverse("school-asking"), {"who": support.leyburn.pk})
    asked = SupportRequest.objects.get()
    assert answer["Location"] == at("school-request", asked)
    fill_in(susan, asked)
    check = at("school-request-check", asked)
    assert SECRET in said(susan.get(check)), "she reads it herself before she sends it"
    for _ in "12":
        assert susan.post(check).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.half_days, str(asked.area)) == ("submitted", 6, "English")
    page = said(susan.get(at("school-request", asked)))
    assert "Somebody from the office answers by Friday 13 November 2026" in page


def test_whoever_follows_a_request_by_link_begins_another_by_it_and_is_not_sent_to_her_mail(support):
    before = support.asked()
    client, _ = opened(support.link(support.susan, "request"))
    assert client.post(at("school-request-another", before)).url == at("school-request", before)  # a filter's press
    answer = client.post(at("school-request-another", before), {"sure": "yes"})
    new = SupportRequest.objects.exclude(pk=before.pk).get()
    assert answer["Location"] == at("school-request", new)
    assert client.get(at("school-request", new)).status_code == 200
    fill_in(client, new)
    assert client.post(at("school-request-check", new)).status_code == 302
    new.refresh_from_db()
    assert new.state == "submitted"


def test_a_head_asks_by_the_standing_link_of_her_system_leaders(support):
    release.ask(support.tom, by=support.margaret, at=NOW)
    link = support.link(support.ann, "release")
    client, _ = opened(link)
    page = client.get(reverse("school-leaders-of", args=[link.record_id]))
    there = reverse("school-leaders-asking", args=[link.record_id])
    assert there in said(page)
    client.post(there)
    assert client.post(there, {"sure": "yes"}).status_code == 302
    assert SupportRequest.objects.get().school == support.reeth


def test_what_was_told_in_confidence_on_another_day_shows_by_link_after_six_digits_only(support):
    made = drafted(support)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        requests.emails.request_begun(made, at=NOW)
        client, _ = opened(support.link(support.susan, "request"))
        for name, more in (("school-request-check", ()), ("school-request-section", ("besides",))):
            answer = client.get(at(name, made, *more))
            assert (answer.status_code, "/code/" in answer["Location"]) == (302, True)
        assert SECRET not in said(client.get(at("school-request", made)))


def test_an_authority_asks_for_one_of_its_schools_and_follows_what_it_asked(support):
    cast.area()
    body, clare = authority(support)
    browser, here = account(clare), reverse("school-asking")
    given = {"who": body.pk, "school": support.reeth.urn}
    assert "Reeth Primary School is not one of the schools of Yoredale." in said(browser.post(here, given))
    assert "Choose the school" in said(browser.post(here, {"who": body.pk}))
    browser.post(here, given | {"school": support.leyburn.urn})
    asked = SupportRequest.objects.get()
    fill_in(browser, asked)
    browser.post(at("school-request-check", asked))
    assert "How writing is taught." in said(browser.get(reverse("school-requests")))
    page = said(browser.get(at("school-request", asked)))
    assert "asked for by Yoredale" in page
    assert SECRET not in page


def test_the_office_asks_for_a_school_on_behalf_of_an_authority_that_the_register_names(support):
    Organisation.objects.filter(pk=support.leyburn.pk).update(authority="Yoredale")
    office, here = account(support.margaret), reverse("office-request-new")
    given = {"school": support.leyburn.urn, "behalf": "authority", "body": ""}
    for _ in "12":
        assert office.post(here, given).status_code == 302
    asked = SupportRequest.objects.get()
    assert (asked.commissioner.name, asked.commissioner.kind, asked.state) == ("Yoredale", "authority", "draft")
    assert "Write the name of the diocese." in said(office.post(here, given | {"behalf": "diocese"}))
    assert office.post(here, given | {"behalf": "alliance"}).status_code == 302
    assert SupportRequest.objects.filter(commissioner=None).count() == 1


def test_who_is_signed_in_types_only_what_she_needs_in_a_call(support):
    susan, here = account(support.susan), reverse("ask-for-support")
    page = susan.get(here)
    assert reverse("school-asking") in said(page)
    form = page.context["form"]
    known = {name: form.initial[name] for name in ("school", "contact-name", "contact-email")}
    assert (known["contact-name"], known["contact-email"]) == ("Susan Iveson", support.susan.email)
    susan.post(here, known | {"phone": "01632 960999", "need": "Somebody to think with."})
    assert (SupportRequest.objects.get().school, SupportRequest.objects.get().contact) == (
        support.leyburn, support.susan,
    )  # fmt: skip


def close(support) -> Organisation:
    after = cast.school("Yoredale Primary School")
    SchoolLink.objects.create(organisation=support.leyburn, other=after, kind="successor", wording="Successor")
    Organisation.objects.filter(pk=support.leyburn.pk).update(status="2", closed_on=date(2026, 8, 31))
    return after


def test_a_call_for_a_closed_school_offers_the_one_that_followed_and_loses_nothing(support):
    after, here = close(support), reverse("ask-for-support")
    given = {
        "school": support.leyburn.urn, "contact-name": "Paul Dent", "contact-email": "paul@leyburn.example",
        "phone": "01632 960999", "need": "Somebody to think with.",
    }  # fmt: skip
    page = said(Client().post(here, given))
    assert "Yoredale Primary School" in page
    assert "was Leyburn Primary School (closed 31 August 2026)" in page
    assert "Somebody to think with." in page
    assert not SupportRequest.objects.exists()
    assert Client().post(here, given | {"school": after.urn}).status_code == 302
    assert SupportRequest.objects.get().school == after


def test_the_office_is_offered_the_school_that_followed_too(support):
    after = close(support)
    given = {"school": support.leyburn.urn, "behalf": "alliance"}
    page = said(account(support.margaret).post(reverse("office-request-new"), given))
    assert f"Ask for Yoredale Primary School ({after.urn}) instead" in page


def test_whoever_called_writes_the_rest_down_by_the_link_in_her_mail(support):
    cast.area()
    given = {
        "school": support.leyburn.urn, "contact-name": "Susan Iveson", "contact-email": support.susan.email,
        "phone": "01632 960999", "need": "Somebody to think with.",
    }  # fmt: skip
    Client().post(reverse("ask-for-support"), given)
    asked = SupportRequest.objects.get()
    client, page = opened(support.link(support.susan, "request"))
    assert "Write the rest down now" in said(client.get(page))
    assert client.post(at("school-request-rest", asked))["Location"] == at("school-request", asked)
    first = client.post(at("school-request-rest", asked), {"sure": "yes"})["Location"]
    assert first == at("school-request-section", asked, "need")
    assert "Somebody to think with." in said(client.get(first))
    for key, words in (*PAGES, ("besides", {})):
        client.post(at("school-request-section", asked, key), words)
    assert client.post(at("school-request-check", asked)).status_code == 302
    asked.refresh_from_db()
    assert (asked.rest.is_sealed, asked.half_days) == (True, 6)
    words = said(client.get(page))
    assert "Write the rest down now" not in words
    assert "Susan Iveson wrote the rest down." in words


def test_what_was_told_in_confidence_is_read_by_the_office_and_by_nobody_else_anywhere(support):
    asked = commissioned(support)
    office = account(support.margaret)
    assert SECRET in said(office.get(reverse("office-request", args=[asked.pk])))
    pages = ("school-request", "school-request-copy", "school-request-paper")
    for who in (support.susan, asked.commissioned_by, support.margaret):
        browser = account(who)
        for name in (*pages, *(("school-requests", "home") if who != support.margaret else ())):
            address = reverse(name) if name in ("home", "school-requests") else at(name, asked)
            answer = browser.get(address)
            assert answer.status_code == 200
            assert SECRET not in text_of(answer), f"{who} at {name}"
    assert SECRET not in str(exports.table([asked.sheet], "office"))
    assert SECRET not in str(list(Message.objects.values("subject", "text")))


def text_of(answer: Any) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if raw[:5] == b"%PDF-":
        found = " ".join(page.extract_text() for page in PdfReader(BytesIO(raw)).pages)
        assert "How writing is taught." in found
        return found
    return raw.decode()


def test_the_page_says_what_happens_next_and_by_when_at_every_step(support):
    susan, asked = account(support.susan), support.asked()

    def reads(*words: str, days: int = 0) -> None:
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            page = said(account(support.susan).get(at("school-request", asked)))
        for each in words:
            assert each in page

    reads("Somebody from the office answers by Friday 13 November 2026", "Susan Iveson sent the request.")
    reads("You should have heard from us by Friday 13 November 2026. We are sorry: please ring us.", days=5)
    days = {"half_days": 6, "from_on": date(2026, 11, 16), "until_on": date(2026, 12, 18)}
    requests.accept(asked, area=cast.area(), need="Writing", note="INNER", **days, **support.office)
    reads("We look for the right person and write to you by Friday 13 November 2026", "We took the request on.")
    reads("We are still looking, longer than we had hoped", days=5)
    requests.wait(asked, until=date(2027, 1, 8), note="Nobody is free.", **support.office)
    reads("We look again on Friday 8 January 2027", "“Nobody is free.”", "Whom to ring: ")
    assert "INNER" not in said(susan.get(at("school-request", asked)))


def test_after_the_choice_the_school_reads_by_when_her_leader_gets_in_touch(support):
    offer = support.chosen()
    page = said(account(support.susan).get(at("school-request", offer.request)))
    assert "Your System Leader gets in touch with you by Wednesday 18 November 2026" in page
    assert "A System Leader was chosen." in page


def test_nothing_of_enquiries_or_refusals_stands_on_any_page_of_the_school(support):
    home = support.home_asked()
    enquiries.answer(home, "no", reason="CANARY", **support.by(support.ann))
    requests.close_unmet(home.request, reason="other", note="CANARY: two heads said no", **support.office)
    for browser in (account(support.susan), opened(support.link(support.susan, "request"))[0]):
        for name in ("school-request", "school-request-copy"):
            page = said(browser.get(at(name, home.request)))
            for word in ("CANARY", "Ann Peel", "Tom Raine", "Reeth", "refus", "said no"):
                assert word not in page


def test_a_request_comes_back_from_its_own_page(support):
    asked = support.asked()
    susan = account(support.susan)
    susan.post(at("school-request-withdrawal", asked), {"sure": "yes"})
    assert "We need it after all" in said(susan.get(at("school-request", asked)))
    for _ in "12":
        susan.post(at("school-request-return", asked))
    asked.refresh_from_db()
    assert asked.state == "submitted"


@pytest.mark.parametrize("rows", [1, 3])
def test_what_was_asked_for_costs_as_much_for_three_as_for_one(support, rows, query_count):
    for _ in range(rows):
        support.asked()
    susan = account(support.susan)
    with query_count() as queries:
        page = said(susan.get(reverse("school-requests")))
    assert page.count("Somebody from the office") + page.count("somebody from the office") == rows
    assert len(queries) == 7 + OPENING


def test_a_page_of_the_form_and_the_page_that_is_followed_ask_the_database_little(support, query_count):
    made = drafted(support)
    susan = account(support.susan)
    counted = {}
    for name, more in (("school-request", ()), ("school-request-section", ("need",)), ("school-request-check", ())):
        with query_count() as queries:
            assert susan.get(at(name, made, *more)).status_code == 200
        counted[name] = len(queries)
    assert max(counted.values()) <= 15, counted
    sent = support.asked()
    with query_count() as queries:
        susan.get(at("school-request", sent))
    assert len(queries) <= 14 + OPENING
