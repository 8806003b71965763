"""The public page, the check before, an application and what follows it, pressed as an applicant presses it."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.history.models import Event
from drystone.selection import decisions
from drystone.selection.models import (
    Application,
    EqualityAnswers,
    Interest,
    Reference,
    Round,
)
from tests.selection.pressing import ELIGIBLE, not_shortlisted, words
from tests.selection.stage import (
    DECIDED,
    LATER,
    Stage,
    applicant,
    asked,
    draft,
    given,
    offered,
    shortlisted,
    slot,
    submitted,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_the_public_page_says_the_deadline_with_its_weekday_and_the_interview_week(at: Stage):
    said = words(Client().get(reverse("round-page", args=[at.round.pk])))
    assert "Friday 27 November 2026 at 11:59pm" in said
    assert "Week commencing Monday 7 December 2026" in said
    assert Client().get(reverse("round-dates", args=[at.round.pk]))["Content-Type"].startswith("text/calendar")


def test_a_draft_round_is_not_public(at: Stage):
    Round.objects.update(state="draft")
    assert Client().get(reverse("round-page", args=[at.round.pk])).status_code == 404


def test_anybody_may_ask_to_be_told(at: Stage):
    answer = Client().post(reverse("public-interest"), {"name": "Tess", "address": "tess@reeth.example"})
    assert (answer.status_code, Interest.objects.get().address) == (302, "tess@reeth.example")
    again = Client().post(reverse("public-interest"), {"name": "Tess", "address": "no address"})
    assert "no address" in again.content.decode()


def test_the_check_before_is_kind_when_the_answer_is_no(at: Stage):
    address = reverse("apply-eligibility", args=[at.round.pk])
    assert Client().post(address, ELIGIBLE)["Location"] == reverse("apply-start", args=[at.round.pk])
    said = words(Client().post(address, ELIGIBLE | {"two_years_leading": "no"}))
    assert "Perhaps not yet" in said
    assert "we can tell you when later rounds open" in said


def test_an_application_over_two_sittings(at: Stage):
    """Features 4: Saved drafts, come back later."""
    who = applicant()
    client = sign_in(Client(), who)
    start = reverse("apply-start", args=[at.round.pk])
    assert client.get(start).status_code == 200
    assert Application.objects.count() == 0
    first = client.post(start)
    assert client.post(start)["Location"] == first["Location"]
    application = Application.objects.get()
    section = reverse("apply-section", args=[application.pk, "your_school"])
    save = client.post(reverse("apply-save", args=[application.pk]), {"question": "job", "job": "Head of English"})
    assert save.json()["saved"] is True
    assert "Head of English" in client.get(section).content.decode()
    other_device = sign_in(Client(), who)
    assert "Head of English" in other_device.get(section).content.decode()
    left = words(other_device.get(reverse("apply-application", args=[application.pk])))
    assert "What is left" in left


def test_it_is_sent_in_from_the_page_that_shows_every_answer(at: Stage):
    application = draft(at)
    client = sign_in(Client(), application.person)
    check = reverse("apply-check", args=[application.pk])
    assert "Send in my application" in words(client.get(check))
    done = client.post(check)
    assert done["Location"] == reverse("apply-application", args=[application.pk])
    assert client.post(check).status_code == 302
    said = words(client.get(done["Location"]))
    assert "Waiting for Ann Peel to give your reference" in said
    assert Reference.objects.count() == 1


def test_what_is_missing_is_linked_and_nothing_is_sent(at: Stage):
    application = draft(at, impact="")
    client = sign_in(Client(), application.person)
    answer = client.post(reverse("apply-check", args=[application.pk]))
    assert "/sections/evidence/#id_impact" in answer.content.decode()
    application.refresh_from_db()
    assert application.state == "draft"


def test_too_late_by_a_second_is_said_plainly(at: Stage, clock):
    application = draft(at)
    clock.move_to(at.round.closes_at)
    client = sign_in(Client(), application.person)
    said = words(client.post(reverse("apply-check", args=[application.pk])))
    assert "The deadline has passed. Your answers are kept" in said


def test_nobody_else_opens_her_application(at: Stage):
    application = submitted(at)
    page = reverse("apply-application", args=[application.pk])
    assert sign_in(Client(), applicant("Tess Hird")).get(page).status_code == 404
    assert sign_in(Client(), at.manager).get(page).status_code == 404
    assert Client().get(page).status_code == 302


def test_she_changes_it_and_withdraws_it(at: Stage):
    application = submitted(at)
    client = sign_in(Client(), application.person)
    page = reverse("apply-application", args=[application.pk])
    client.post(reverse("apply-reopening", args=[application.pk]))
    assert "What is left" in words(client.get(page))
    withdrawal = reverse("apply-withdrawal", args=[application.pk])
    assert "Choose yes to withdraw" in words(client.post(withdrawal, {"reason": ""}))
    for _ in range(2):
        assert client.post(withdrawal, {"sure": "yes", "reason": "Moved"}).status_code == 302
    assert "You withdrew this application" in words(client.get(page))


def test_an_applicant_is_not_told_of_a_no_before_the_release(at: Stage):
    application = submitted(at)
    given(at, application)
    decisions.prepare(
        Application.objects.get(pk=not_shortlisted(at, application).pk),
        "unsuccessful",
        reason="impact",
        feedback="CANARY",
        by=at.manager,
        at=DECIDED,
    )
    client = sign_in(Client(), application.person)
    for page in (reverse("apply-application", args=[application.pk]), reverse("home")):
        said = words(client.get(page)).lower()
        assert "canary" not in said
        assert "not shortlisted" not in said


def test_she_nudges_and_names_somebody_else(at: Stage, clock):
    reference = asked(at)
    client = sign_in(Client(), reference.application.person)
    nudge = reverse("apply-reference-nudge", args=[reference.pk])
    page = reverse("apply-application", args=[reference.application_id])
    assert client.post(nudge)["Location"] == page
    assert "once in three days" in words(client.get(page))
    clock.shift(3 * 24 * 3600)
    client = sign_in(Client(), reference.application.person)
    client.post(nudge)
    assert "We have reminded Ann Peel" in words(client.get(page))
    new = {"name": "Ivy Raw", "role": "Headteacher", "email": "ivy@reeth.example"}
    assert client.post(reverse("apply-reference-referee", args=[reference.pk]), new).status_code == 302
    assert client.post(reverse("apply-reference-referee", args=[reference.pk]), new).status_code in (200, 302)
    assert [r.referee.name for r in Reference.objects.exclude(state="replaced")] == ["Ivy Raw"]


def test_equality_is_given_once_and_unlinked(at: Stage):
    application = submitted(at)
    client = sign_in(Client(), application.person)
    page = reverse("apply-equality", args=[application.pk])
    before = Event.objects.count()
    for _ in range(2):
        assert client.post(page, {"age": "30_to_39"}).status_code == 302
    assert EqualityAnswers.objects.get().answers == {"age": "30_to_39"}
    assert Event.objects.count() == before


def test_the_applicant_chooses_rearranges_and_has_a_calendar_file(at: Stage, clock):
    application = shortlisted(at)
    interview = offered(at, application)
    slot(at, LATER.replace(day=9))
    clock.move_to(LATER)
    client = sign_in(Client(), application.person)
    page = reverse("apply-interview", args=[application.pk])
    assert "Tuesday 8 December 2026 at 10am" in words(client.get(page))
    chosen = at.round.slots.first()
    for _ in range(2):
        assert client.post(page, {"slot": chosen.pk, "access_needs": "Step-free"}).status_code in (200, 302)
    interview.refresh_from_db()
    assert (interview.state, interview.slot) == ("booked", chosen)
    file = client.get(reverse("apply-interview-file", args=[application.pk]))
    assert b"interview-" in b"".join(file.streaming_content)
    client.post(reverse("apply-interview-rearrangement", args=[application.pk]), {"reason": "Ill"})
    interview.refresh_from_db()
    assert (interview.state, interview.moved) == ("offered", 1)
