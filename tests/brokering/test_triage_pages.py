"""The office's pages of triage: the queue, its filters and promises, and each answer with what the school reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drystone.brokering import looking_after, outside, priority, requests, scoping
from drystone.brokering.models import OutsideSupport, RequestNote, ScopingVisit, SupportRequest
from drystone.questions.models import AnswerSheet
from tests import cast
from tests.brokering.test_triage import NEXT_WEEK
from tests.clock import NOW
from tests.postgres import OPENING
from tests.supporting_pages import account, said

QUEUE = reverse("office-requests")


@pytest.fixture
def office(support):
    return account(support.margaret)


def page_of(office, asked) -> str:
    return said(office.get(reverse("office-request", args=[asked.pk])))


def many(support, number: int) -> None:
    """So many requests at once, as wide in their answers as real ones."""
    first = support.asked()
    sheet = AnswerSheet.objects.get(pk=first.sheet_id)
    fields = [field.attname for field in AnswerSheet._meta.concrete_fields if field.attname != "id"]
    copies = AnswerSheet.objects.bulk_create(
        AnswerSheet(**{name: getattr(sheet, name) for name in fields}) for _ in range(number)
    )
    kept = [field.attname for field in SupportRequest._meta.concrete_fields if field.attname not in ("id", "sheet_id")]
    same = {name: getattr(first, name) for name in kept}
    SupportRequest.objects.bulk_create(
        SupportRequest(**same | {"sheet_id": one.pk, "priority": 1 + at % 4, "state_since": NOW - timedelta(hours=at)})
        for at, one in enumerate(copies)
    )


def test_the_queue_of_fifteen_hundred_costs_as_many_questions_as_that_of_one(office, support):
    many(support, 1_500)
    for address in (QUEUE, f"{QUEUE}?show=missed&sort=age", f"{QUEUE}?show=near&sort=-school"):
        office.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = said(office.get(address))
        assert page.count('<th scope="row"') == 25
        assert len(asked) <= 10 + OPENING


def test_each_filter_says_how_many_and_shows_them(office, support):
    mine, nobodys, waits = support.accepted(half_days=1), support.asked(), support.asked()
    SupportRequest.objects.filter(pk=nobodys.pk).update(state_since=NOW - timedelta(days=7))
    requests.wait(waits, until=NEXT_WEEK, note="x", **support.office)
    page = said(office.get(QUEUE))
    labels = ("Open (3)", "Mine (1)", "Nobody&#x27;s (2)", "Due soon (0)", "Missed (1)", "All there ever were (3)")
    for label in labels:
        assert label in page
    assert "English (3)" in page
    assert "Waiting (1)" in page
    assert "First answer was due Friday 6 November 2026" in page
    assert said(office.get(f"{QUEUE}?show=mine")).count('<th scope="row"') == 1
    assert f"/{mine.pk}/" in said(office.get(f"{QUEUE}?show=mine"))
    assert f"/{nobodys.pk}/" in said(office.get(f"{QUEUE}?show=missed"))
    assert said(office.get(f"{QUEUE}?state=waiting")).count('<th scope="row"') == 1
    assert "No request is like that." in said(office.get(f"{QUEUE}?show=near"))
    assert office.get(f"{QUEUE}?show=nonsense&area=x&sort=y&page=z").status_code == 200


def test_what_is_due_tomorrow_is_said_before_it_is_missed(office, support):
    asked = support.asked()
    SupportRequest.objects.filter(pk=asked.pk).update(state_since=NOW - timedelta(days=1))
    assert "First answer due tomorrow" in said(office.get(f"{QUEUE}?show=near"))
    assert "First answer due tomorrow" in page_of(office, asked)


def test_the_page_shows_what_a_priority_is_made_of_and_takes_another(office, support):
    asked = support.asked()
    here = reverse("office-request-priority", args=[asked.pk])
    assert "The first support for this school" in said(office.get(here))
    assert "Error:" in said(office.post(here, {"priority": "1"}))
    office.post(here, {"priority": "1", "why": "The head is new."})
    assert "set by Margaret Alderson: The head is new." in page_of(office, asked)
    office.post(here, {"undo": "1"})
    assert "The head is new." not in page_of(office, asked).split("What happened")[0]


@pytest.mark.parametrize(
    ("verb", "given", "state"),
    [
        ("redirect", {"reason": "network", "note": "The maths network."}, "redirected"),
        ("close_unmet", {"reason": "no_area", "note": "Nobody."}, "closed_unmet"),
        ("decline", {"reason": "other", "note": "Not now."}, "declined"),
    ],
)
def test_an_answer_asks_for_its_coded_reason_and_loses_nothing_typed(office, support, verb, given, state):
    asked = support.asked()
    here = reverse("office-request-move", args=[asked.pk, verb])
    half = said(office.post(here, {"note": given["note"]}))
    assert given["note"] in half
    assert SupportRequest.objects.get().state == "submitted"
    assert office.post(here, given).status_code == 302
    assert SupportRequest.objects.get().state == state


def test_what_the_school_reads_is_shown_before_anything_is_sent(office, support):
    asked = support.asked()
    here = reverse("office-request-move", args=[asked.pk, "decline"])
    assert "We are sorry that we cannot help" in said(office.get(here))
    shown = said(office.post(here, {"reason": "other", "note": "The hub does this.", "preview": "1"}))
    assert shown.count("The hub does this.") == 2
    assert SupportRequest.objects.get().state == "submitted"


def test_accepted_after_scoping_on_the_pages(office, support):
    asked = support.asked()
    here = reverse("office-request-move", args=[asked.pk, "scope"])
    day = {"due_on_0": "18", "due_on_1": "11", "due_on_2": "2026", "due_on": "2026-11-18"}
    assert office.post(here, {"visitor": str(support.margaret.pk), **day}).status_code == 302
    assert "Write down what came of it" in page_of(office, asked)
    visit = ScopingVisit.objects.get()
    report = reverse("office-scoping-report", args=[visit.pk])
    found = {"held_on": "2026-11-11", "area": cast.area().pk, "half_days": "2", "found": "One class only."}
    assert "cannot lie ahead" in said(office.post(report, found | {"held_on": "2026-11-12"}))
    assert office.post(report, found).status_code == 302
    assert "One class only." in page_of(office, asked)
    form = said(office.get(reverse("office-request-accept", args=[asked.pk])))
    assert 'name="half_days" type="text" value="2"' in form or 'value="2"' in form


def test_two_requests_stand_side_by_side_before_one_joins_the_other(office, support):
    first, second = support.asked(), support.asked()
    here = reverse("office-request-merger", args=[second.pk])
    assert said(office.get(here)).count("How writing is taught.") >= 3
    assert office.post(here, {}).status_code == 200
    assert office.post(here, {"into": str(first.pk)}).status_code == 302
    assert "It goes on as" in page_of(office, second)
    office.post(reverse("office-request-move", args=[second.pk, "separate"]), {"note": "Another class."})
    assert SupportRequest.objects.get(pk=second.pk).state == "submitted"


def test_of_another_school_no_request_can_be_chosen(office, support):
    asked = support.asked()
    assert "No other request of this school is open" in said(
        office.get(reverse("office-request-merger", args=[asked.pk]))
    )


def test_a_colleague_is_given_the_request_and_notes_are_dated(office, support):
    colin, asked = support.coordinator(), support.asked()
    office.post(reverse("office-request-owner", args=[asked.pk]), {"owner": str(colin.pk)})
    assert SupportRequest.objects.get().owner == colin
    office.post(reverse("office-request-note", args=[asked.pk]), {"text": "Rang the head."})
    assert RequestNote.objects.count() == 1
    assert "Rang the head." in page_of(office, asked)


def test_the_office_says_that_leader_and_school_have_spoken(office, support):
    offer = support.chosen()
    here = reverse("office-request-contact", args=[offer.request_id])
    office.post(here)
    assert SupportRequest.objects.get().in_touch_at is None
    office.post(here, {"sure": "yes"})
    assert SupportRequest.objects.get().in_touch_at == NOW


def test_the_whole_history_of_a_school_stands_on_one_page(office, support):
    asked = support.asked()
    support.agreed()
    here = reverse("office-outside-support", args=[support.leyburn.pk])
    day = {"starts": "2026-09-07"}
    assert office.post(here, {}).status_code == 200
    assert office.post(here, {"giver": "hub", "giver_name": "", "what": "Phonics audit", **day}).status_code == 302
    whole = said(office.get(reverse("office-school-support", args=[support.leyburn.pk])))
    for words in ("Deployment: English", "Tom Raine", "Phonics audit", "Request: English"):
        assert words in whole
    assert "Phonics audit" in page_of(office, asked)
    away = reverse("office-outside-support-removal", args=[OutsideSupport.objects.get().pk])
    office.post(away)
    assert "Phonics audit" in page_of(office, asked)
    office.post(away, {"sure": "yes"})
    assert "Phonics audit" not in page_of(office, asked)


def test_a_school_that_the_alliance_has_nothing_to_do_with_has_no_page(office, support):
    stranger = cast.school("Hawes Primary School")
    assert office.get(reverse("office-school-support", args=[stranger.pk])).status_code == 404


def test_nothing_of_triage_is_read_by_the_school(support):
    asked = support.asked()
    scoping.arrange(asked, visitor=support.margaret, due_on=NEXT_WEEK, note="CANARY", **support.office)
    priority.set_to(asked, 1, why="CANARY", **support.office)
    looking_after.note(asked, "CANARY", **support.office)
    outside.note(support.alliance, support.leyburn, outside.Heard("hub", "CANARY", NEXT_WEEK), **support.office)
    susan = account(support.susan)
    page = said(susan.get(reverse("school-request", args=[asked.pk])))
    assert "would like to visit you first" in page
    assert "CANARY" not in page
    assert "CANARY" not in said(susan.get(reverse("home")))
    assert susan.get(reverse("office-school-support", args=[support.leyburn.pk])).status_code in (403, 404)
