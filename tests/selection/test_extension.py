"""A later deadline for one person: before the deadline of all and after it, for who has not sent in and who has."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from drystone.questions import sheets
from drystone.selection import applications, assessments, rounds
from drystone.selection.applications import CannotApply
from drystone.selection.models import Application, Extension
from drystone.selection.rounds import Unfit
from tests import cast
from tests.selection.pressing import dated, words
from tests.selection.stage import CLOSES, LATER, Stage, applicant, draft, fill, submitted
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
UNTIL = CLOSES + timedelta(days=10)


def test_the_office_gives_more_time_from_her_page_after_the_deadline_and_she_sends_it_in(at: Stage, clock):
    """Features 7: Deadline extension / reopening for one person."""
    application = draft(at)
    clock.move_to(LATER)
    office = sign_in(Client(), at.manager)
    shown = office.get(reverse("office-application", args=[application.pk])).content.decode()
    way = f"{reverse('office-extension', args=[at.round.pk])}?application={application.pk}"
    assert way in shown
    assert application.person.email in office.get(way).content.decode()
    given = {"email": application.person.email, "until_time": "17:00", "reason": "Ill"} | dated(until="7 12 2026")
    assert office.post(way, given).status_code == 302
    client = sign_in(Client(), application.person)
    page = reverse("apply-application", args=[application.pk])
    assert "Monday 7 December 2026 at 5pm" in words(client.get(page))
    client.post(reverse("apply-check", args=[application.pk]))
    application.refresh_from_db()
    assert application.state == "submitted"


def test_whoever_was_given_more_time_finds_her_way_on_the_page_of_a_closed_round(at: Stage, clock):
    hers, other = applicant(), applicant("Tess Hird")
    rounds.extend(at.round, hers, until=UNTIL, reason="ill", by=at.manager, at=LATER)
    clock.move_to(LATER)
    page, start = reverse("round-page", args=[at.round.pk]), reverse("apply-start", args=[at.round.pk])
    client = sign_in(Client(), hers)
    assert "you may apply until Monday 7 December 2026 at 11:59pm" in words(client.get(page))
    assert client.post(start).status_code == 302
    assert Application.objects.get().person == hers
    for visitor in (Client(), sign_in(Client(), other)):
        assert "You have been given more time" not in words(visitor.get(page))
    assert "This round is not open" in words(sign_in(Client(), other).post(start, follow=True))


def test_what_was_sent_in_is_opened_again_after_the_deadline_for_her_alone(at: Stage):
    """Features 7: Deadline extension / reopening for one person."""
    application, other = submitted(at), submitted(at, applicant("Tess Hird"))
    who = cast.acting(application.person)
    with pytest.raises(CannotApply):
        applications.reopen(application, by=who, at=LATER)
    rounds.extend(at.round, who, until=UNTIL, reason="A page was missing.", by=at.manager, at=LATER)
    applications.reopen(application, by=who, at=LATER)
    fill(application.sheet, {"impact": "Writing went up."}, LATER)
    applications.submit(application, by=who, at=LATER)
    assert (application.state, sheets.value(application.sheet, "impact")) == ("submitted", "Writing went up.")
    with pytest.raises(CannotApply):
        applications.reopen(other, by=cast.acting(other.person), at=LATER)


def test_once_somebody_reads_it_more_time_is_not_offered(at: Stage, office: Client):
    application = submitted(at)
    page = reverse("office-application", args=[application.pk])
    assert "Give more time" in words(office.get(page))
    assessments.assign(application, at.panel[2], by=at.manager, at=LATER)
    assert "Give more time" not in words(office.get(page))


def test_more_time_ends_in_the_future(at: Stage):
    with pytest.raises(Unfit, match="still to come"):
        rounds.extend(at.round, applicant(), until=LATER, reason="x", by=at.manager, at=LATER)
    assert Extension.objects.count() == 0
