"""An interview as its people meet it: a link to join by, her needs, the calendar's file, a letter for the panel."""

import pytest
from django.test import Client
from django.urls import reverse

from drystone.selection import interviews, panels, references
from drystone.selection.models import Interview
from drystone.selection.readings import Given, Referee
from tests import cast
from tests.selection.pressing import words
from tests.selection.stage import INTERVIEW, LATER, Stage, booked, letter, shortlisted, slot
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_a_remote_interview_is_joined_by_its_link_and_nothing_else_is_one(at: Stage, clock):
    application = shortlisted(at)
    meeting = slot(at, INTERVIEW, "https://meet.example/swale")
    interview = interviews.offer(application, by=at.manager, at=LATER)
    panels.name(interview, at.heads, at.heads[0], by=at.manager, at=LATER)
    interviews.book(interview, meeting, by=cast.acting(application.person), at=LATER)
    clock.move_to(LATER)
    for who, page in [
        (application.person, ("apply-interview", application)),
        (at.heads[0], ("panel-interview", interview)),
    ]:
        shown = sign_in(Client(), who).get(reverse(page[0], args=[page[1].pk])).content.decode()
        assert 'href="https://meet.example/swale"' in shown
    places = ["javascript:alert(1)", "http://meet.example", "https://meet.example or room 2", "Room 2"]
    assert not any(slot(at, INTERVIEW.replace(hour=9 + hour), place).is_remote for hour, place in enumerate(places, 3))


def test_what_she_needs_is_said_on_her_page_and_read_by_the_panel_and_the_office(at: Stage, clock):
    interview = booked(at, shortlisted(at))
    clock.move_to(LATER)
    hers = sign_in(Client(), interview.application.person)
    page = reverse("apply-interview-needs", args=[interview.application_id])
    assert hers.post(page, {"text": "Questions in writing"}).status_code == 302
    for who, name, pk in [
        (at.heads[0], "panel-interview", interview.pk),
        (at.manager, "office-application", interview.application_id),
    ]:
        assert "Questions in writing" in words(sign_in(Client(), who).get(reverse(name, args=[pk])))


def test_the_panel_that_interviews_reads_the_letter_that_came_by_post(at: Stage, clock):
    interview = booked(at, shortlisted(at))
    second = references.request(
        interview.application,
        "second",
        Referee("Sam Second", "sam@elsewhere.example", "Deputy"),
        by=at.manager,
        at=LATER,
    )
    references.record(second, Given(True, None), note="By post", paper=letter(), by=at.manager, at=LATER)
    clock.move_to(LATER)
    panel = sign_in(Client(), at.heads[0])
    assert "The letter itself: letter.pdf" in words(panel.get(reverse("panel-interview", args=[interview.pk])))
    file = reverse("panel-interview-letter", args=[interview.pk, second.sheet.attachments.get().pk])
    assert b"".join(panel.get(file)).startswith(b"%PDF")
    assert sign_in(Client(), at.panel[3]).get(file).status_code == 404


def test_the_office_books_what_she_said_on_the_telephone_with_what_she_needs(at: Stage, office: Client, clock):
    application = shortlisted(at, has_access_needs="yes", access_needs="Step-free access")
    chosen = slot(at)
    interview = interviews.offer(application, by=at.manager, at=LATER)
    clock.move_to(LATER)
    page = reverse("office-interview-time", args=[interview.pk])
    office = sign_in(Client(), at.manager)
    assert "Step-free access" in office.get(page).content.decode()
    assert office.post(page, {"slot": chosen.pk, "access_needs": "Step-free access"}).status_code == 302
    interview = Interview.objects.get()
    assert (interview.state, interview.access_needs) == ("booked", "Step-free access")
